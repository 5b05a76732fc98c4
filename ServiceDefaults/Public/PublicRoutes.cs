using CardTeam.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CardTeam.ServiceDefaults.Public;

/// <summary>The public pages of a service, which the gateway serves under the same addresses.</summary>
public static class PublicRoutes
{
    /// <summary>
    /// Begins the pages of one area, <c>/public/{area}</c>: open to everybody, and a broken rule is answered with a page.
    /// </summary>
    public static RouteGroupBuilder MapPublic(this IEndpointRouteBuilder app, string area)
    {
        ArgumentNullException.ThrowIfNull(app);
        var pages = app.MapGroup($"{PublicPage.Root}/{area}").AllowAnonymous().ExcludeFromDescription();
        pages.AddEndpointFilter(
            static async (context, next) =>
            {
                PublicPage.ChooseLanguage(context.HttpContext);
                try
                {
                    return await next(context);
                }
                catch (RuleBrokenException broken)
                {
                    await PublicPage.WriteAsync(
                        context.HttpContext,
                        new("无法显示", "Not available"),
                        broken.Text,
                        broken.Status
                    );
                    return Results.Empty;
                }
            }
        );
        return pages;
    }
}

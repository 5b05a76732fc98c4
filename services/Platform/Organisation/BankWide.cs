using CardTeam.Platform.Data;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace CardTeam.Platform.Organisation;

/// <summary>
/// Marks a route whose effect or answer concerns the whole bank and cannot be restricted to a part of it.
/// </summary>
internal sealed class BankWideAct;

/// <summary>
/// Refuses requests that a part of the bank does not permit: acts on the whole bank, and writing without any part.
/// </summary>
public static class BankWide
{
    /// <summary>Admits only callers who see the whole bank; a role bound to a unit is refused with 403.</summary>
    public static TBuilder RequireWholeBank<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new BankWideAct());

    /// <summary>Runs after the roles were checked and before the request is read.</summary>
    internal static void UsePartOfBank(this WebApplication app) =>
        app.Use(
            async (http, next) =>
            {
                var endpoint = http.GetEndpoint();
                var roles = endpoint?.Metadata.GetOrderedMetadata<AllowedRoles>() ?? [];
                if (roles.Count == 0 || http.User.Identity?.IsAuthenticated != true)
                {
                    await next(http);
                    return;
                }

                var isBankWide = endpoint!.Metadata.GetMetadata<BankWideAct>() is not null;
                if (isBankWide || !HttpMethods.IsGet(http.Request.Method))
                {
                    var db =
                        http.RequestServices.GetService(typeof(ServiceDbContext)) as ServiceDbContext
                        ?? throw new InvalidOperationException("No database is registered.");
                    var part = await PartOfBank.OfAsync(
                        Caller.From(http.User),
                        [.. roles.SelectMany(r => r.Roles)],
                        db,
                        http.RequestAborted
                    );
                    if (isBankWide && !part.IsWhole)
                        throw OfTheWholeBank();
                    if (part.IsNothing)
                        throw WithoutPart();
                }

                await next(http);
            }
        );

    private static RuleBrokenException OfTheWholeBank() =>
        new(
            "auth.whole-bank-only",
            new(
                "此操作涉及全行，只有不限机构的账号可以执行。",
                "This concerns the whole bank; an account bound to a unit cannot do it."
            ),
            status: StatusCodes.Status403Forbidden
        );

    private static RuleBrokenException WithoutPart() =>
        new(
            "auth.no-part",
            new(
                "您的账号没有指定机构或客户经理编号，请联系管理员。",
                "Your account names neither a unit nor a manager number; ask your administrator."
            ),
            status: StatusCodes.Status403Forbidden
        );
}

using System.ComponentModel.DataAnnotations;
using CardTeam.Gateway.Tokens;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CardTeam.Gateway.Sessions;

/// <summary>
/// Signs in a person known to this gateway in their browser; the answer names them and contains no token.
/// </summary>
internal static class StartSession
{
    internal sealed record Request(
        [property: Required, StringLength(128)] string? User,
        [property: Required, StringLength(1024)] string? Password
    );

    public static async Task<Results<Ok<ShowSession.Response>, ProblemHttpResult>> Handle(
        Request request,
        HttpContext http,
        IAntiforgery antiforgery,
        IConfiguration configuration,
        SignIn signIn
    )
    {
        // Checked also before there is a session: another site must not sign somebody in here as someone else.
        if (!await antiforgery.IsRequestValidAsync(http))
            return SessionSecurity.PageIsOld(http);
        var (token, refused) = await signIn.TryAsync(http, request.User!, request.Password!, person: true);
        if (refused is not null)
            return refused;
        return TypedResults.Ok(
            ShowSession.Of(http, await SessionSecurity.StartAsync(http, token!), antiforgery, configuration)
        );
    }
}

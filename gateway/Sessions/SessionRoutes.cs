using CardTeam.Gateway.Tokens;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Authentication;

namespace CardTeam.Gateway.Sessions;

/// <summary>A browser's session: what it is, its start, its renewal and its end.</summary>
internal static class SessionRoutes
{
    public const string Path = "/session";

    public static void MapSessions(this WebApplication app)
    {
        app.MapGet(Path, ShowSession.Handle).AllowAnonymous();
        if (TokenRoutes.IsDemonstration(app.Configuration))
            app.MapPost(Path, StartSession.Handle).AllowAnonymous();
        else if (IdentityProvider.From(app.Configuration) is not null)
            app.MapGet(IdentityProvider.SignInPath, IdentityProvider.SignIn).AllowAnonymous();
        app.MapGet($"{Path}/access", ShowAccess.Handle).RequireRoles(Roles.Administrator, Roles.Auditor);
        app.MapDelete(
                Path,
                async (HttpContext http) =>
                {
                    await http.SignOutAsync(SessionSecurity.Scheme);
                    return Results.NoContent();
                }
            )
            .AllowAnonymous();
        // The call itself puts the end off.
        app.MapPost($"{Path}/renewal", () => Results.NoContent()).RequireAuthorization();
    }
}

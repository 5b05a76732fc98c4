using CardTeam.Gateway.Limits;
using CardTeam.Gateway.Tokens;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Authentication;

namespace CardTeam.Gateway.Sessions;

/// <summary>Routes of a browser's session: its state, start, renewal and end.</summary>
internal static class SessionRoutes
{
    public const string Path = "/session";

    public static void MapSessions(this WebApplication app)
    {
        app.MapGet(Path, ShowSession.Handle).AllowAnonymous();
        if (TokenRoutes.IssuesTokens(app.Configuration))
            app.MapPost(Path, StartSession.Handle).AllowAnonymous();
        else if (IdentityProvider.From(app.Configuration) is not null)
            app.MapGet(IdentityProvider.SignInPath, IdentityProvider.SignIn).AllowAnonymous();
        app.MapGet($"{Path}/access", ShowAccess.Handle).RequireRoles(Roles.Administrator, Roles.Auditor);
        app.MapDelete(Path, EndAsync).AllowAnonymous();
        // The call itself extends the session.
        app.MapPost($"{Path}/renewal", () => Results.NoContent()).RequireAuthorization();
        app.MapGet($"{Path}/list", ListAsync).RequireAuthorization();
        app.MapDelete($"{Path}/others", EndOthersAsync).RequireAuthorization();
    }

    /// <param name="Browser">The browser's user agent.</param>
    /// <param name="IsThis">True for the session of this request.</param>
    internal sealed record OwnSession(string Id, DateTimeOffset StartedAt, string From, string Browser, bool IsThis);

    /// <param name="ContinueAt">The provider's address for ending its own session; null where it offers none.</param>
    internal sealed record SignedOut(string? ContinueAt);

    internal sealed record Ended(int Sessions);

    /// <summary>Signs out: ends the browser's session or revokes the program's token.</summary>
    private static async Task<IResult> EndAsync(HttpContext http, SignInJournal journal)
    {
        var user = http.User;
        if (user.Identity?.IsAuthenticated != true)
        {
            await http.SignOutAsync(SessionSecurity.Scheme);
            return Results.NoContent();
        }

        var isSession = user.Identity.AuthenticationType == SessionSecurity.Scheme;
        var continueAt = isSession ? await IdentityProvider.EndSessionAsync(http) : null;
        LocalTokens.SignOut(http.RequestServices, user);
        if (isSession)
            await http.SignOutAsync(SessionSecurity.Scheme);
        http.Response.Headers.Remove(SessionSecurity.IdentityHeader);
        journal.Write("sign-out", Caller.From(user).Id, CallerLimits.Address(http));
        return continueAt is null ? Results.NoContent() : Results.Ok(new SignedOut(continueAt));
    }

    /// <summary>Lists the caller's own sessions, the newest first.</summary>
    private static async Task<IReadOnlyList<OwnSession>> ListAsync(
        HttpContext http,
        Caller caller,
        SessionTickets tickets
    )
    {
        var current = (await SessionSecurity.FindAsync(http))?.Id;
        return
        [
            .. (await tickets.OfPersonAsync(caller.Id))
                .Select(ticket => SessionSecurity.Describe(ticket.Properties))
                .OrderByDescending(session => session.StartedAt)
                .Select(session => new OwnSession(
                    session.Id,
                    session.StartedAt,
                    session.From,
                    session.Browser,
                    session.Id == current
                )),
        ];
    }

    /// <summary>Ends all of the caller's sessions except the one of this request.</summary>
    private static async Task<Ended> EndOthersAsync(
        HttpContext http,
        Caller caller,
        SessionTickets tickets,
        SignInJournal journal
    )
    {
        var current = (await SessionSecurity.FindAsync(http))?.Id;
        var ended = await tickets.EndAsync(caller.Id, ticket => SessionSecurity.IdOf(ticket.Properties) != current);
        journal.Write("session-ended", caller.Id, CallerLimits.Address(http), Invariant($"{ended} other sessions"));
        return new(ended);
    }
}

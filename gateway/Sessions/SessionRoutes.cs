using CardTeam.Gateway.Limits;
using CardTeam.Gateway.Tokens;
using CardTeam.ServiceDefaults.Description;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Authentication;

namespace CardTeam.Gateway.Sessions;

/// <summary>Routes of a browser's session: its state, start, renewal and end.</summary>
internal static class SessionRoutes
{
    public const string Path = "/session";

    public static void MapSessions(this WebApplication app)
    {
        var sessions = app.MapGroup("").WithTags("Sessions");
        sessions
            .MapGet(Path, ShowSession.Handle)
            .Describe("Shows who is signed in in this browser, or how to sign in.")
            .AllowAnonymous();
        if (TokenRoutes.IssuesTokens(app.Configuration))
            sessions
                .MapPost(Path, StartSession.Handle)
                .Describe(
                    "Signs a person in in this browser.",
                    "400 session.antiforgery",
                    "401 auth.wrong-credentials",
                    "403 auth.password-must-change",
                    "429 auth.too-many-attempts"
                )
                .AllowAnonymous();
        else if (IdentityProvider.From(app.Configuration) is not null)
            sessions
                .MapGet(IdentityProvider.SignInPath, IdentityProvider.SignIn)
                .Describe("Leads the browser to the bank's identity provider, and back.")
                .AllowAnonymous();
        sessions
            .MapGet($"{Path}/access", ShowAccess.Handle)
            .Describe("Shows who gives people their roles and their part of the bank, and by what.")
            .RequireRoles(Roles.Administrator, Roles.Auditor);
        sessions
            .MapDelete(Path, EndAsync)
            .Describe("Signs out: ends the browser's session, or takes the program's token back.")
            .Produces<SignedOut>()
            .Produces(StatusCodes.Status204NoContent)
            .AllowAnonymous();
        // The call itself extends the session.
        sessions
            .MapPost($"{Path}/renewal", () => TypedResults.NoContent())
            .Describe("Extends the session.")
            .RequireAuthorization();
        sessions
            .MapGet($"{Path}/list", ListAsync)
            .Describe("Lists one's own sessions, the newest first.")
            .RequireAuthorization();
        sessions
            .MapDelete($"{Path}/others", EndOthersAsync)
            .Describe("Ends all of one's own sessions except this one.")
            .RequireAuthorization();
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

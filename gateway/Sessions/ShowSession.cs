using CardTeam.Gateway.Tokens;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Security;
using CardTeam.ServiceDefaults.Settings;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CardTeam.Gateway.Sessions;

/// <summary>
/// Shows the person signed in in this browser and the end of the session, and otherwise the way to sign in.
/// </summary>
internal static class ShowSession
{
    /// <param name="User">The person signed in; null for nobody.</param>
    /// <param name="Id">
    /// The session's id, which is also in the header <c>X-Session</c> of every answer. A different one means that
    /// somebody else has signed in in this browser.
    /// </param>
    /// <param name="EndsAt">The time at which the session ends without further calls.</param>
    /// <param name="Antiforgery">
    /// The value for the header <c>X-Antiforgery</c> of every write; it changes with each sign-in.
    /// </param>
    /// <param name="SignIn">
    /// <c>password</c> at <c>POST /session</c>, <c>provider</c> at <c>/session/sign-in</c>, or <c>none</c> where
    /// neither is configured.
    /// </param>
    /// <param name="HasAccounts">True when people change their own password here.</param>
    /// <param name="Demonstrators">
    /// The users who can sign in with a click; empty where the bank's identity provider signs people in.
    /// </param>
    internal sealed record Response(
        Person? User,
        string? Id,
        DateTimeOffset? EndsAt,
        string Antiforgery,
        string SignIn,
        bool HasAccounts,
        IReadOnlyList<Demonstrator> Demonstrators
    );

    internal sealed record Person(string Id, string Name, IReadOnlyList<string> Roles, string? Org, string? ManagerNo);

    internal sealed record Demonstrator(string Id, string Name, string Role, string? Org, string? ManagerNo, Text May);

    public static async Task<Ok<Response>> Handle(
        HttpContext http,
        IAntiforgery antiforgery,
        IConfiguration configuration
    ) => TypedResults.Ok(Of(http, await SessionSecurity.FindAsync(http), antiforgery, configuration));

    public static Response Of(
        HttpContext http,
        (DateTimeOffset EndsAt, string Id)? session,
        IAntiforgery antiforgery,
        IConfiguration configuration
    )
    {
        var caller = Caller.From(http.User);
        var user = session is null
            ? null
            : new Person(
                caller.Id,
                http.User.FindFirst("name")?.Value ?? caller.Id,
                caller.Roles,
                caller.Org,
                caller.ManagerNo
            );
        var isDemonstration = TokenRoutes.IsDemonstration(configuration);
        return new(
            User: user,
            Id: session?.Id,
            EndsAt: session?.EndsAt,
            Antiforgery: antiforgery.GetAndStoreTokens(http).RequestToken!,
            SignIn: TokenRoutes.IssuesTokens(configuration) ? "password"
                : IdentityProvider.From(configuration) is null ? "none"
                : "provider",
            HasAccounts: SuiteSettings.PeopleFile.Of(configuration) is not null,
            Demonstrators: isDemonstration
                ? DemonstrationUsers
                    .People.Select(u => new Demonstrator(u.Id, u.Name, u.Role, u.Org, u.ManagerNo, u.May))
                    .ToList()
                : []
        );
    }
}

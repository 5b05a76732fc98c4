using CardTeam.Gateway.Tokens;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CardTeam.Gateway.Sessions;

/// <summary>Who is signed in in this browser, until when, and otherwise how to sign in.</summary>
internal static class ShowSession
{
    /// <param name="User">Null: nobody.</param>
    /// <param name="EndsAt">When the session ends if nothing more is called.</param>
    /// <param name="Antiforgery">For header <c>X-Antiforgery</c> of every write; another one after each sign-in.</param>
    /// <param name="SignIn"><c>password</c> at <c>POST /session</c>, <c>provider</c> at <c>/session/sign-in</c>, or <c>none</c> where neither is set up.</param>
    /// <param name="Demonstrators">Who may sign in with a click; nobody where the bank's identity provider signs people in.</param>
    internal sealed record Response(
        Person? User,
        DateTimeOffset? EndsAt,
        string Antiforgery,
        string SignIn,
        IReadOnlyList<Demonstrator> Demonstrators
    );

    internal sealed record Person(string Id, string Name, IReadOnlyList<string> Roles, string? Org, string? ManagerNo);

    internal sealed record Demonstrator(string Id, string Name, string Role, string? Org, string? ManagerNo, Text May);

    public static async Task<Ok<Response>> Handle(
        HttpContext http,
        IAntiforgery antiforgery,
        IConfiguration configuration
    ) => TypedResults.Ok(Of(http, await SessionSecurity.EndsAtAsync(http), antiforgery, configuration));

    public static Response Of(
        HttpContext http,
        DateTimeOffset? endsAt,
        IAntiforgery antiforgery,
        IConfiguration configuration
    )
    {
        http.Response.Headers.CacheControl = "no-store";
        var caller = Caller.From(http.User);
        var user = endsAt is null
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
            user,
            endsAt,
            antiforgery.GetAndStoreTokens(http).RequestToken!,
            isDemonstration ? "password"
                : IdentityProvider.From(configuration) is null ? "none"
                : "provider",
            isDemonstration
                ? DemonstrationUsers
                    .People.Select(u => new Demonstrator(u.Id, u.Name, u.Role, u.Org, u.ManagerNo, u.May))
                    .ToList()
                : []
        );
    }
}

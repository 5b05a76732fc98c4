using CardTeam.Gateway.People;
using CardTeam.Gateway.Tokens;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CardTeam.Gateway.Sessions;

/// <summary>
/// Shows which issuer gives people their roles and their part of the bank, by which groups and claims; in a
/// demonstration also the users.
/// </summary>
internal static class ShowAccess
{
    /// <param name="Issuer">The issuer of accepted tokens.</param>
    /// <param name="Claims">
    /// The provider's mapping of claims; null where the gateway issues the tokens itself, with the suite's own claims.
    /// </param>
    /// <param name="People">
    /// The users of a demonstration, and local accounts; otherwise only the provider knows the people.
    /// </param>
    /// <param name="Clients">The programs that sign in here; with a provider they too sign in there.</param>
    internal sealed record Response(
        string Issuer,
        ClaimNames? Claims,
        IReadOnlyList<RoleAccess> Roles,
        IReadOnlyList<Holder> People,
        IReadOnlyList<Holder> Clients
    );

    internal sealed record ClaimNames(string Groups, string Org, string ManagerNo);

    /// <param name="Groups">
    /// The provider's groups whose members have the role in addition to holders of the claim.
    /// </param>
    internal sealed record RoleAccess(string Role, IReadOnlyList<string> Groups);

    internal sealed record Holder(string Id, string Name, IReadOnlyList<string> Roles, string? Org, string? ManagerNo);

    public static Ok<Response> Handle(IConfiguration configuration, IServiceProvider services)
    {
        var claims = services.GetService<ProviderClaims>();
        var people = TokenRoutes.IsDemonstration(configuration)
            ? DemonstrationUsers.People.Select(u => new Holder(u.Id, u.Name, [u.Role], u.Org, u.ManagerNo))
            : [];
        var local = services.GetService<PeopleFile>()?.All.Where(p => p.Active) ?? [];
        var clients =
            services.GetService<Accounts>()?.Clients.Select(c => new Holder(c.Id, c.Name, c.Roles, c.Org, c.ManagerNo))
            ?? [];
        return TypedResults.Ok(
            new Response(
                claims is null ? IssueToken.Issuer : configuration["Authentication:Authority"]!,
                claims is null ? null : new(claims.GroupClaim, claims.OrgClaim, claims.ManagerNoClaim),
                Roles.All.Select(role => new RoleAccess(role, claims?.Groups.GetValueOrDefault(role) ?? [])).ToList(),
                [.. people, .. local.Select(p => new Holder(p.User, p.Name, p.Roles, p.Org, p.ManagerNo))],
                clients.ToList()
            )
        );
    }
}

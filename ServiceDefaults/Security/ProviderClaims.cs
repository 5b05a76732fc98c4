using System.Security.Claims;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Settings;
using Microsoft.Extensions.Configuration;

namespace CardTeam.ServiceDefaults.Security;

/// <summary>
/// How the claims of the bank's identity provider become this suite's: its groups roles, and the claims it names the part of the bank and the account manager by.
/// What a token says in this suite's own words holds beside it.
/// </summary>
/// <param name="GroupClaim"><c>Authentication:GroupClaim</c>, default <c>groups</c>: the claim that lists a person's groups.</param>
/// <param name="Groups"><c>Authentication:Groups:{role}</c>: the groups whose members have that role, with semicolons between them. Compared letter by letter.</param>
/// <param name="OrgClaim"><c>Authentication:OrgClaim</c>, default <c>org</c>: the code of the organisation unit.</param>
/// <param name="ManagerNoClaim"><c>Authentication:ManagerNoClaim</c>, default <c>manager_no</c>.</param>
public sealed record ProviderClaims(
    string GroupClaim,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Groups,
    string OrgClaim,
    string ManagerNoClaim
)
{
    private const string Org = "org",
        ManagerNo = "manager_no",
        Role = "role";

    /// <exception cref="StartRefusedException">A group is given a role that there is not.</exception>
    public static ProviderClaims From(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var groups = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var setting in configuration.GetSection("Authentication:Groups").GetChildren())
        {
            // A shell's variables have no hyphens, and some come in capitals.
            var role =
                Roles.All.FirstOrDefault(r =>
                    string.Equals(r, setting.Key.Replace('_', '-'), StringComparison.OrdinalIgnoreCase)
                )
                ?? throw new StartRefusedException(
                    $"{setting.Path}: there is no role '{setting.Key}'; the roles are {string.Join(", ", Roles.All)}."
                );
            groups[role] = (setting.Value ?? "").Split(
                ';',
                StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries
            );
            if (groups[role].Count == 0)
                throw new StartRefusedException($"{setting.Path} names no group.");
        }

        return new(
            SuiteSettings.GroupClaim.Of(configuration) ?? "groups",
            groups,
            SuiteSettings.OrgClaim.Of(configuration) ?? Org,
            SuiteSettings.ManagerNoClaim.Of(configuration) ?? ManagerNo
        );
    }

    /// <summary>Adds what follows from the provider's claims.</summary>
    public void Complete(ClaimsIdentity identity)
    {
        ArgumentNullException.ThrowIfNull(identity);
        var groups = identity.FindAll(GroupClaim).Select(c => c.Value).ToHashSet(StringComparer.Ordinal);
        foreach (var (role, members) in Groups)
            if (members.Any(groups.Contains) && !identity.HasClaim(Role, role))
                identity.AddClaim(new(Role, role));
        Rename(OrgClaim, Org);
        Rename(ManagerNoClaim, ManagerNo);

        void Rename(string from, string to)
        {
            if (from != to && !identity.HasClaim(c => c.Type == to) && identity.FindFirst(from) is { } claim)
                identity.AddClaim(new(to, claim.Value));
        }
    }
}

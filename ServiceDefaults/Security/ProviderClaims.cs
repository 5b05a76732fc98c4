using System.Security.Claims;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Settings;
using Microsoft.Extensions.Configuration;

namespace CardTeam.ServiceDefaults.Security;

/// <summary>
/// Maps the claims of the bank's identity provider to this suite's: its groups to roles, and the claims with the part
/// of the bank and the manager number. A token's claim of this suite's own name counts only where no setting names
/// another claim.
/// </summary>
/// <param name="GroupClaim">
/// <c>Authentication:GroupClaim</c>, default <c>groups</c>: the claim that lists a person's groups.
/// </param>
/// <param name="Groups">
/// <c>Authentication:Groups:{role}</c>: the groups whose members have that role, separated by semicolons. Compared
/// case-sensitively.
/// </param>
/// <param name="OrgClaim">
/// <c>Authentication:OrgClaim</c>, default <c>org</c>: the code of the organisation unit.
/// </param>
/// <param name="ManagerNoClaim"><c>Authentication:ManagerNoClaim</c>, default <c>manager_no</c>.</param>
/// <param name="WholeBank">
/// <c>Authentication:WholeBank</c>: the value of the claim that means the whole bank; null where a token without the
/// claim is for the whole bank.
/// </param>
public sealed record ProviderClaims(
    string GroupClaim,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Groups,
    string OrgClaim,
    string ManagerNoClaim,
    string? WholeBank = null
)
{
    private const string Org = "org",
        ManagerNo = "manager_no",
        Role = "role";

    /// <exception cref="StartRefusedException">A setting gives a group an unknown role.</exception>
    public static ProviderClaims From(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var groups = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var setting in configuration.GetSection("Authentication:Groups").GetChildren())
        {
            // A shell's variables have no hyphens, and some are in capitals.
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
            SuiteSettings.ManagerNoClaim.Of(configuration) ?? ManagerNo,
            SuiteSettings.WholeBank.Of(configuration)
        );
    }

    /// <summary>
    /// Maps the provider's claims to this suite's. Where a setting names the claim for something, only that claim
    /// counts: a provider's <c>role</c> or <c>org</c> for its own purposes grants nothing here. A role for a part of
    /// the bank is not given to a person without one.
    /// </summary>
    /// <returns>The reason why the token is refused; null where it is accepted.</returns>
    public string? Complete(ClaimsIdentity identity)
    {
        ArgumentNullException.ThrowIfNull(identity);
        if (Groups.Count > 0)
        {
            var groups = identity.FindAll(GroupClaim).Select(c => c.Value).ToHashSet(StringComparer.Ordinal);
            Remove(_ => true, Role);
            foreach (var (role, members) in Groups)
                if (members.Any(groups.Contains))
                    identity.AddClaim(new(Role, role));
        }

        if (Rename(OrgClaim, Org) is { } twoUnits)
            return twoUnits;
        if (Rename(ManagerNoClaim, ManagerNo) is { } twoNumbers)
            return twoNumbers;
        var isWholeBank = WholeBank is not null && identity.HasClaim(Org, WholeBank);
        if (isWholeBank)
            Remove(_ => true, Org);
        var hasOrg = identity.HasClaim(c => c.Type == Org);
        if (!hasOrg)
            Remove(role => role == Roles.BranchHead, Role);
        if (!hasOrg && !isWholeBank && WholeBank is not null)
            Remove(role => Roles.OfPart.Contains(role, StringComparer.Ordinal), Role);
        if (!identity.HasClaim(c => c.Type == ManagerNo))
            Remove(role => role == Roles.AccountManager, Role);
        return null;

        string? Rename(string from, string to)
        {
            var values = identity
                .FindAll(from)
                .Select(c => c.Value)
                .Where(v => v.Length > 0)
                .Distinct(StringComparer.Ordinal)
                .ToList();
            if (values.Count > 1)
                return $"The token has several values of {from}.";
            Remove(_ => true, to);
            if (values is [var value])
                identity.AddClaim(new(to, value));
            return null;
        }

        void Remove(Func<string, bool> which, string type)
        {
            foreach (var claim in identity.FindAll(type).Where(c => which(c.Value)).ToList())
                identity.RemoveClaim(claim);
        }
    }
}

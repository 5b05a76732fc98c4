using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;

namespace CardTeam.Gateway.Tokens;

/// <summary>A person or program that can sign in here, and the claims of their token.</summary>
internal sealed record Account(
    string Id,
    string Name,
    IReadOnlyList<string> Roles,
    string? Org,
    string? ManagerNo,
    SecretHash Secret
);

/// <summary>
/// The accounts this gateway issues tokens to beside its local accounts: the demonstration users, if enabled, and the
/// machine clients of the settings.
/// </summary>
internal sealed class Accounts
{
    private readonly Dictionary<string, Account> people;
    private readonly Dictionary<string, Account> clients;

    private Accounts(IEnumerable<Account> people, IEnumerable<Account> clients)
    {
        this.people = people.ToDictionary(a => a.Id, StringComparer.Ordinal);
        this.clients = clients.ToDictionary(a => a.Id, StringComparer.Ordinal);
    }

    /// <exception cref="StartRefusedException">A machine client's setting is incomplete or wrong.</exception>
    public static Accounts From(IConfiguration configuration)
    {
        var password = SecretHash.Parse(DemonstrationUsers.PasswordHash)!;
        var isDemonstration = TokenRoutes.IsDemonstration(configuration);
        var machines = new List<Account>();
        if (isDemonstration)
            machines.Add(Demonstration(DemonstrationUsers.NightlyFeed));
        foreach (var section in configuration.GetSection("Authentication:Clients").GetChildren())
        {
            var client = Client(section);
            if (machines.Exists(c => c.Id == client.Id))
                throw new StartRefusedException($"{section.Path}:Id '{client.Id}' is already taken.");
            machines.Add(client);
        }

        return new(isDemonstration ? DemonstrationUsers.People.Select(Demonstration) : [], machines);

        Account Demonstration(DemonstrationUser user) =>
            new(user.Id, user.Name, [user.Role], user.Org, user.ManagerNo, password);
    }

    /// <summary>The programs that may sign in here.</summary>
    public IEnumerable<Account> Clients => clients.Values;

    /// <summary>The account of that name; null where there is none.</summary>
    public Account? Find(string id, bool person) => (person ? people : clients).GetValueOrDefault(id);

    private static Account Client(IConfigurationSection section)
    {
        var id = section["Id"];
        if (string.IsNullOrWhiteSpace(id))
            throw new StartRefusedException($"{section.Path}:Id is not set.");
        var secret =
            SecretHash.Parse(section["SecretHash"])
            ?? throw new StartRefusedException(
                $"{section.Path}:SecretHash is missing or not a hash; make one with: "
                    + "dotnet CardTeam.Gateway.dll hash-secret"
            );
        // Roles:0, Roles:1 … in a file; a single setting with commas is easier in an environment.
        var roles = section
            .GetSection("Roles")
            .GetChildren()
            .Select(r => r.Value ?? "")
            .Concat(
                (section["Roles"] ?? "").Split(
                    ',',
                    StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries
                )
            )
            .ToArray();
        if (roles.Length == 0)
            throw new StartRefusedException($"{section.Path}:Roles is not set.");
        foreach (var role in roles.Where(role => !Roles.All.Contains(role, StringComparer.Ordinal)))
            throw new StartRefusedException(
                $"{section.Path}:Roles names '{role}'; the roles are {string.Join(", ", Roles.All)}."
            );
        if (!Codes.TryRead(section["Org"], Lengths.OrgCode, out var org, out var refusal))
            throw new StartRefusedException($"{section.Path}:Org: {refusal.Text.Zh} · {refusal.Text.En}");
        return new(id, section["Name"] ?? id, roles, org, ManagerNo: null, secret);
    }
}

using System.Linq.Expressions;
using CardTeam.Contracts.Performance;
using CardTeam.Platform.Data;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Messaging.Inbox;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Platform.Roster;

/// <summary>
/// A service's own copy of a manager's name, for the lists, pages and exports people read. Nothing is calculated from
/// it, and the payroll stream, logs and traces do not contain it.
/// </summary>
public sealed class ManagerName
{
    private ManagerName() { }

    public ManagerName(string managerNo) => ManagerNo = managerNo;

    public string ManagerNo { get; private set; } = "";

    /// <summary>Version of the roster the name belongs to.</summary>
    public int Version { get; private set; }

    /// <summary>The name; null once it was deleted.</summary>
    public string? Name { get; private set; }

    /// <summary>
    /// Takes a name or its deletion. An older version never replaces a newer one, and the same version does not restore
    /// a deleted name.
    /// </summary>
    public void Take(NamedManager said)
    {
        ArgumentNullException.ThrowIfNull(said);
        if (said.Version > Version || (said.Version == Version && said.Name is null))
            (Version, Name) = (said.Version, said.Name);
    }
}

/// <summary>Keeps the names up to date. A service that shows names derives its consumer from this one.</summary>
public abstract class KeepManagerNames(ServiceDbContext db) : OnceConsumer<ManagersChanged>
{
    private readonly ServiceDbContext _db = db;

    protected override async Task Handle(ManagersChanged message, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (message.Names is not { Count: > 0 } names)
            return;
        var numbers = names.Select(n => n.ManagerNo).ToList();
        var known = await _db.Set<ManagerName>()
            .Where(n => numbers.Contains(n.ManagerNo))
            .ToDictionaryAsync(n => n.ManagerNo, StringComparer.Ordinal, ct);
        foreach (var said in names)
        {
            if (!known.TryGetValue(said.ManagerNo, out var own))
                _db.Add(own = known[said.ManagerNo] = new(said.ManagerNo));
            own.Take(said);
        }
    }
}

/// <summary>Reads names together with the rows they belong to, never one by one.</summary>
public static class ManagerNames
{
    private const int BatchSize = 500;

    /// <summary>The names of some managers by number; managers without a name are left out.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> OfAsync(
        ServiceDbContext db,
        IEnumerable<string> numbers,
        CancellationToken ct
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var some in numbers.Distinct(StringComparer.Ordinal).Chunk(BatchSize))
        {
            var names = await db.Set<ManagerName>()
                .AsNoTracking()
                .Where(n => some.Contains(n.ManagerNo) && n.Name != null)
                .ToListAsync(ct);
            foreach (var name in names)
                found[name.ManagerNo] = name.Name!;
        }

        return found;
    }

    /// <summary>Keeps the rows of managers whose number or name contains the text.</summary>
    public static IQueryable<T> OfManagersLike<T>(
        this IQueryable<T> rows,
        string? search,
        Expression<Func<T, string>> managerNo,
        ServiceDbContext db
    )
    {
        ArgumentNullException.ThrowIfNull(managerNo);
        ArgumentNullException.ThrowIfNull(db);
        if (string.IsNullOrWhiteSpace(search))
            return rows;
        var pattern = Fragment.Of(search);
        var named = db.Set<ManagerName>().Where(n => EF.Functions.Like(n.Name!, pattern, Fragment.Escape));
        Expression<Func<string, bool>> isLike = no =>
            EF.Functions.Like(no, pattern, Fragment.Escape) || named.Any(n => n.ManagerNo == no);
        return rows.Where(
            Expression.Lambda<Func<T, bool>>(
                new Replaced(isLike.Parameters[0], managerNo.Body).Visit(isLike.Body),
                managerNo.Parameters
            )
        );
    }
}

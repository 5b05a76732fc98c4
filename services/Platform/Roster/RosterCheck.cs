using System.Linq.Expressions;
using CardTeam.Contracts;
using CardTeam.Platform.Data;
using CardTeam.Platform.Imports;
using CardTeam.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Platform.Roster;

/// <summary>Whose rows the bearer of a file may bring, in a service that hears of managers by event.</summary>
public sealed class RosterCheck
{
    private readonly PartOfBank _part;
    private readonly HashSet<string> _inside;

    private RosterCheck(PartOfBank part, IEnumerable<string> inside) =>
        (_part, _inside) = (part, inside.ToHashSet(StringComparer.Ordinal));

    /// <param name="numbers">Managers the rows name.</param>
    /// <param name="part">What the bearer speaks for.</param>
    public static async Task<RosterCheck> LoadAsync(
        ServiceDbContext db,
        IEnumerable<string> numbers,
        PartOfBank part,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(part);
        if (part.IsWhole)
            return new(part, []);
        var named = numbers.Distinct(StringComparer.Ordinal).ToList();
        var known = db.Set<KnownManager>().AsNoTracking().Where(m => named.Contains(m.ManagerNo));
        var inside = await known
            .Within(part, KnownManager.OrgOn(BankCalendar.Today(clock)), m => m.ManagerNo)
            .Select(m => m.ManagerNo)
            .ToListAsync(ct);
        return new(part, inside);
    }

    /// <summary>
    /// Rejects a row whose manager lies outside the bearer's part. Who speaks for the whole bank may bring rows of managers not heard of yet, which then
    /// wait; who speaks for a unit may not, because nothing says that they are theirs.
    /// </summary>
    public void Check(ImportRow row, string? managerNo)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (managerNo is null || _part.IsWhole || _inside.Contains(managerNo))
            return;
        row.Reject(
            "manager_no",
            "import.outside-your-part",
            new("该客户经理不在您的权限范围内。", "The manager lies outside your part of the bank.")
        );
    }
}

/// <summary>Binds rows that name a manager to a part of the bank.</summary>
public static class RosterQueries
{
    /// <summary>Keeps the rows of managers who work within the part today. Rows of managers not heard of yet are seen by those who see the whole bank.</summary>
    public static IQueryable<T> OfManagersWithin<T>(
        this IQueryable<T> rows,
        PartOfBank part,
        Expression<Func<T, string>> managerNo,
        ServiceDbContext db,
        TimeProvider clock
    )
    {
        ArgumentNullException.ThrowIfNull(part);
        ArgumentNullException.ThrowIfNull(db);
        if (part.IsWhole)
            return rows;
        if (part.ManagerNo is not null)
            return rows.Within(part, managerNo, managerNo);
        var visible = db.Set<KnownManager>()
            .AsNoTracking()
            .Within(part, KnownManager.OrgOn(BankCalendar.Today(clock)), m => m.ManagerNo)
            .Select(m => m.ManagerNo);
        return rows.Join(visible, managerNo, no => no, (row, _) => row);
    }
}

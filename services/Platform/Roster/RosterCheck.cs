using System.Linq.Expressions;
using CardTeam.Contracts;
using CardTeam.Platform.Bounds;
using CardTeam.Platform.Data;
using CardTeam.Platform.Imports;
using CardTeam.Platform.Organisation;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Platform.Roster;

/// <summary>Decides whose rows an importer may bring, in a service that learns of managers by event.</summary>
public sealed class RosterCheck
{
    private readonly PartOfBank _part;
    private readonly HashSet<string> _known,
        _inside;
    private readonly AlikeCodes _alike;

    private RosterCheck(PartOfBank part, HashSet<string> known, HashSet<string> inside, AlikeCodes alike)
    {
        (_part, _known, _inside) = (part, known, inside);
        _alike = alike;
    }

    /// <param name="numbers">The managers named by the rows.</param>
    /// <param name="part">The importer's part of the bank.</param>
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
        var named = numbers.Distinct(StringComparer.Ordinal).ToList();
        var managers = db.Set<KnownManager>().AsNoTracking();
        var known = (
            await managers.Where(m => named.Contains(m.ManagerNo)).Select(m => m.ManagerNo).ToListAsync(ct)
        ).ToHashSet(StringComparer.Ordinal);
        if (!part.IsWhole)
        {
            var inside = await managers
                .Where(m => named.Contains(m.ManagerNo))
                .Within(part, KnownManager.OrgOn(BankCalendar.Today(clock)), m => m.ManagerNo)
                .Select(m => m.ManagerNo)
                .ToListAsync(ct);
            return new(part, known, inside.ToHashSet(StringComparer.Ordinal), AlikeCodes.Among([]));
        }

        return new(
            part,
            known,
            [],
            await AlikeCodes.AmongAsync(managers.Select(m => m.ManagerNo), named.Where(no => !known.Contains(no)), ct)
        );
    }

    /// <summary>True when this service knows the manager.</summary>
    public bool Knows(string managerNo) => _known.Contains(managerNo);

    /// <summary>
    /// The manager works within the bearer's part today; whose part is the whole bank includes everybody.
    /// </summary>
    public bool Includes(string managerNo) => _part.IsWhole || _inside.Contains(managerNo);

    /// <summary>
    /// Rejects a row whose manager is outside the importer's part of the bank. An importer for the whole bank may bring
    /// rows of managers not announced yet, which then wait, except numbers that no roster will announce: invalid ones,
    /// and known ones in other letters. An importer for a unit may not, because nothing shows that these managers
    /// belong to it.
    /// </summary>
    public void Check(ImportRow row, string? managerNo)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (managerNo is null)
            return;
        if (!_part.IsWhole)
        {
            if (!_inside.Contains(managerNo))
                OutsideYourPart.Reject(row, "manager_no", OutsideYourPart.Manager);
        }
        else if (_known.Contains(managerNo))
        {
            return;
        }
        else if (!Codes.IsManagerNo(managerNo))
            row.Reject("manager_no", ManagerNumber.NotValid, ManagerNumber.Rule);
        else if (_alike.Of(managerNo) is { } alike)
            row.Reject("manager_no", ManagerNumber.DiffersInCaseOnly, ManagerNumber.Alike(managerNo, alike));
        else
            row.Wait(managerNo);
    }
}

/// <summary>Restricts rows that name a manager to a part of the bank.</summary>
public static class RosterQueries
{
    /// <summary>
    /// Keeps the rows of managers who work within the part today. Rows of managers not announced yet are visible to
    /// callers who see the whole bank.
    /// </summary>
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

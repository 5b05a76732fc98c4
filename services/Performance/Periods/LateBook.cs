using CardTeam.Contracts;
using CardTeam.Contracts.Performance;
using CardTeam.Performance.Data;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Periods;

/// <summary>
/// The late marks and changes of some managers for the next close: read once for a batch of rows, so that a row asks
/// the database nothing. The same again is kept once.
/// </summary>
internal sealed class LateBook
{
    private readonly PerformanceDbContext _db;
    private readonly PeriodLedger _ledger;
    private readonly HashSet<(string ManagerNo, Period Month)> _marks = [];
    private readonly HashSet<(string ManagerNo, Period Month, FigureChange Change)> _changes = [];

    private LateBook(PerformanceDbContext db, PeriodLedger ledger) => (_db, _ledger) = (db, ledger);

    /// <param name="managers">The managers whose months the batch may change.</param>
    public static async Task<LateBook> OpenAsync(
        PerformanceDbContext db,
        IEnumerable<string> managers,
        PeriodLedger ledger,
        CancellationToken ct
    )
    {
        var book = new LateBook(db, ledger);
        if (ledger.LastClosed is null)
            return book;
        var numbers = managers.Distinct(StringComparer.Ordinal).ToList();
        var next = ledger.NextClose;
        book._marks.UnionWith(
            (
                await db
                    .LateMarks.AsNoTracking()
                    .Where(m => m.KnownFrom == next && numbers.Contains(m.ManagerNo))
                    .ToListAsync(ct)
            )
                // Those of an earlier batch of the same transaction may not be written yet.
                .Concat(db.LateMarks.Local.Where(m => m.KnownFrom == next))
                .Select(m => (m.ManagerNo, m.Month))
        );
        book._changes.UnionWith(
            (
                await db
                    .LateChanges.AsNoTracking()
                    .Where(c => c.KnownFrom == next && numbers.Contains(c.ManagerNo))
                    .ToListAsync(ct)
            )
                .Concat(db.LateChanges.Local.Where(c => c.KnownFrom == next))
                .Select(c => (c.ManagerNo, c.Month, c.Announcement()))
        );
        return book;
    }

    /// <summary>
    /// Marks the period when it is closed. A mark of a month holds for the closed quarter, half-year and year around it
    /// too; they alone are marked where the month itself came before the first that was closed.
    /// </summary>
    public void Mark(string managerNo, Period period)
    {
        foreach (var closed in ClosedOf(period))
            if (_marks.Add((managerNo, closed)))
                _db.LateMarks.Add(LateMark.Of(_ledger.NextClose, managerNo, closed));
    }

    /// <summary>Marks the period when it is closed, and keeps who changed what of it.</summary>
    /// <param name="change">The change and its author; null where the sender did not say who changed it.</param>
    public void Change(string managerNo, Period period, FigureChange? change)
    {
        Mark(managerNo, period);
        if (change is null)
            return;
        foreach (var closed in ClosedOf(period))
            if (_changes.Add((managerNo, closed, change)))
                _db.LateChanges.Add(LateChange.Of(_ledger.NextClose, managerNo, closed, change));
    }

    private IEnumerable<Period> ClosedOf(Period period) =>
        _ledger.IsClosed(period) ? [period]
        : period.IsMonth ? _ledger.ClosedAround(period)
        : [];
}

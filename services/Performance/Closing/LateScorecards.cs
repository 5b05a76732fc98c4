using CardTeam.Contracts;
using CardTeam.Contracts.Performance;
using CardTeam.Performance.CardFacts;
using CardTeam.Performance.Data;
using CardTeam.Performance.Kpis;
using CardTeam.Performance.Organisation;
using CardTeam.Performance.Periods;
using CardTeam.Performance.Scorecards;
using CardTeam.Platform.Bounds;
using CardTeam.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Closing;

/// <summary>New versions of the scorecards of closed periods that something late touched.</summary>
internal static class LateScorecards
{
    /// <summary>
    /// Computes closed months again from the earliest month affected on: a card of an earlier month counts in later
    /// rates too. So are the closed quarters, half-years and years that end no earlier.
    /// </summary>
    public static async Task ComputeAsync(
        ScorecardRound round,
        List<Manager> managers,
        IReadOnlyDictionary<string, Period> uncounted,
        PeriodLedger ledger,
        PerformanceDbContext db,
        CancellationToken ct
    )
    {
        if (ledger.LastClosed is not { } lastClosed)
            return;
        var marks = await db.LateMarks.AsNoTracking().Where(m => m.KnownFrom == ledger.NextClose).ToListAsync(ct);
        var touched = marks
            .Where(m => m.Month.IsMonth)
            .GroupBy(m => m.ManagerNo, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Min(m => m.Month), StringComparer.Ordinal);
        if (round.Counts(Kpi.Cards))
            foreach (var (managerNo, month) in await CancelledAsync(ledger, db, ct))
                if (!touched.TryGetValue(managerNo, out var from) || month < from)
                    touched[managerNo] = month;
        foreach (var (managerNo, month) in uncounted)
            if (!touched.TryGetValue(managerNo, out var from) || month < from)
                touched[managerNo] = month;
        if (touched.Count > 0)
            for (var month = touched.Values.Min(); month <= lastClosed; month = month.Next())
                await ComputeAgainAsync(month);
        var ofLonger = marks.Where(m => !m.Month.IsMonth).ToLookup(m => m.Month, m => m.ManagerNo);
        foreach (var period in ledger.Longer)
            await ComputeAgainAsync(period, ofLonger[period].ToHashSet(StringComparer.Ordinal));

        async Task ComputeAgainAsync(Period period, IReadOnlySet<string>? marked = null)
        {
            var again = managers
                .Where(m =>
                    (touched.TryGetValue(m.ManagerNo, out var from) && from <= period.LastMonth)
                    || marked?.Contains(m.ManagerNo) == true
                )
                .ToList();
            if (again.Count == 0)
                return;
            var before = await db
                .Scorecards.Where(s => s.Period == period && s.IsCurrent)
                .ToDictionaryAsync(s => s.ManagerNo, StringComparer.Ordinal, ct);
            if (round.SharesIn(period).Count > 0)
                again = WithTheirUnits(again, period, before);
            await round.ComputeAsync(period, again.FindAll(m => m.IsInPost(period)), before, ct);
        }

        // Also those of the unit that a manager has left by what became known.
        List<Manager> WithTheirUnits(List<Manager> some, Period period, IReadOnlyDictionary<string, Scorecard> before)
        {
            var units = some.SelectMany(UnitsOf).ToHashSet(StringComparer.Ordinal);
            return managers.FindAll(m => UnitsOf(m).Any(units.Contains));

            IEnumerable<string> UnitsOf(Manager manager) =>
                before.TryGetValue(manager.ManagerNo, out var known)
                    ? [manager.On(period.LastDay).Data.Org, known.Org]
                    : [manager.On(period.LastDay).Data.Org];
        }
    }

    /// <summary>
    /// The managers with facts of cards whose cancellation became known or was withdrawn, with the first closed month
    /// affected: a cancelled card leaves its manager's rate, whoever cancelled it.
    /// </summary>
    private static async Task<List<(string ManagerNo, Period Month)>> CancelledAsync(
        PeriodLedger ledger,
        PerformanceDbContext db,
        CancellationToken ct
    )
    {
        var last = DayNumber.Of(ledger.LastClosed!.Value.LastDay);
        var cancelled = db.CardFacts.Where(c =>
            c.Kind == CardFactKind.Cancelled
            && c.OccurredOn <= last
            && (c.KnownFrom == ledger.NextClose || c.KnownUntil == ledger.NextClose)
        );
        if (!await cancelled.AnyAsync(ct))
            return [];
        var touched = await db
            .CardFacts.Join(cancelled, f => f.CardRef, c => c.CardRef, (f, c) => new { f.ManagerNo, c.OccurredOn })
            .GroupBy(t => t.ManagerNo)
            .Select(g => new { ManagerNo = g.Key, Day = g.Min(t => t.OccurredOn) })
            .ToListAsync(ct);
        return touched.ConvertAll(t =>
            (t.ManagerNo, ledger.ClosedFrom(FactBounds.MonthOf(DayNumber.Date(t.Day)))!.Value)
        );
    }
}

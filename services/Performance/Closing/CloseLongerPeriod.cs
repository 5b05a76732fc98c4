using System.Globalization;
using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Performance.Periods;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Organisation;

namespace CardTeam.Performance.Closing;

/// <summary>
/// Closes a quarter, half-year or year after its last month: computes its scorecards from the facts of the whole
/// period.
/// </summary>
/// <remarks>
/// It is no step of the clock of knowledge: its scorecards count as known from the next close of a month, which
/// announces how many there are. What arrives until then gives them a new version at that close, as for any closed
/// period.
/// </remarks>
internal static class CloseLongerPeriod
{
    /// <summary>Closes the period in the transaction of the caller.</summary>
    public static async Task<ClosePeriod.Answer> CloseAsync(
        Period period,
        bool acceptGaps,
        PerformanceDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var ledger = await PeriodLedger.LoadAsync(db, ct);
        var (round, managers, uncounted, gaps) = await PreparedClose.PrepareAsync(
            period,
            ledger,
            isClose: true,
            PartOfBank.Whole,
            db,
            clock,
            ct
        );
        ClosePeriod.CheckGaps(gaps, acceptGaps);

        // The facts that no longer count, or count again, are found once: the next close has to hear of the months.
        var late = await LateBook.OpenAsync(db, uncounted.Touched.Keys, ledger, ct);
        foreach (var (managerNo, month) in uncounted.Touched)
            late.Mark(managerNo, month);
        db.Scorecards.AddRange(round.Computed);
        ClosePeriod.Announce(round.Computed, _ => [], db);
        trail.Note("gaps", gaps.Count.ToString(CultureInfo.InvariantCulture));
        var closed = new ClosedLongerPeriod(
            period,
            ledger.NextClose,
            clock.GetUtcNow(),
            trail.Actor,
            ClosePeriod.KindsOf(gaps)
        );
        db.ClosedLongerPeriods.Add(closed);
        await db.SaveChangesAsync(ct);
        return new(
            Period: period,
            CloseNumber: closed.KnownFrom,
            ClosedAt: closed.ClosedAt,
            Managers: managers.Count,
            Scorecards: round.Computed.Count,
            RecomputedScorecards: 0,
            Gaps: gaps.Count,
            Facts: [],
            RepeatedFacts: 0,
            RepeatedCards: [],
            FactsAfterLeaving: 0
        );
    }
}

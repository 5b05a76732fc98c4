using CardTeam.Contracts;
using CardTeam.Performance.CardFacts;
using CardTeam.Performance.Data;
using CardTeam.Performance.Organisation;
using CardTeam.Performance.Periods;
using CardTeam.Performance.Scorecards;
using CardTeam.Platform.Imports;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Closing;

/// <summary>A month made ready to close: its scorecards, and what is missing for them.</summary>
internal sealed record PreparedClose(
    ScorecardRound Round,
    List<Manager> Managers,
    UncountedFacts Uncounted,
    List<Gap> Gaps
)
{
    /// <summary>
    /// Computes the month's scorecards and finds the gaps without writing, for the close itself and for a preview.
    /// </summary>
    /// <param name="part">The part of the bank whose managers and files are checked; a close checks the whole.</param>
    /// <param name="isClose">
    /// True to find the facts that count nowhere anew; false to take those of the last close.
    /// </param>
    /// <exception cref="RuleBrokenException">409: the month is already closed, or is not the next one.</exception>
    public static async Task<PreparedClose> PrepareAsync(
        Period period,
        PeriodLedger ledger,
        bool isClose,
        PartOfBank part,
        PerformanceDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        ledger.CheckNext(period);
        var managers = await db.Managers.AsNoTracking().ToListAsync(ct);
        var uncounted = isClose
            ? await UncountedFacts.RefreshAsync(db, managers, ledger, ct)
            : await UncountedFacts.OfLastCloseAsync(db, ct);
        var round = await ScorecardRound.BeginAsync(db, ledger.NextClose, uncounted, BankCalendar.Today(clock), ct);
        var inPost = managers
            .Where(m => m.IsInPost(period) && part.Includes(m.On(period.LastDay).Data.Org, m.ManagerNo))
            .ToList();
        if (inPost.Count == 0)
            round.Gaps.Add(new("no-manager-in-post", period.ToString()));
        await round.ComputeAsync(period, inPost, new Dictionary<string, Scorecard>(StringComparer.Ordinal), ct);
        var gaps = round.Gaps.Concat(await OtherGapsAsync(period, part, db, clock, ct)).Distinct().ToList();
        return new(round, managers, uncounted, gaps);
    }

    private static async Task<List<Gap>> OtherGapsAsync(
        Period period,
        PartOfBank part,
        PerformanceDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var unfinished = db.Imports.Where(i => i.Status == ImportStatus.Queued || i.Status == ImportStatus.Running);
        if (part.Orgs is { } orgs)
            unfinished = unfinished.Where(i => i.Org != null && orgs.Contains(i.Org));
        var gaps = await unfinished.Select(i => new Gap("import-unfinished", i.Kind + " " + i.Id)).ToListAsync(ct);
        if (BankCalendar.Today(clock) <= period.LastDay)
            gaps.Add(new("period-not-over", period.ToString()));
        return gaps;
    }
}

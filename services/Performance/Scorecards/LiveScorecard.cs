using CardTeam.Contracts;
using CardTeam.Performance.CardFacts;
using CardTeam.Performance.Data;
using CardTeam.Performance.Organisation;
using CardTeam.Performance.Periods;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Scorecards;

/// <summary>
/// Computes the scorecard of a period that is not closed, as it stands now, by the close's own rules; saves nothing.
/// </summary>
/// <remarks>
/// Facts that count nowhere because their card already counts are those of the last close; the next one finds more.
/// </remarks>
internal static class LiveScorecard
{
    /// <returns>The scorecard; null where the manager is not in post, or has no level or sheet.</returns>
    /// <exception cref="RuleBrokenException">409: the period has not begun.</exception>
    public static async Task<Scorecard?> ComputeAsync(
        string managerNo,
        Period period,
        PeriodLedger ledger,
        PartOfBank part,
        PerformanceDbContext db,
        DateOnly today,
        CancellationToken ct
    )
    {
        if (period.FirstDay > today)
            throw new RuleBrokenException(
                "scorecard.not-begun",
                new($"{period} 尚未开始。", $"{period} has not begun.")
            );
        var manager = await db.Managers.AsNoTracking().FirstOrDefaultAsync(m => m.ManagerNo == managerNo, ct);
        if (
            manager is null
            || !manager.IsInPost(period)
            || !part.Includes(manager.On(period.LastDay).Data.Org, managerNo)
        )
            return null;
        var uncounted = await UncountedFacts.OfLastCloseAsync(db, ct);
        var round = await ScorecardRound.BeginAsync(db, ledger.NextClose, uncounted, today, ct);
        await round.ComputeAsync(period, [manager], new Dictionary<string, Scorecard>(StringComparer.Ordinal), ct);
        return round.Computed.FirstOrDefault();
    }
}

using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Performance.Periods;
using CardTeam.Performance.Scorecards;
using CardTeam.Platform.Bounds;
using CardTeam.Platform.Organisation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CardTeam.Performance.Closing;

/// <summary>
/// Shows the gaps the close of a month would find, by the close's own rules, without closing it. Somebody who sees a
/// part of the bank is shown the gaps of its managers and of the files imported for it.
/// </summary>
internal static class ShowGaps
{
    /// <param name="Count">The number of all gaps, of which <paramref name="Gaps"/> lists the first.</param>
    /// <param name="Kinds">The number of gaps of each kind.</param>
    public sealed record Answer(Period Period, int Count, IReadOnlyList<KindCount> Kinds, IReadOnlyList<Gap> Gaps);

    /// <param name="What">The kind of gap, as named by the close.</param>
    public sealed record KindCount(string What, int Count);

    public static async Task<Ok<Answer>> Handle(
        Period period,
        BankBounds bounds,
        PartOfBankFinder finder,
        PerformanceDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        ClosePeriod.CheckCalendar(period, bounds, clock);
        var ledger = await PeriodLedger.LoadAsync(db, ct);
        var gaps = (
            await PreparedClose.PrepareAsync(period, ledger, isClose: false, await finder.FindAsync(ct), db, clock, ct)
        ).Gaps;
        return TypedResults.Ok(
            new Answer(
                period,
                gaps.Count,
                [.. gaps.GroupBy(g => g.What, StringComparer.Ordinal).Select(g => new KindCount(g.Key, g.Count()))],
                [.. gaps.Take(ClosePeriod.GapsListed)]
            )
        );
    }
}

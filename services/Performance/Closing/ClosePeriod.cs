using System.Globalization;
using CardTeam.Contracts;
using CardTeam.Contracts.Performance;
using CardTeam.Performance.CardFacts;
using CardTeam.Performance.Data;
using CardTeam.Performance.Kpis;
using CardTeam.Performance.Organisation;
using CardTeam.Performance.Periods;
using CardTeam.Performance.Scorecards;
using CardTeam.Performance.Warnings;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Bounds;
using CardTeam.Platform.Data;
using CardTeam.Platform.Imports;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Closing;

/// <summary>
/// Closes a month: computes every scorecard and announces the known data. A quarter, half-year or year is closed by
/// <see cref="CloseLongerPeriod"/>.
/// </summary>
internal static class ClosePeriod
{
    /// <summary>The greatest number of gaps listed; further ones are only counted.</summary>
    internal const int GapsListed = 200;

    /// <summary>The greatest number of cards named in the answer; the list has all.</summary>
    private const int CardsListed = 200;

    /// <param name="AcceptGaps">True to close despite gaps.</param>
    public sealed record Request(bool AcceptGaps = false);

    /// <param name="CloseNumber">
    /// Number of the close; of a period longer than a month the number of the next close of a month.
    /// </param>
    /// <param name="Facts">Totals for every month; none for a period longer than a month.</param>
    /// <param name="RepeatedFacts">
    /// The number of facts, found by this close, that count nowhere because their card already counts.
    /// </param>
    /// <param name="RepeatedCards">The cards of those facts, at most 200; <c>GET /uncounted-facts</c> has all.</param>
    /// <param name="FactsAfterLeaving">
    /// The number of facts, found by this close, that happened after their manager's last day.
    /// </param>
    public sealed record Answer(
        Period Period,
        int CloseNumber,
        DateTimeOffset ClosedAt,
        int Managers,
        int Scorecards,
        int RecomputedScorecards,
        int Gaps,
        IReadOnlyList<MonthTotal> Facts,
        int RepeatedFacts,
        IReadOnlyList<RepeatedCard> RepeatedCards,
        int FactsAfterLeaving
    );

    /// <param name="CountedRef">The fact that counts.</param>
    /// <param name="RepeatedRefs">The facts that do not count.</param>
    public sealed record RepeatedCard(
        string CardRef,
        CardFactKind Kind,
        string CountedRef,
        IReadOnlyList<string> RepeatedRefs
    );

    public static async Task<Ok<Answer>> Handle(
        Period period,
        Request? request,
        BankBounds bounds,
        PerformanceDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        CheckCalendar(period, bounds, clock);
        Answer? answer = null;
        // One transaction: the announced data is the data the scorecards were computed from, whatever arrives
        // meanwhile.
        await db.InTransactionAsync(
            async () =>
            {
                var acceptGaps = request?.AcceptGaps ?? false;
                answer = period.IsMonth
                    ? await CloseAsync(period, acceptGaps, db, trail, clock, ct)
                    : await CloseLongerPeriod.CloseAsync(period, acceptGaps, db, trail, clock, ct);
            },
            ct
        );
        return TypedResults.Ok(answer);
    }

    private static async Task<Answer> CloseAsync(
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
        var ownScorecards = round.Computed.Count;
        CheckGaps(gaps, acceptGaps);

        await LateScorecards.ComputeAsync(round, managers, uncounted.Touched, ledger, db, ct);
        db.Scorecards.AddRange(round.Computed);
        db.TakenFigures.AddRange(round.Taken);
        var changes = (await db.LateChanges.AsNoTracking().Where(c => c.KnownFrom == ledger.NextClose).ToListAsync(ct))
            .OrderBy(c => c.Kind, StringComparer.Ordinal)
            .ThenBy(c => c.Kpi, StringComparer.Ordinal)
            .ThenBy(c => c.ChangedBy, StringComparer.Ordinal)
            .ToLookup(c => (c.ManagerNo, c.Month), c => c.Announcement());
        Announce(round.Computed, s => [.. changes[(s.ManagerNo, s.Period)]], db);

        trail.Note("gaps", gaps.Count.ToString(CultureInfo.InvariantCulture));
        var closed = new ClosedPeriod(ledger.NextClose, period, clock.GetUtcNow(), trail.Actor, KindsOf(gaps));
        db.ClosedPeriods.Add(closed);
        await db.SaveChangesAsync(ct);

        await WarningRound.JudgeAsync(
            period,
            ledger.FirstClosed ?? period,
            round.Computed.Select(s => s.Period),
            closed.CloseNumber,
            db,
            clock,
            ct
        );
        var totals = await TotalsAsync(db, ct);
        var scorecards = await db.Scorecards.Where(s => s.IsCurrent).CountAsync(ct);
        var announced = new PeriodClosed(
            period,
            closed.CloseNumber,
            closed.ClosedAt,
            totals,
            managers.Count,
            managers.Sum(m => m.Version),
            scorecards,
            await db.Scorecards.CountAsync(ct)
        );
        db.Announce(announced, "periods");
        await db.SaveChangesAsync(ct);
        var (repeated, cards, afterLeaving) = await UncountedAsync(closed.CloseNumber, db, ct);
        return new(
            Period: period,
            CloseNumber: closed.CloseNumber,
            ClosedAt: closed.ClosedAt,
            Managers: managers.Count,
            Scorecards: ownScorecards,
            RecomputedScorecards: round.Computed.Count - ownScorecards,
            Gaps: gaps.Count,
            Facts: totals,
            RepeatedFacts: repeated,
            RepeatedCards: cards,
            FactsAfterLeaving: afterLeaving
        );
    }

    private static async Task<(int Repeated, List<RepeatedCard> Cards, int AfterLeaving)> UncountedAsync(
        int closeNumber,
        PerformanceDbContext db,
        CancellationToken ct
    )
    {
        var found = await db.Uncounted.AsNoTracking().Where(f => f.KnownFrom == closeNumber).ToListAsync(ct);
        var repeated = found.FindAll(f => f.Why == UncountedReason.AlreadyCounted);
        var cards = repeated
            .GroupBy(f => (f.CardRef, f.Kind, f.CountedRef))
            .OrderBy(g => g.Key.CardRef, StringComparer.Ordinal)
            .ThenBy(g => g.Key.Kind)
            .ThenBy(g => g.Key.CountedRef, StringComparer.Ordinal)
            .Take(CardsListed)
            .Select(g => new RepeatedCard(
                g.Key.CardRef,
                g.Key.Kind,
                g.Key.CountedRef!,
                g.Select(f => f.FactRef).Order(StringComparer.Ordinal).ToList()
            ))
            .ToList();
        return (repeated.Count, cards, found.Count(f => f.Why == UncountedReason.AfterLeaving));
    }

    /// <exception cref="RuleBrokenException">409 with the gaps, where they are not accepted.</exception>
    internal static void CheckGaps(IReadOnlyList<Gap> gaps, bool acceptGaps)
    {
        if (gaps.Count > 0 && !acceptGaps)
            throw new RuleBrokenException(
                "period.gaps",
                new(
                    $"关账所需的数据还缺 {gaps.Count} 项；补齐后再关账，或以 acceptGaps 确认。",
                    $"{gaps.Count} things are missing; supply them, or close with acceptGaps."
                ),
                details: [.. gaps.Take(GapsListed)]
            );
    }

    /// <summary>The kinds of the gaps, comma-separated.</summary>
    internal static string KindsOf(IEnumerable<Gap> gaps) =>
        string.Join(',', gaps.Select(g => g.What).Distinct(StringComparer.Ordinal));

    /// <summary>Announces scorecards, 500 in a message.</summary>
    /// <param name="changesOf">The figures that somebody changed after the period was closed.</param>
    internal static void Announce(
        IReadOnlyList<Scorecard> scorecards,
        Func<Scorecard, IReadOnlyList<FigureChange>> changesOf,
        PerformanceDbContext db
    )
    {
        foreach (var some in scorecards.Chunk(500))
            db.Announce(new ScorecardsClosed([.. some.Select(s => s.Announcement(changesOf(s)))]), "scorecards");
    }

    internal static void CheckCalendar(Period period, BankBounds bounds, TimeProvider clock)
    {
        if (bounds.OfPeriod(period) is { } refusal)
            throw refusal.Of("period");
        if (period.FirstDay > BankCalendar.Today(clock))
            throw new RuleBrokenException(
                "period.to-come",
                new($"{period} 尚未开始，不能关账。", $"{period} has not begun; it cannot be closed.")
            );
    }

    private static async Task<List<MonthTotal>> TotalsAsync(PerformanceDbContext db, CancellationToken ct) =>
        (await db.FactTotals.AsNoTracking().ToListAsync(ct))
            .GroupBy(t => t.Month)
            .OrderBy(g => g.Key)
            .Select(g => new MonthTotal(
                g.Key,
                g.Sum(t => t.Count),
                new Money(g.Sum(t => t.Amount.Fen)),
                g.Sum(t => t.Versions)
            ))
            .ToList();
}

using System.Globalization;
using CardTeam.Contracts;
using CardTeam.Contracts.Performance;
using CardTeam.Performance.CardFacts;
using CardTeam.Performance.Data;
using CardTeam.Performance.Kpis;
using CardTeam.Performance.Organisation;
using CardTeam.Performance.Periods;
using CardTeam.Performance.Scorecards;
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

/// <summary>Closes a month: computes every scorecard and announces the known data.</summary>
internal static class ClosePeriod
{
    /// <summary>The greatest number of gaps listed; further ones are only counted.</summary>
    internal const int GapsListed = 200;

    /// <summary>The greatest number of cards named in the answer; the list has all.</summary>
    private const int CardsListed = 200;

    /// <param name="AcceptGaps">True to close despite gaps.</param>
    public sealed record Request(bool AcceptGaps = false);

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
            async () => answer = await CloseAsync(period, request?.AcceptGaps ?? false, db, trail, clock, ct),
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
        var (round, managers, uncounted, gaps) = await PrepareAsync(
            period,
            ledger,
            isClose: true,
            PartOfBank.Whole,
            db,
            clock,
            ct
        );
        var ownScorecards = round.Computed.Count;
        if (gaps.Count > 0 && !acceptGaps)
            throw new RuleBrokenException(
                "period.gaps",
                new(
                    $"关账所需的数据还缺 {gaps.Count} 项；补齐后再关账，或以 acceptGaps 确认。",
                    $"{gaps.Count} things are missing; supply them, or close with acceptGaps."
                ),
                details: [.. gaps.Take(GapsListed)]
            );

        await RecomputeLateAsync(round, managers, uncounted.Touched, ledger, db, ct);
        db.Scorecards.AddRange(round.Computed);
        var changes = (await db.LateChanges.AsNoTracking().Where(c => c.KnownFrom == ledger.NextClose).ToListAsync(ct))
            .OrderBy(c => c.Kind, StringComparer.Ordinal)
            .ThenBy(c => c.Kpi, StringComparer.Ordinal)
            .ThenBy(c => c.ChangedBy, StringComparer.Ordinal)
            .ToLookup(c => (c.ManagerNo, c.Month), c => c.Announcement());
        foreach (var some in round.Computed.Chunk(500))
            db.Announce(
                new ScorecardsClosed([.. some.Select(s => s.Announcement([.. changes[(s.ManagerNo, s.Period)]]))]),
                "scorecards"
            );

        trail.Note("gaps", gaps.Count.ToString(CultureInfo.InvariantCulture));
        var closed = new ClosedPeriod(
            ledger.NextClose,
            period,
            clock.GetUtcNow(),
            trail.Actor,
            string.Join(',', gaps.Select(g => g.What).Distinct(StringComparer.Ordinal))
        );
        db.ClosedPeriods.Add(closed);
        await db.SaveChangesAsync(ct);

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

    /// <summary>
    /// Computes the month's scorecards and finds the gaps without writing, for the close itself and for a preview.
    /// </summary>
    /// <param name="part">The part of the bank whose managers and files are checked; a close checks the whole.</param>
    /// <param name="isClose">
    /// True to find the facts that count nowhere anew; false to take those of the last close.
    /// </param>
    /// <exception cref="RuleBrokenException">409: the month is already closed, or is not the next one.</exception>
    internal static async Task<Prepared> PrepareAsync(
        Period period,
        PeriodLedger ledger,
        bool isClose,
        PartOfBank part,
        PerformanceDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        Check(period, ledger);
        var managers = await db.Managers.AsNoTracking().ToListAsync(ct);
        var uncounted = isClose
            ? await UncountedFacts.RefreshAsync(db, managers, ledger, ct)
            : await UncountedFacts.OfLastCloseAsync(db, ct);
        var round = await ScorecardRound.BeginAsync(db, ledger.NextClose, uncounted, ct);
        var inPost = managers
            .Where(m => m.IsInPost(period) && part.Includes(m.On(period.LastDay).Data.Org, m.ManagerNo))
            .ToList();
        if (inPost.Count == 0)
            round.Gaps.Add(new("no-manager-in-post", period.ToString()));
        await round.ComputeAsync(period, inPost, new Dictionary<string, Scorecard>(StringComparer.Ordinal), ct);
        var gaps = round.Gaps.Concat(await OtherGapsAsync(period, part, db, clock, ct)).Distinct().ToList();
        return new(round, managers, uncounted, gaps);
    }

    /// <summary>A month made ready to close.</summary>
    internal sealed record Prepared(
        ScorecardRound Round,
        List<Manager> Managers,
        UncountedFacts Uncounted,
        List<Gap> Gaps
    );

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

    internal static void CheckCalendar(Period period, BankBounds bounds, TimeProvider clock)
    {
        if (!period.IsMonth)
            throw new RuleBrokenException(
                "period.not-a-month",
                new("只能按月关账。", "Only months are closed."),
                status: 400
            );
        if (bounds.OfPeriod(period) is { } refusal)
            throw refusal.Of("period");
        if (period.FirstDay > BankCalendar.Today(clock))
            throw new RuleBrokenException(
                "period.to-come",
                new($"{period} 尚未开始，不能关账。", $"{period} has not begun; it cannot be closed.")
            );
    }

    private static void Check(Period period, PeriodLedger ledger)
    {
        if (ledger.IsClosed(period))
            throw new RuleBrokenException(
                "period.already-closed",
                new($"{period} 已经关账。", $"{period} is closed already.")
            );
        if (ledger.LastClosed is { } last && period != last.Next())
            throw new RuleBrokenException(
                "period.out-of-order",
                new(
                    $"须按月顺序关账，下一个是 {last.Next()}。",
                    $"Months are closed in order; the next is {last.Next()}."
                )
            );
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

    /// <summary>
    /// Computes closed months again from the earliest month affected on: a card of an earlier month counts in later
    /// rates too.
    /// </summary>
    private static async Task RecomputeLateAsync(
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
        var touched = (await db.LateMarks.AsNoTracking().Where(m => m.KnownFrom == ledger.NextClose).ToListAsync(ct))
            .GroupBy(m => m.ManagerNo, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Min(m => m.Month), StringComparer.Ordinal);
        if (round.Counts(Kpi.ActiveRate))
            foreach (var (managerNo, month) in await CancelledAsync(ledger, db, ct))
                if (!touched.TryGetValue(managerNo, out var from) || month < from)
                    touched[managerNo] = month;
        foreach (var (managerNo, month) in uncounted)
            if (!touched.TryGetValue(managerNo, out var from) || month < from)
                touched[managerNo] = month;
        if (touched.Count == 0)
            return;
        for (var month = touched.Values.Min(); month <= lastClosed; month = month.Next())
        {
            var again = managers
                .Where(m => touched.TryGetValue(m.ManagerNo, out var from) && from <= month && m.IsInPost(month))
                .ToList();
            var before = await db
                .Scorecards.Where(s => s.Period == month && s.IsCurrent)
                .ToDictionaryAsync(s => s.ManagerNo, StringComparer.Ordinal, ct);
            await round.ComputeAsync(month, again, before, ct);
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

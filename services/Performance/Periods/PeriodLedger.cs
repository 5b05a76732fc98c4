using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Periods;

/// <summary>
/// The closed months, and the number under which data that arrives now will first be taken into account.
/// </summary>
internal sealed record PeriodLedger(int LastClose, Period? FirstClosed, Period? LastClosed)
{
    /// <summary>Number of the close to which data recorded now is first known.</summary>
    public int NextClose => LastClose + 1;

    /// <summary>
    /// The closed quarters, half-years and years, by first day; of two that begin together the shorter.
    /// </summary>
    public IReadOnlyList<Period> Longer { get; init; } = [];

    /// <summary>First day of the first month not yet closed; null while none is closed.</summary>
    public DateOnly? FirstOpenDay => LastClosed?.Next().FirstDay;

    public bool IsClosed(Period period) =>
        period.IsMonth
            ? LastClosed is { } last && period <= last && period >= FirstClosed!.Value
            : Longer.Contains(period);

    /// <summary>The closed periods of several months that contain a month.</summary>
    public IEnumerable<Period> ClosedAround(Period month) => Longer.Where(p => p.Contains(month.FirstDay));

    /// <summary>
    /// The last month for which nothing that concerns periods of a rhythm can be set any more; null while none is
    /// closed.
    /// </summary>
    public Period? LastClosedOf(string rhythm)
    {
        if (rhythm == Rhythms.Month)
            return LastClosed;
        var closed = Longer.Where(p => p.Rhythm == rhythm).ToList();
        return closed.Count == 0 ? null : closed.Max().LastMonth;
    }

    /// <summary>
    /// The first closed month that a card fact of this month can affect; null when it affects open months only. A card
    /// counts in the rates of every later month.
    /// </summary>
    public Period? ClosedFrom(Period month) =>
        LastClosed is not { } last || month > last ? null
        : month < FirstClosed!.Value ? FirstClosed
        : month;

    /// <summary>
    /// Months are closed in order, each once. So are quarters, half-years and years, each after its last month.
    /// </summary>
    /// <exception cref="RuleBrokenException">
    /// 409: the period is closed already, is not the next one of its length, or its last month is open.
    /// </exception>
    public void CheckNext(Period period)
    {
        if (IsClosed(period))
            throw new RuleBrokenException(
                "period.already-closed",
                new($"{period} 已经关账。", $"{period} is closed already.")
            );
        if (!period.IsMonth)
        {
            CheckNextLonger(period);
            return;
        }

        if (LastClosed is { } last && period != last.Next())
            throw new RuleBrokenException(
                "period.out-of-order",
                new(
                    $"须按月顺序关账，下一个是 {last.Next()}。",
                    $"Months are closed in order; the next is {last.Next()}."
                )
            );
    }

    private void CheckNextLonger(Period period)
    {
        if (!IsClosed(period.LastMonth))
            throw new RuleBrokenException(
                "period.last-month-open",
                new(
                    $"{period} 须在其最后一个月 {period.LastMonth} 关账之后关账。",
                    $"{period} is closed after its last month, {period.LastMonth}."
                )
            );
        var before = Longer.Where(p => p.Rhythm == period.Rhythm).ToList();
        if (before.Count > 0 && period != before.Max().Next())
            throw new RuleBrokenException(
                "period.out-of-order",
                new(
                    $"须按顺序关账，下一个是 {before.Max().Next()}。",
                    $"Periods are closed in order; the next is {before.Max().Next()}."
                )
            );
    }

    public static async Task<PeriodLedger> LoadAsync(PerformanceDbContext db, CancellationToken ct)
    {
        var closed = await db
            .ClosedPeriods.AsNoTracking()
            .OrderBy(p => p.CloseNumber)
            .Select(p => new { p.CloseNumber, p.Period })
            .ToListAsync(ct);
        if (closed.Count == 0)
            return new(0, null, null);
        var longer = await db.ClosedLongerPeriods.AsNoTracking().Select(p => p.Period).ToListAsync(ct);
        return new(closed[^1].CloseNumber, closed[0].Period, closed[^1].Period) { Longer = [.. longer.Order()] };
    }
}

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

    /// <summary>First day of the first month not yet closed; null while none is closed.</summary>
    public DateOnly? FirstOpenDay => LastClosed?.Next().FirstDay;

    public bool IsClosed(Period month) => LastClosed is { } last && month <= last && month >= FirstClosed!.Value;

    /// <summary>
    /// The first closed month that a card fact of this month can affect; null when it affects open months only. A card
    /// counts in the rates of every later month.
    /// </summary>
    public Period? ClosedFrom(Period month) =>
        LastClosed is not { } last || month > last ? null
        : month < FirstClosed!.Value ? FirstClosed
        : month;

    /// <summary>Months are closed in order, each once.</summary>
    /// <exception cref="RuleBrokenException">409: the month is closed already, or is not the next one.</exception>
    public void CheckNext(Period period)
    {
        if (IsClosed(period))
            throw new RuleBrokenException(
                "period.already-closed",
                new($"{period} 已经关账。", $"{period} is closed already.")
            );
        if (LastClosed is { } last && period != last.Next())
            throw new RuleBrokenException(
                "period.out-of-order",
                new(
                    $"须按月顺序关账，下一个是 {last.Next()}。",
                    $"Months are closed in order; the next is {last.Next()}."
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
        return closed.Count == 0
            ? new(0, null, null)
            : new(closed[^1].CloseNumber, closed[0].Period, closed[^1].Period);
    }
}

namespace CardTeam.Contracts.Performance;

/// <summary>
/// Days and amounts that no card fact can have. Imports are checked against far narrower settings; facts stored before
/// there were any may lie outside these bounds. They are kept, but count nowhere: not in a KPI, not in pay, not in the
/// sums of a control total.
/// </summary>
public static class FactBounds
{
    public static readonly DateOnly FirstDay = new(1900, 1, 1),
        LastDay = new(2199, 12, 31);

    /// <summary>The largest amount, 1,000,000,000,000.00 CNY: the most a bank may set as its own.</summary>
    public const long LargestFen = 100_000_000_000_000;

    /// <param name="fen">The amount in 分; null where the kind has none.</param>
    public static bool Hold(DateOnly day, long? fen) =>
        day >= FirstDay && day <= LastDay && fen is null or (>= 0 and <= LargestFen);

    /// <summary>
    /// The month whose control total includes a fact: for a day outside the bounds the nearest month within.
    /// </summary>
    public static Period MonthOf(DateOnly day) =>
        Period.MonthOf(
            day < FirstDay ? FirstDay
            : day > LastDay ? LastDay
            : day
        );

    /// <summary>The part of an amount that a control total adds up.</summary>
    public static long Summed(long? fen) => fen is >= 0 and <= LargestFen ? fen.Value : 0;
}

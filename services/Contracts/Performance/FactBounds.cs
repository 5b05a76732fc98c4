namespace CardTeam.Contracts.Performance;

/// <summary>
/// Days and amounts that no card fact can have. What comes in is held to far narrower settings; facts that were kept before there were any lie outside these bounds, are kept, and count
/// nowhere: not in a KPI, not in pay, not in the sums of a control total.
/// </summary>
public static class FactBounds
{
    public static readonly DateOnly FirstDay = new(1900, 1, 1),
        LastDay = new(2199, 12, 31);

    /// <summary>The largest amount, 1,000,000,000,000.00 CNY: the most a bank may set as its own.</summary>
    public const long LargestFen = 100_000_000_000_000;

    /// <param name="fen">Null where the kind carries no amount.</param>
    public static bool Hold(DateOnly day, long? fen) =>
        day >= FirstDay && day <= LastDay && fen is null or (>= 0 and <= LargestFen);

    /// <summary>The month in whose control total a fact stands: for a day outside the bounds the nearest month within.</summary>
    public static Period MonthOf(DateOnly day) =>
        Period.MonthOf(
            day < FirstDay ? FirstDay
            : day > LastDay ? LastDay
            : day
        );

    /// <summary>What of an amount a control total adds up.</summary>
    public static long Summed(long? fen) => fen is >= 0 and <= LargestFen ? fen.Value : 0;
}

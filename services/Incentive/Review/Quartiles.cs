using CardTeam.Contracts;

namespace CardTeam.Incentive.Review;

/// <summary>
/// The amounts that a quarter, half and three quarters of the managers get at most. By nearest rank (definition 1 of R.
/// J. Hyndman and Y. Fan, "Sample Quantiles in Statistical Packages", The American Statistician 50, 1996): the quantile
/// p of n amounts is the ⌈np⌉th smallest, so it is an amount somebody gets and nothing is rounded.
/// </summary>
internal sealed record Quartiles(Money First, Money Median, Money Third)
{
    private long Spread => Third.Fen - First.Fen;

    /// <summary>
    /// Twice the lower of Tukey's fences, in 分: a fence may lie on half a 分, twice the fence is a whole number.
    /// </summary>
    public long TwiceLowFence => 2 * First.Fen - 3 * Spread;

    /// <inheritdoc cref="TwiceLowFence"/>
    public long TwiceHighFence => 2 * Third.Fen + 3 * Spread;

    /// <param name="sorted">The amounts in 分, smallest first; at least one.</param>
    public static Quartiles Of(ReadOnlySpan<long> sorted)
    {
        var n = sorted.Length;
        return new(new(sorted[(n + 3) / 4 - 1]), new(sorted[(n + 1) / 2 - 1]), new(sorted[(3 * n + 3) / 4 - 1]));
    }

    /// <summary>
    /// True for an amount beyond the fences, which lie one and a half times the distance of the quartiles outside them,
    /// Q1 − 1.5 (Q3 − Q1) and Q3 + 1.5 (Q3 − Q1): the inner fences of J. W. Tukey, Exploratory Data Analysis
    /// (1977), chapter 2.
    /// </summary>
    /// <param name="payable">The amount in 分.</param>
    public bool IsOutlier(long payable) => 2 * payable < TwiceLowFence || 2 * payable > TwiceHighFence;
}

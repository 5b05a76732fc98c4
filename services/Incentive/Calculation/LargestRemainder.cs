using System.Numerics;

namespace CardTeam.Incentive.Calculation;

/// <summary>
/// Divides a sum into whole parts in proportion to weights: each part is rounded down, and what is left goes, one each, to
/// the greatest remainders, of equal ones to the first (Hamilton’s method). The parts always make the sum.
/// </summary>
internal static class LargestRemainder
{
    /// <param name="weights">Not below zero.</param>
    /// <returns>A part for each weight; null where there is no weight at all.</returns>
    public static IReadOnlyList<long>? Share(long sum, IReadOnlyList<decimal> weights)
    {
        var scale = weights.Select(weight => weight.Scale).DefaultIfEmpty((byte)0).Max();
        var whole = weights.Select(weight => Whole(weight, scale)).ToList();
        var all = whole.Aggregate(BigInteger.Zero, (a, b) => a + b);
        if (all.IsZero)
            return null;
        var parts = whole.ConvertAll(weight => (long)(sum * weight / all));
        var greatest = Enumerable
            .Range(0, parts.Count)
            .OrderByDescending(i => sum * whole[i] % all)
            .ThenBy(i => i)
            .Take((int)(sum - parts.Sum()));
        foreach (var i in greatest)
            parts[i]++;
        return parts;
    }

    /// <summary>A decimal as a whole number of its smallest unit at a scale.</summary>
    private static BigInteger Whole(decimal value, int scale)
    {
        var bits = decimal.GetBits(value);
        var unsigned =
            ((BigInteger)(uint)bits[2] << 64) + ((BigInteger)(uint)bits[1] << 32) + (BigInteger)(uint)bits[0];
        return unsigned * BigInteger.Pow(10, scale - value.Scale);
    }
}

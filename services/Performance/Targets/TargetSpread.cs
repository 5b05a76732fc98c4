using System.Numerics;
using CardTeam.ServiceDefaults.Errors;

namespace CardTeam.Performance.Targets;

/// <summary>Spreads a target over some nodes in proportion to a basis, by the method of the largest remainder.</summary>
internal static class TargetSpread
{
    /// <summary>Bases are exact to six decimals, as figures are.</summary>
    private const decimal Scale = 1_000_000m;

    /// <summary>
    /// The targets by node; their sum is exactly the target, whatever the order of the nodes. Of equal remainders the node
    /// that comes first by its code gets the part that is left. Without any basis everybody gets the same.
    /// </summary>
    /// <param name="step">The smallest part that can be given to somebody.</param>
    /// <param name="basis">What each node's part is in proportion to, not below zero; at least one node.</param>
    /// <exception cref="RuleBrokenException">400: the target is no multiple of the smallest part.</exception>
    public static IReadOnlyDictionary<string, decimal> Over(
        decimal target,
        decimal step,
        IReadOnlyDictionary<string, decimal> basis
    )
    {
        var steps = target / step;
        if (steps != decimal.Truncate(steps))
            throw new RuleBrokenException(
                "target-spread.not-whole",
                new(
                    Invariant($"target：应为 {step} 的整数倍。"),
                    Invariant($"target: a multiple of {step} is wanted.")
                ),
                status: 400
            );
        var all = (BigInteger)steps;
        var weights = basis.ToDictionary(b => b.Key, b => (BigInteger)(b.Value * Scale), StringComparer.Ordinal);
        var total = weights.Values.Aggregate(BigInteger.Zero, (sum, weight) => sum + weight);
        if (total.IsZero)
        {
            weights = basis.ToDictionary(b => b.Key, _ => BigInteger.One, StringComparer.Ordinal);
            total = weights.Count;
        }

        var shares = weights
            .Select(w => (Node: w.Key, Whole: all * w.Value / total, Remainder: all * w.Value % total))
            .ToList();
        var left = (int)(all - shares.Aggregate(BigInteger.Zero, (sum, share) => sum + share.Whole));
        var lucky = shares
            .OrderByDescending(s => s.Remainder)
            .ThenBy(s => s.Node, StringComparer.Ordinal)
            .Take(left)
            .Select(s => s.Node)
            .ToHashSet(StringComparer.Ordinal);
        return shares.ToDictionary(
            s => s.Node,
            s => ((decimal)s.Whole + (lucky.Contains(s.Node) ? 1 : 0)) * step,
            StringComparer.Ordinal
        );
    }
}

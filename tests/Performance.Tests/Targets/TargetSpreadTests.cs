using CardTeam.Performance.Targets;
using CardTeam.ServiceDefaults.Errors;
using FsCheck;
using FsCheck.Fluent;

namespace CardTeam.Performance.Tests.Targets;

public class TargetSpreadTests
{
    [Fact]
    public void Goes_by_the_basis_and_gives_what_is_left_to_the_largest_remainder()
    {
        var spread = TargetSpread.Over(10, 1, Of(("A", 1), ("B", 1), ("C", 1)));
        Assert.Equal([("A", 4m), ("B", 3m), ("C", 3m)], InOrder(spread));
        spread = TargetSpread.Over(100, 1, Of(("A", 50.5m), ("B", 30.2m), ("C", 19.3m)));
        Assert.Equal([("A", 51m), ("B", 30m), ("C", 19m)], InOrder(spread));
        spread = TargetSpread.Over(1, 0.01m, Of(("A", 2), ("B", 1)));
        Assert.Equal([("A", 0.67m), ("B", 0.33m)], InOrder(spread));
    }

    [Fact]
    public void Goes_evenly_where_there_is_nothing_to_go_by() =>
        Assert.Equal(
            [("A", 2m), ("B", 2m), ("C", 1m)],
            InOrder(TargetSpread.Over(5, 1, Of(("A", 0), ("B", 0), ("C", 0))))
        );

    [Fact]
    public void A_target_that_is_no_multiple_of_the_smallest_part_is_refused() =>
        Assert.Equal(
            "target-spread.not-whole",
            Assert.Throws<RuleBrokenException>(() => TargetSpread.Over(10.5m, 1, Of(("A", 1)))).Code
        );

    [Fact]
    public void Sums_exactly_whatever_the_order()
    {
        var cases =
            from steps in Gen.Choose(0, int.MaxValue)
            from isAmount in Gen.Elements(true, false)
            from bases in Gen.Choose(0, 1_000_000_000).Select(b => b / 1000m).NonEmptyListOf()
            from order in Gen.Shuffle(Enumerable.Range(0, bases.Count).ToArray())
            select (Steps: steps, Step: isAmount ? 0.01m : 1m, Bases: bases, Order: order);
        Prop.ForAll(
                cases.ToArbitrary(),
                c =>
                {
                    var target = c.Steps * c.Step;
                    var nodes = c.Bases.Select((b, i) => (Node: $"N{i:0000}", Basis: b)).ToArray();
                    var spread = TargetSpread.Over(target, c.Step, Of(nodes));
                    var shuffled = TargetSpread.Over(target, c.Step, Of([.. c.Order.Select(i => nodes[i])]));
                    var total = c.Bases.Sum();
                    return spread.Values.Sum() == target
                        && InOrder(spread).SequenceEqual(InOrder(shuffled))
                        && spread.Values.All(v => v >= 0 && decimal.Truncate(v / c.Step) == v / c.Step)
                        && nodes.All(n => total == 0 || Math.Abs(spread[n.Node] - target * n.Basis / total) <= c.Step);
                }
            )
            .QuickCheckThrowOnFailure();
    }

    private static Dictionary<string, decimal> Of(params (string Node, decimal Basis)[] bases) =>
        bases.ToDictionary(b => b.Node, b => b.Basis, StringComparer.Ordinal);

    private static IEnumerable<(string, decimal)> InOrder(IReadOnlyDictionary<string, decimal> spread) =>
        spread.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => (s.Key, s.Value));
}

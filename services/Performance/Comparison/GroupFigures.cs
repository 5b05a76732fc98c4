using System.Numerics;
using CardTeam.Platform.Bounds;

namespace CardTeam.Performance.Comparison;

/// <summary>The figures of some managers together, computed from sums of the database without loss.</summary>
/// <param name="Managers">The number of managers with a figure; at least one.</param>
/// <param name="Total">The sum of their figures.</param>
/// <param name="Points">Four times each of: the least, the three quartiles, and the most.</param>
internal sealed record GroupFigures(long Managers, GroupFigures.Parts Total, IReadOnlyList<GroupFigures.Parts> Points)
{
    /// <summary>A sum of figures.</summary>
    /// <param name="Whole">The sum of their whole parts.</param>
    /// <param name="Millionths">The sum of what they have behind the point.</param>
    public readonly record struct Parts(long Whole, long Millionths)
    {
        private const int Million = 1_000_000;

        public decimal Value => Whole + Millionths / (decimal)Million;

        public BigInteger InMillionths => (BigInteger)Whole * Million + Millionths;

        public static Parts operator +(Parts a, Parts b) => new(a.Whole + b.Whole, a.Millionths + b.Millionths);
    }

    public decimal Sum => Total.Value;

    /// <summary>The sum over the number of managers, to six decimals half up.</summary>
    public decimal Mean => Figures.Round(Total.Value / Managers);

    public decimal Least => At(0);
    public decimal LowerQuartile => At(1);
    public decimal Median => At(2);
    public decimal UpperQuartile => At(3);
    public decimal Most => At(4);

    private decimal At(int point) => Points[point].Value / 4;

    /// <summary>The figures of all groups together.</summary>
    /// <param name="groups">Each group, with its members' parts of the points of all.</param>
    /// <returns>The figures; null where there is no group.</returns>
    public static GroupFigures? OfAll(IReadOnlyCollection<(GroupFigures Own, IReadOnlyList<Parts> All)> groups) =>
        groups.Count == 0
            ? null
            : new(
                groups.Sum(g => g.Own.Managers),
                groups.Aggregate(default(Parts), (sum, g) => sum + g.Own.Total),
                [
                    .. groups
                        .First()
                        .All.Select((_, point) => groups.Aggregate(default(Parts), (sum, g) => sum + g.All[point])),
                ]
            );

    /// <summary>
    /// Ranks groups by their exact means, the best first; equal means share a rank, and as many ranks after it are
    /// skipped. Groups of equal means are in the order of their names.
    /// </summary>
    public static IReadOnlyList<(T Group, int Rank)> Ranked<T>(
        IEnumerable<T> groups,
        Func<T, GroupFigures> figuresOf,
        Func<T, string> nameOf,
        bool lowerIsBetter
    )
    {
        var sorted = groups.ToList();
        sorted.Sort(
            (a, b) =>
            {
                var order = Compare(figuresOf(a), figuresOf(b));
                return order != 0 ? (lowerIsBetter ? order : -order) : string.CompareOrdinal(nameOf(a), nameOf(b));
            }
        );
        var ranked = new List<(T, int Rank)>();
        foreach (var group in sorted)
            ranked.Add(
                (
                    group,
                    ranked.Count > 0 && Compare(figuresOf(sorted[ranked.Count - 1]), figuresOf(group)) == 0
                        ? ranked[^1].Rank
                        : ranked.Count + 1
                )
            );
        return ranked;
    }

    /// <summary>Compares two means as fractions.</summary>
    private static int Compare(GroupFigures a, GroupFigures b) =>
        (a.Total.InMillionths * b.Managers).CompareTo(b.Total.InMillionths * a.Managers);
}

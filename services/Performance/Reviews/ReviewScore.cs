using System.Text.Json.Serialization;
using CardTeam.Contracts;

namespace CardTeam.Performance.Reviews;

/// <summary>A part of a person's result and the weight it has after re-scaling.</summary>
/// <param name="Relations">The relations of the part.</param>
/// <param name="Answers">The number of answers; null for results, which nobody answers.</param>
/// <param name="Weight">The share of the total, over the parts that count; 4 decimals half up.</param>
/// <param name="Score">0 to 100, 2 decimals.</param>
internal sealed record ReviewPart(
    IReadOnlyList<string> Relations,
    int? Answers,
    [property: JsonConverter(typeof(RatioJson))] decimal Weight,
    [property: JsonConverter(typeof(RatioJson))] decimal Score
);

/// <summary>The figures that other parts of the suite know of a person in the round's period.</summary>
/// <param name="CustomerMean">The mean of the customers' answers, 1 to 5; null without answers.</param>
/// <param name="ScorecardMean">The mean total of the closed months' scorecards; null without one.</param>
internal sealed record KnownFigures(int CustomerAnswers, decimal? CustomerMean, decimal? ScorecardMean);

/// <summary>
/// Makes the score from what is published and from nothing else: no total holds an answer that is not shown.
/// </summary>
internal static class ReviewScore
{
    /// <summary>The scorecard total that is worth 100.</summary>
    private const decimal BestTotal = 1.5m;

    /// <summary>The parts that count, their weights re-scaled to 1.</summary>
    public static IReadOnlyList<ReviewPart> PartsOf(
        IReadOnlyList<PublishedGroup> groups,
        KnownFigures figures,
        Func<string, decimal> weightOf,
        int minimum
    )
    {
        var parts = groups
            .Select(g => new ReviewPart(g.Relations, g.Answers, g.Relations.Sum(weightOf), OfMark(g.Means.Average())))
            .ToList();
        if (figures.CustomerMean is { } customers && figures.CustomerAnswers >= minimum)
            parts.Add(
                new([ReviewWords.Customer], figures.CustomerAnswers, weightOf(ReviewWords.Customer), OfMark(customers))
            );
        if (figures.ScorecardMean is { } total)
            parts.Add(
                new(
                    [ReviewWords.Results],
                    null,
                    weightOf(ReviewWords.Results),
                    Round(Math.Clamp(total / BestTotal, 0, 1) * 100, 2)
                )
            );
        parts.RemoveAll(p => p.Weight == 0);
        var sum = parts.Sum(p => p.Weight);
        return [.. parts.Select(p => p with { Weight = Round(p.Weight / sum, 4) })];
    }

    /// <summary>Σ weight × score ÷ Σ weight, 0 to 100, 2 decimals half up; null when nothing counts.</summary>
    public static decimal? TotalOf(IReadOnlyList<ReviewPart> parts) =>
        parts.Count == 0 ? null : Round(parts.Sum(p => p.Weight * p.Score) / parts.Sum(p => p.Weight), 2);

    /// <summary>
    /// The mark of each competency over the published groups, weighted, 2 decimals half up; none where no group is
    /// published.
    /// </summary>
    public static IReadOnlyList<decimal> CompetenciesOf(
        IReadOnlyList<PublishedGroup> groups,
        Func<string, decimal> weightOf
    )
    {
        var counting = groups
            .Select(g => (Group: g, Weight: g.Relations.Sum(weightOf)))
            .Where(g => g.Weight > 0)
            .ToList();
        return counting.Count == 0
            ? []
            :
            [
                .. Enumerable
                    .Range(0, counting[0].Group.Means.Count)
                    .Select(c =>
                        Round(counting.Sum(g => g.Weight * g.Group.Means[c]) / counting.Sum(g => g.Weight), 2)
                    ),
            ];
    }

    /// <summary>A mark of 1 to 5 as a score of 0 to 100.</summary>
    private static decimal OfMark(decimal mark) =>
        Round((mark - ReviewBounds.LowestMark) / (ReviewBounds.HighestMark - ReviewBounds.LowestMark) * 100, 2);

    private static decimal Round(decimal value, int places) => Math.Round(value, places, MidpointRounding.AwayFromZero);
}

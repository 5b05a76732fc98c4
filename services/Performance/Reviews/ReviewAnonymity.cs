namespace CardTeam.Performance.Reviews;

/// <summary>The marks that one rater gave a person, one a competency.</summary>
/// <param name="Relation">The relation of the rater to the person.</param>
internal sealed record GivenMarks(string Relation, IReadOnlyList<int> Marks);

/// <summary>The published marks of the raters of one relation, or of several that are shown as one group.</summary>
/// <param name="Relations">The relations of the group; more than one where one alone had too few answers.</param>
/// <param name="Answers">The number of answers.</param>
/// <param name="Means">The mean mark of each competency, to 2 decimals half up.</param>
internal sealed record PublishedGroup(IReadOnlyList<string> Relations, int Answers, IReadOnlyList<decimal> Means)
{
    /// <summary>True for a group in which relations below the minimum were put together with others.</summary>
    public bool IsPooled => Relations.Count > 1;
}

/// <summary>
/// The rule that decides what of a person's answers is published. Nothing but its outcome ever leaves a closed round,
/// so that no mark of a peer or partner can be derived:
/// <list type="number">
/// <item>self and superior are named, and published as they are;</item>
/// <item>another relation is published from the minimum of answers on;</item>
/// <item>relations below the minimum are put together; while their answers are still too few, the next smallest
/// relation joins them and is no longer published by itself, as the others could be had by subtraction;</item>
/// <item>where all answers together are too few, none is published;</item>
/// <item>a mean at an end of the scale is published as one that a single deviating mark of three would make: a mean of
/// 5 would say that everybody gave 5;</item>
/// <item>no distribution is ever published: with the mean it can say what everybody gave.</item>
/// </list>
/// </summary>
internal static class ReviewAnonymity
{
    private const int Places = 2;

    /// <summary>The lowest and highest mean that is published of raters who are not named.</summary>
    public static readonly decimal LowestMean = Math.Round(
            ReviewBounds.LowestMark + 1m / ReviewBounds.FewestAnswers,
            Places,
            MidpointRounding.AwayFromZero
        ),
        HighestMean = Math.Round(
            ReviewBounds.HighestMark - 1m / ReviewBounds.FewestAnswers,
            Places,
            MidpointRounding.AwayFromZero
        );

    /// <summary>The groups that are published, named ones first, the others by their relations.</summary>
    /// <param name="answers">All answers about one person, in any order.</param>
    /// <param name="minimum">The fewest answers that are shown together; never taken as less than 3.</param>
    public static IReadOnlyList<PublishedGroup> Publish(IReadOnlyCollection<GivenMarks> answers, int minimum)
    {
        var published = new List<PublishedGroup>();
        foreach (var relation in ReviewWords.Raters.Where(r => !ReviewWords.IsAnonymous(r)))
            if (answers.Where(a => a.Relation == relation).ToList() is { Count: > 0 } named)
                published.Add(new([relation], named.Count, Means(named, isNamed: true)));
        foreach (var relations in GroupsOf(answers.Select(a => a.Relation), minimum))
        {
            var together = answers.Where(a => relations.Contains(a.Relation, StringComparer.Ordinal)).ToList();
            published.Add(new(relations, together.Count, Means(together, isNamed: false)));
        }

        return published;
    }

    /// <summary>The groups in which relations that are not named are published; none where all are too few.</summary>
    /// <param name="relations">The relation of each answer.</param>
    public static IReadOnlyList<IReadOnlyList<string>> GroupsOf(IEnumerable<string> relations, int minimum)
    {
        var fewest = Math.Max(minimum, ReviewBounds.FewestAnswers);
        var counts = relations
            .Where(ReviewWords.IsAnonymous)
            .GroupBy(r => r, StringComparer.Ordinal)
            .Select(g => (Relation: g.Key, Count: g.Count()))
            .OrderBy(g => g.Count)
            .ThenBy(g => g.Relation, StringComparer.Ordinal)
            .ToList();
        var pooled = counts.Where(c => c.Count < fewest).ToList();
        var shown = new Queue<(string Relation, int Count)>(counts.Where(c => c.Count >= fewest));
        while (pooled.Count > 0 && pooled.Sum(c => c.Count) < fewest && shown.TryDequeue(out var next))
            pooled.Add(next);
        var groups = shown.Select(c => (List<string>)[c.Relation]).ToList();
        if (pooled.Sum(c => c.Count) >= fewest)
            groups.Add([.. pooled.Select(c => c.Relation).Order(StringComparer.Ordinal)]);
        return [.. groups.OrderBy(g => g[0], StringComparer.Ordinal)];
    }

    private static List<decimal> Means(List<GivenMarks> answers, bool isNamed) =>
        Enumerable
            .Range(0, answers[0].Marks.Count)
            .Select(competency =>
            {
                var mean = Math.Round(
                    answers.Sum(a => (decimal)a.Marks[competency]) / answers.Count,
                    Places,
                    MidpointRounding.AwayFromZero
                );
                return isNamed ? mean : Math.Clamp(mean, LowestMean, HighestMean);
            })
            .ToList();
}

using CardTeam.Contracts;

namespace CardTeam.Performance.Grades;

/// <summary>The score of a candidate, and what a streak of runs recommends; without any input or output.</summary>
internal static class GradeScores
{
    public const string Promote = "promote",
        Keep = "keep",
        Demote = "demote",
        Eliminate = "eliminate";

    /// <summary>The attainment that is worth the whole part: scorecard totals are divided by it.</summary>
    private const decimal BestTotal = 1.5m;

    /// <summary>
    /// Weighs the known parts; a part that is not known is left out and the other weights are re-scaled.
    /// </summary>
    /// <returns>The score from 0 to 1, 4 decimals half up, null where nothing is known; and its parts.</returns>
    public static (decimal? Score, IReadOnlyList<ScorePart> Parts) Of(
        GradeTerms terms,
        IReadOnlyDictionary<string, decimal?> values
    )
    {
        var weighed = GradeWords.Parts.Where(part => terms.Score.GetValueOrDefault(part) > 0).ToList();
        var known = weighed.Where(part => values.GetValueOrDefault(part) is not null).ToList();
        var sum = known.Sum(part => terms.Score[part]);
        var parts = weighed.ConvertAll(part => new ScorePart(
            part,
            values.GetValueOrDefault(part),
            known.Contains(part, StringComparer.Ordinal)
                ? Math.Round(terms.Score[part] / sum, 6, MidpointRounding.AwayFromZero)
                : 0
        ));
        return (
            known.Count == 0
                ? null
                : Math.Round(
                    known.Sum(part => terms.Score[part] * values[part]!.Value) / sum,
                    4,
                    MidpointRounding.AwayFromZero
                ),
            parts
        );
    }

    /// <summary>The mean of the totals ÷ 1.5, from 0 to 1; null without any.</summary>
    public static decimal? OfTotals(IReadOnlyCollection<decimal> totals) =>
        totals.Count == 0 ? null : Math.Clamp(totals.Average() / BestTotal, 0, 1);

    /// <summary>A mark of 100 from 0 to 1.</summary>
    public static decimal? OfMark(decimal? mark) => mark is { } m ? Math.Clamp(m / 100, 0, 1) : null;

    /// <summary>The conditions a manager misses, by level; those nobody knows anything of are passed over.</summary>
    /// <param name="onDay">The period's last day.</param>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Missed(
        GradeTerms terms,
        string? education,
        DateOnly inPostSince,
        DateOnly onDay
    )
    {
        var missed = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var (level, conditions) in terms.Conditions)
        {
            var found = new List<string>();
            if (conditions.Education is { } wanted && !Educations.Reaches(education, wanted))
                found.Add("education");
            if (conditions.YearsInPost is { } years && inPostSince.AddYears(years) > onDay)
                found.Add("years-in-post");
            if (found.Count > 0)
                missed[level] = found;
        }

        return missed;
    }

    /// <summary>The parts and conditions of a scheme that nobody knows anything of.</summary>
    public static IReadOnlyList<string> NotKnown(GradeTerms terms) =>
        [
            .. terms.Conditions.Values.Any(c => c.Exam is not null) ? ["condition-exam"] : Array.Empty<string>(),
            .. terms.Conditions.Values.Any(c => c.Certificates is { Count: > 0 })
                ? ["condition-certificates"]
                : Array.Empty<string>(),
        ];

    /// <summary>The recommendation of the assessments in a row: elimination before demotion before promotion.</summary>
    /// <param name="assessed">The assessments of the manager, this one first, each with the grade held before.</param>
    /// <returns>The recommendation, and the number of assessments in a row it rests on.</returns>
    public static (string What, int Streak) Recommend(
        StreakTerms streaks,
        IReadOnlyList<(string? Before, string Level, decimal? Score)> assessed
    )
    {
        var low = assessed.TakeWhile(a => a.Score < streaks.EliminateBelow).Count();
        if (low >= streaks.EliminateAfter)
            return (Eliminate, low);
        var down = assessed.TakeWhile(a => Change(a.Before, a.Level) < 0).Count();
        if (down >= streaks.DemoteAfter)
            return (Demote, down);
        var up = assessed.TakeWhile(a => Change(a.Before, a.Level) > 0).Count();
        if (up >= streaks.PromoteAfter)
            return (Promote, up);
        return (Keep, Math.Max(low, Math.Max(down, up)));
    }

    /// <summary>Above zero for a level above the one before.</summary>
    public static int Change(string? before, string level) =>
        GradeWords.HeightOf(level).CompareTo(GradeWords.HeightOf(before));
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using CardTeam.Contracts;

namespace CardTeam.Performance.Grades;

/// <summary>A manager who is graded, with what decides.</summary>
/// <param name="Score">From 0 to 1, 4 decimals; null where no part of it is known.</param>
/// <param name="Complaints">Complaints upheld and findings in the period.</param>
/// <param name="InPostSince">The day from which tenure counts.</param>
/// <param name="Missed">The conditions missed, by level; none for a level whose conditions are met.</param>
internal sealed record Candidate(
    string ManagerNo,
    decimal? Score,
    int Complaints,
    DateOnly InPostSince,
    bool IsRural,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Missed
);

/// <summary>The place of a manager.</summary>
/// <param name="Rank">From 1, each once.</param>
/// <param name="Level">The assessed level; <c>trainee</c> where no level could take them.</param>
/// <param name="Step">The assessed step; null for a trainee.</param>
/// <param name="PayLevel">The level of pay: higher by the rural steps.</param>
/// <param name="Margin">The distance to the next level; null at the highest.</param>
internal sealed record Placement(
    string ManagerNo,
    int Rank,
    string Level,
    string? Step,
    string PayLevel,
    string? PayStep,
    GradeMargin? Margin
);

/// <summary>The distance of a manager to a level.</summary>
/// <param name="Level">The next higher level.</param>
/// <param name="Conditions">The conditions missed.</param>
/// <param name="Minimum">The least score of the level, where the score lies below it; otherwise null.</param>
/// <param name="LastScore">The score of the last one placed there, where no place was left; otherwise null.</param>
/// <param name="Points">
/// The score that is missing to the minimum and the last one placed: 0 where an equal score came after by the ties;
/// null where points alone would not help.
/// </param>
/// <param name="Tie">The tie that decided against an equal score; null where the scores decided.</param>
internal sealed record GradeMargin(
    string Level,
    IReadOnlyList<string> Conditions,
    [property: JsonConverter(typeof(RatioJson))] decimal? Minimum,
    [property: JsonConverter(typeof(RatioJson))] decimal? LastScore,
    [property: JsonConverter(typeof(RatioJson))] decimal? Points,
    string? Tie
);

/// <summary>
/// Places managers in levels and steps, from the best down, without any input or output. Equal input gives an equal
/// result, in whatever order the managers come.
/// </summary>
internal static class GradeAllocation
{
    /// <returns>The placements by rank.</returns>
    public static IReadOnlyList<Placement> Place(
        GradeTerms terms,
        GradePlaces places,
        IReadOnlyCollection<Candidate> candidates
    )
    {
        var ranked = Rank(terms, candidates);
        var taken = GradeWords.Levels.ToDictionary(level => level, _ => new List<int>(), StringComparer.Ordinal);
        var levels = new string[ranked.Count];
        for (var at = 0; at < ranked.Count; at++)
        {
            levels[at] =
                GradeWords.Levels.FirstOrDefault(level =>
                    taken[level].Count < places.Of.GetValueOrDefault(level) && Meets(terms, ranked[at], level)
                ) ?? GradeWords.Trainee;
            if (levels[at] != GradeWords.Trainee)
                taken[levels[at]].Add(at);
        }

        var steps = new string?[ranked.Count];
        foreach (var level in GradeWords.Levels)
        {
            var at = 0;
            foreach (var (step, count) in GradeWords.Steps.Zip(GradePlaces.Steps(terms.Steps, taken[level].Count)))
                for (var i = 0; i < count; i++)
                    steps[taken[level][at++]] = step;
        }

        return
        [
            .. ranked.Select(
                (candidate, at) =>
                {
                    var (payLevel, payStep) = PayOf(terms, levels[at], steps[at], candidate.IsRural);
                    return new Placement(
                        candidate.ManagerNo,
                        at + 1,
                        levels[at],
                        steps[at],
                        payLevel,
                        payStep,
                        MarginOf(terms, places, ranked, taken, at, levels[at])
                    );
                }
            ),
        ];
    }

    /// <summary>
    /// The best first: by score, then the ties in turn, then the draw. Without a score one comes last.
    /// </summary>
    public static IReadOnlyList<Candidate> Rank(GradeTerms terms, IReadOnlyCollection<Candidate> candidates)
    {
        var ordered = candidates.OrderByDescending(c => c.Score ?? -1m);
        foreach (var tie in terms.Ties.Append(GradeWords.Draw).Distinct(StringComparer.Ordinal))
            ordered = tie switch
            {
                GradeWords.Compliance => ordered.ThenBy(c => c.Complaints),
                GradeWords.Tenure => ordered.ThenBy(c => c.InPostSince),
                _ => ordered.ThenBy(c => LotOf(terms.Draw, c.ManagerNo), StringComparer.Ordinal),
            };
        return [.. ordered.ThenBy(c => c.ManagerNo, StringComparer.Ordinal)];
    }

    /// <summary>SHA-256 of the starting number and the manager's number, in hex: the smallest comes first.</summary>
    public static string LotOf(long draw, string managerNo) =>
        Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes(draw.ToString(CultureInfo.InvariantCulture) + managerNo))
        );

    /// <summary>The level and step of pay: rural managers stand some steps higher, up to the top.</summary>
    public static (string Level, string? Step) PayOf(GradeTerms terms, string level, string? step, bool isRural)
    {
        if (step is null || !isRural || terms.Rural is not { } rural)
            return (level, step);
        var assessed = GradeWords.PaySteps.Index().First(p => p.Item == $"{level}-{step}").Index;
        var top = GradeWords.PaySteps.Index().First(p => p.Item == rural.Top).Index;
        var paid = GradeWords.PaySteps[Math.Max(assessed, Math.Min(assessed + rural.Steps, top))].Split('-');
        return (paid[0], paid[1]);
    }

    private static bool Meets(GradeTerms terms, Candidate candidate, string level) =>
        candidate.Score is { } score
        && !(candidate.Missed.TryGetValue(level, out var missed) && missed.Count > 0)
        && !(terms.Minimum.TryGetValue(level, out var least) && score < least);

    private static GradeMargin? MarginOf(
        GradeTerms terms,
        GradePlaces places,
        IReadOnlyList<Candidate> ranked,
        Dictionary<string, List<int>> taken,
        int at,
        string level
    )
    {
        var next = GradeWords.Levels.LastOrDefault(l => GradeWords.HeightOf(l) > GradeWords.HeightOf(level));
        if (next is null)
            return null;
        var candidate = ranked[at];
        var conditions = candidate.Missed.GetValueOrDefault(next) ?? [];
        decimal? minimum = terms.Minimum.TryGetValue(next, out var least) && !(candidate.Score >= least) ? least : null;
        var before = taken[next].Where(other => other < at).ToList();
        var isFull = before.Count >= places.Of.GetValueOrDefault(next);
        var last = isFull && before.Count > 0 ? ranked[before[^1]] : null;
        // Without a place at all, or without a score, no number of points helps.
        if ((isFull && last is null) || candidate.Score is not { } score)
            return new(next, conditions, minimum, last?.Score, null, null);
        var wanted = Math.Max(minimum ?? score, last?.Score ?? score);
        return new(
            next,
            conditions,
            minimum,
            last?.Score,
            minimum is null && last is null ? null : wanted - score,
            last is not null && last.Score == score && minimum is null ? TieBetween(terms, last, candidate) : null
        );
    }

    private static string TieBetween(GradeTerms terms, Candidate placed, Candidate candidate) =>
        terms.Ties.FirstOrDefault(tie =>
            tie switch
            {
                GradeWords.Compliance => placed.Complaints != candidate.Complaints,
                GradeWords.Tenure => placed.InPostSince != candidate.InPostSince,
                _ => true,
            }
        ) ?? GradeWords.Draw;
}

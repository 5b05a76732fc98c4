namespace CardTeam.Performance.Grades;

/// <summary>The places of each level.</summary>
/// <param name="Base">The number of managers of whom the shares are taken.</param>
/// <param name="Of">The places by level.</param>
/// <param name="LeftOver">The places that rounding leaves to nobody.</param>
internal sealed record GradePlaces(int Base, IReadOnlyDictionary<string, int> Of, int LeftOver)
{
    /// <summary>
    /// Share × base, rounded; what floor leaves over goes by the largest remainder, the higher level first.
    /// </summary>
    public static GradePlaces Count(GradeTerms terms, int managers)
    {
        var exact = GradeWords.Levels.ToDictionary(
            level => level,
            level => terms.Caps.GetValueOrDefault(level) * managers,
            StringComparer.Ordinal
        );
        var places = exact.ToDictionary(
            e => e.Key,
            e =>
                terms.Rounding == GradeWords.HalfUp
                    ? (int)Math.Round(e.Value, MidpointRounding.AwayFromZero)
                    : (int)Math.Floor(e.Value),
            StringComparer.Ordinal
        );
        var left = Math.Max(0, (int)Math.Floor(exact.Values.Sum()) - places.Values.Sum());
        if (terms.Remainder != GradeWords.LargestRemainder)
            return new(managers, places, left);
        foreach (
            var level in GradeWords
                .Levels.OrderByDescending(level => exact[level] - places[level])
                .ThenByDescending(GradeWords.HeightOf)
                .Take(left)
        )
            places[level]++;
        return new(managers, places, 0);
    }

    /// <summary>The levels with more managers than places, and by how many.</summary>
    public IReadOnlyDictionary<string, int> Over(IReadOnlyDictionary<string, int> managers) =>
        GradeWords
            .Levels.Where(level => managers.GetValueOrDefault(level) > Of.GetValueOrDefault(level))
            .ToDictionary(
                level => level,
                level => managers.GetValueOrDefault(level) - Of.GetValueOrDefault(level),
                StringComparer.Ordinal
            );

    /// <summary>
    /// The number of managers of each step among those of a level, by the largest remainder; of equal ones the higher
    /// step.
    /// </summary>
    public static IReadOnlyList<int> Steps(IReadOnlyDictionary<string, decimal> shares, int managers)
    {
        var exact = GradeWords.Steps.Select(step => shares.GetValueOrDefault(step) * managers).ToList();
        var counts = exact.ConvertAll(e => (int)Math.Floor(e));
        foreach (
            var at in Enumerable
                .Range(0, counts.Count)
                .OrderByDescending(at => exact[at] - counts[at])
                .ThenBy(at => at)
                .Take(managers - counts.Sum())
        )
            counts[at]++;
        return counts;
    }
}

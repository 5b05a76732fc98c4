namespace CardTeam.Training.Certificates;

/// <summary>The days of an interval that no other interval of the same certificate has.</summary>
internal static class FreeDays
{
    /// <param name="held">The intervals that are held, in any order; they may overlap.</param>
    /// <returns>
    /// The free stretches in order. Together with those held they cover the interval, and none overlaps.
    /// </returns>
    public static IReadOnlyList<(DateOnly From, DateOnly To)> Of(
        DateOnly from,
        DateOnly to,
        IEnumerable<(DateOnly From, DateOnly? To)> held
    )
    {
        var free = new List<(DateOnly, DateOnly)>();
        var next = from;
        foreach (var (start, end) in held.OrderBy(h => h.From))
        {
            if (start > to)
                break;
            if (end < next)
                continue;
            if (start > next)
                free.Add((next, start.AddDays(-1)));
            if (end is null || end >= to)
                return free;
            next = end.Value.AddDays(1);
        }

        if (next <= to)
            free.Add((next, to));
        return free;
    }
}

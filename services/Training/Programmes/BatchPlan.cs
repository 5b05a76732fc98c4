namespace CardTeam.Training.Programmes;

/// <summary>Plans batches of a programme: units one after another, each batch with so many seats.</summary>
internal static class BatchPlan
{
    /// <param name="Part">The number of people of the unit in the batch.</param>
    public sealed record Unit(string Org, int Part);

    public sealed record Batch(int Number, int People, IReadOnlyList<Unit> Units);

    /// <summary>
    /// Puts everybody into exactly one batch. A unit that fits into a batch is not split; it begins a new one where the
    /// last has too few seats left.
    /// </summary>
    public static IReadOnlyList<Batch> Of(IEnumerable<(string Org, int People)> units, int seats)
    {
        var batches = new List<List<Unit>>();
        var left = 0;
        foreach (var (org, people) in units.Where(u => u.People > 0).OrderBy(u => u.Org, StringComparer.Ordinal))
        {
            if (left < people && people <= seats)
                left = 0;
            for (var rest = people; rest > 0; )
            {
                if (left == 0)
                {
                    batches.Add([]);
                    left = seats;
                }

                var part = Math.Min(left, rest);
                batches[^1].Add(new(org, part));
                (left, rest) = (left - part, rest - part);
            }
        }

        return [.. batches.Select((b, i) => new Batch(i + 1, b.Sum(u => u.Part), b))];
    }
}

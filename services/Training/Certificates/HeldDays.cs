namespace CardTeam.Training.Certificates;

/// <summary>
/// The days on which a certificate is held: those granted without those that suspensions and revocations take. They
/// follow from the grants and the sanctions alone, so that the order in which either became known makes no difference.
/// </summary>
internal static class HeldDays
{
    /// <summary>Days that are taken.</summary>
    /// <param name="To">The last day; null for no end.</param>
    /// <param name="IsRevoked">
    /// True for a revocation, which takes the days from its own on of everything granted up to then; a grant that
    /// begins later counts.
    /// </param>
    public readonly record struct Taken(DateOnly From, DateOnly? To, bool IsRevoked);

    /// <param name="grants">Intervals of one manager and certificate; they may overlap.</param>
    /// <returns>
    /// The last day of every stretch by its first one. The first days of all grants are among them, with the day before
    /// as their last one where every day from there on is taken.
    /// </returns>
    public static SortedDictionary<DateOnly, DateOnly?> Of(
        IEnumerable<(DateOnly From, DateOnly? To)> grants,
        IReadOnlyCollection<Taken> taken
    )
    {
        var held = new SortedDictionary<DateOnly, DateOnly?>();
        foreach (var (from, to) in grants)
        {
            held.TryAdd(from, from.AddDays(-1));
            foreach (var (start, end) in Left(from, to, taken.Where(t => !t.IsRevoked || from <= t.From)))
                if (!held.TryGetValue(start, out var known) || known < end || (known is not null && end is null))
                    held[start] = end;
        }

        return held;
    }

    /// <summary>The stretches of one grant that nothing takes, in order.</summary>
    private static IEnumerable<(DateOnly From, DateOnly? To)> Left(
        DateOnly from,
        DateOnly? to,
        IEnumerable<Taken> taken
    )
    {
        var next = from;
        foreach (var one in taken.OrderBy(t => t.From))
        {
            if (to < one.From)
                break;
            if (one.To < next)
                continue;
            if (one.From > next)
                yield return (next, one.From.AddDays(-1));
            if (one.To is not { } last)
                yield break;
            next = last.AddDays(1);
        }

        if (to is null || next <= to)
            yield return (next, to);
    }
}

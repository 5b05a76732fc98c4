using CardTeam.Contracts.Performance;

namespace CardTeam.Incentive.Calculation;

/// <summary>Compares two versions of a manager's profile.</summary>
internal static class ProfileChange
{
    /// <summary>
    /// The first day whose month may come out differently: no earlier day has another employment or posting. Null when
    /// the two are the same in all that is calculated with.
    /// </summary>
    public static DateOnly? FirstDay(ManagerProfile before, ManagerProfile after)
    {
        if (before.InPostSince != after.InPostSince)
            return DateOnly.MinValue;
        var employments = FirstDifference(Employments(before), Employments(after), OfEmployments);
        // The first posting holds also for the days before it.
        var postings = FirstDifference(
            before.Postings,
            after.Postings,
            (place, a, b) => place == 0 ? DateOnly.MinValue : Earlier(a?.From, b?.From)
        );
        return (employments, postings) is ({ } a, { } b) ? Earlier(a, b) : employments ?? postings;
    }

    private static List<Employment> Employments(ManagerProfile profile) =>
        [.. profile.EarlierEmployments ?? [], new(profile.HiredOn, profile.LeftOn)];

    private static DateOnly OfEmployments(int place, Employment? a, Employment? b)
    {
        var hired = Earlier(a?.HiredOn, b?.HiredOn);
        if (a is null || b is null || a.HiredOn != b.HiredOn)
            return hired;
        // The month of the last day changes too, though the day itself does not.
        return Earlier(a.LeftOn, b.LeftOn);
    }

    private static DateOnly? FirstDifference<T>(
        IReadOnlyList<T> before,
        IReadOnlyList<T> after,
        Func<int, T?, T?, DateOnly> dayOf
    )
        where T : class
    {
        DateOnly? first = null;
        for (var place = 0; place < Math.Max(before.Count, after.Count); place++)
        {
            var (a, b) = (before.ElementAtOrDefault(place), after.ElementAtOrDefault(place));
            if (!Equals(a, b) && dayOf(place, a, b) is var day && (first is null || day < first))
                first = day;
        }

        return first;
    }

    /// <summary>The earlier of two days of which one may be missing.</summary>
    private static DateOnly Earlier(DateOnly? a, DateOnly? b) =>
        (a, b) switch
        {
            ({ } x, { } y) => x < y ? x : y,
            ({ } x, null) => x,
            (null, { } y) => y,
            _ => DateOnly.MinValue,
        };
}

using CardTeam.Verify.Bundles;

namespace CardTeam.Verify.Calculation;

/// <summary>Days in post and grades of a manager.</summary>
internal sealed class Roster(
    IReadOnlyList<Employment> employments,
    IReadOnlyList<Posting> postings,
    DateOnly? inPostSince
)
{
    public DateOnly? InPostSince => inPostSince;

    /// <summary>The last day of a manager who had left by a day and had not come back; null for any other.</summary>
    public static DateOnly? LeftBefore(IReadOnlyList<Employment> employments, DateOnly day) =>
        employments.LastOrDefault(e => e.HiredOn <= day)?.LeftOn is { } left && left < day ? left : null;

    /// <summary>True for a manager who is employed in some part of a month.</summary>
    public bool IsInPost(Month month) =>
        employments.Any(e => e.HiredOn <= month.LastDay && (e.LeftOn is not { } left || left >= month.FirstDay));

    public int DaysInPost(Month month) =>
        employments.Sum(e =>
        {
            var first = e.HiredOn > month.FirstDay ? e.HiredOn : month.FirstDay;
            var last = e.LeftOn is { } left && left < month.LastDay ? left : month.LastDay;
            return Math.Max(0, last.DayNumber - first.DayNumber + 1);
        });

    /// <summary>The posting of the last day in post in a month, or of the last day before it.</summary>
    public Posting? PostingOf(Month month)
    {
        var day = month.LastDay;
        if (employments.LastOrDefault(e => e.HiredOn <= month.LastDay)?.LeftOn is { } left && left < day)
            day = left;
        return postings.LastOrDefault(p => p.From <= day) ?? (postings.Count > 0 ? postings[0] : null);
    }

    /// <summary>The years in post that are complete on a day. One that began on 29 February is complete on 28.</summary>
    public static int FullYears(DateOnly since, DateOnly day)
    {
        var years = 0;
        while (since.AddYears(years + 1) <= day)
            years++;
        return years;
    }
}

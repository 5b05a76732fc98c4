using CardTeam.Contracts;
using CardTeam.Contracts.Performance;
using CardTeam.Performance.Periods;

namespace CardTeam.Performance.Organisation;

/// <summary>The closed months that a new version of a manager's profile changes.</summary>
internal static class RosterChange
{
    /// <summary>
    /// The first and the last closed month with a day on which the manager is now employed and was not, or the reverse,
    /// or on which the unit or the grade is another; null when there is none.
    /// </summary>
    /// <param name="before">The version before; null for a manager who was not known.</param>
    public static (Period From, Period To)? ClosedMonths(
        ManagerProfile? before,
        ManagerProfile after,
        PeriodLedger ledger
    )
    {
        if (ledger is not { FirstClosed: { } month, LastClosed: { } last })
            return null;
        var turns = Turns(before).Concat(Turns(after)).Distinct().ToList();
        (Period From, Period To)? changed = null;
        for (; month <= last; month = month.Next())
            if (IsChanged(before, after, month, turns))
                changed = (changed?.From ?? month, month);
        return changed;
    }

    private static bool IsChanged(ManagerProfile? before, ManagerProfile after, Period month, List<DateOnly> turns)
    {
        // A score sheet is chosen by the last day of a month, even if the manager left before it.
        var isInPost = after.IsInPost(month) || before?.IsInPost(month) == true;
        return turns
            .Where(day => day > month.FirstDay && day <= month.LastDay)
            .Prepend(month.FirstDay)
            .Any(day =>
                IsEmployed(before, day) != IsEmployed(after, day)
                || (isInPost && Grade(before, day) != Grade(after, day))
            );
    }

    /// <summary>The days from which something may be otherwise than the day before.</summary>
    private static IEnumerable<DateOnly> Turns(ManagerProfile? profile) =>
        profile is null
            ? []
            :
            [
                .. profile.Postings.Select(p => p.From),
                .. Employments(profile).Select(e => e.HiredOn),
                .. Employments(profile).Select(e => e.LeftOn).OfType<DateOnly>().Select(left => left.AddDays(1)),
            ];

    private static bool IsEmployed(ManagerProfile? profile, DateOnly day) =>
        profile is not null && Employments(profile).Any(e => e.HiredOn <= day && (e.LeftOn is null || day <= e.LeftOn));

    private static Posting? Grade(ManagerProfile? profile, DateOnly day) =>
        profile?.On(day) is { } posting ? posting with { From = default } : null;

    private static IEnumerable<Employment> Employments(ManagerProfile profile) =>
        (profile.EarlierEmployments ?? []).Append(new(profile.HiredOn, profile.LeftOn));
}

namespace CardTeam.Contracts.Performance;

/// <summary>Account managers as now known, history included. At most 500.</summary>
/// <param name="Names">
/// Names for the lists people read; null when the message contains none. May name managers with no other change.
/// </param>
[EventName("performance.managers-changed", 1)]
public sealed record ManagersChanged(IReadOnlyList<ManagerProfile> Managers, IReadOnlyList<NamedManager>? Names = null)
    : IIntegrationEvent;

/// <summary>A manager's name as of a version of the roster.</summary>
/// <param name="Version">The roster version the name belongs to; of two messages, the higher version counts.</param>
/// <param name="Name">The name; null when it must be deleted because its retention has ended.</param>
public sealed record NamedManager(string ManagerNo, int Version, string? Name);

/// <summary>A version of a manager's profile. It has no name: calculations need none.</summary>
/// <param name="Version">1, 2, 3 … for this manager.</param>
/// <param name="KnownFrom">Number of the first close that takes this version into account.</param>
/// <param name="HiredOn">First day of the latest employment.</param>
/// <param name="LeftOn">Last day of the latest employment; null while it continues.</param>
/// <param name="Postings">
/// The manager's units and grades over time, in order of <see cref="Posting.From"/>; each posting holds until the day
/// before the next.
/// </param>
/// <param name="EarlierEmployments">
/// Employments that ended before <paramref name="HiredOn"/>, in order; null or left out when there was none.
/// </param>
/// <param name="ChangedBy">
/// Person or system that changed closed months by this version; null where it changed none.
/// </param>
/// <param name="ChangedFrom">
/// The first closed month with days on which the employment, the unit or the grade is now another; null where there is
/// none.
/// </param>
/// <param name="ChangedTo">The last such month.</param>
public sealed record ManagerProfile(
    string ManagerNo,
    int Version,
    int KnownFrom,
    DateOnly HiredOn,
    DateOnly? InPostSince,
    DateOnly? LeftOn,
    IReadOnlyList<Posting> Postings,
    IReadOnlyList<Employment>? EarlierEmployments = null,
    string? ChangedBy = null,
    Period? ChangedFrom = null,
    Period? ChangedTo = null
)
{
    /// <summary>
    /// The posting that holds on a day; the first one for days before it; null when there is none at all.
    /// </summary>
    public Posting? On(DateOnly day) =>
        Postings.LastOrDefault(p => p.From <= day) ?? (Postings.Count > 0 ? Postings[0] : null);

    /// <summary>True when the manager is employed on at least one day of the period.</summary>
    public bool IsInPost(Period period) => Employments().Any(e => e.Touches(period));

    /// <summary>
    /// Last day of the employment that had ended by a day without being followed by another; null for a manager who had
    /// not left.
    /// </summary>
    public DateOnly? LeftBefore(DateOnly day) => Employment.LeftBefore(Employments(), day);

    /// <summary>The days of the period on which the manager is employed.</summary>
    public int DaysInPost(Period period) => Employments().Sum(e => e.DaysIn(period));

    /// <summary>
    /// The last day of the period on which the manager is employed; for one who had left, the last day before it; null
    /// for one who was not yet hired.
    /// </summary>
    public DateOnly? LastDayInPost(Period period) =>
        Employments().LastOrDefault(e => e.HiredOn <= period.LastDay) is { } latest
            ? latest.LeftOn < period.LastDay
                ? latest.LeftOn
                : period.LastDay
            : null;

    private IEnumerable<Employment> Employments() => (EarlierEmployments ?? []).Append(new(HiredOn, LeftOn));
}

/// <summary>Days from hiring to leaving, both included.</summary>
/// <param name="LeftOn">The last day; null while the employment continues.</param>
public sealed record Employment(DateOnly HiredOn, DateOnly? LeftOn)
{
    /// <summary>The days of the employment that lie in the period.</summary>
    public int DaysIn(Period period)
    {
        var first = HiredOn > period.FirstDay ? HiredOn : period.FirstDay;
        var last = LeftOn < period.LastDay ? LeftOn.Value : period.LastDay;
        return Math.Max(0, last.DayNumber - first.DayNumber + 1);
    }

    public bool Touches(Period period) => HiredOn <= period.LastDay && (LeftOn is null || LeftOn >= period.FirstDay);

    /// <summary>
    /// Last day of the employment that had ended by a day without being followed by another; null for a manager who had
    /// not left.
    /// </summary>
    /// <param name="inOrder">The employments, first to last.</param>
    public static DateOnly? LeftBefore(IEnumerable<Employment> inOrder, DateOnly day) =>
        inOrder.LastOrDefault(e => e.HiredOn <= day) is { LeftOn: { } left } && left < day ? left : null;
}

/// <param name="Employment"><c>regular</c> 在册 or <c>contract</c> 聘用.</param>
/// <param name="Level"><c>trainee</c>, <c>junior</c>, <c>intermediate</c> or <c>senior</c>.</param>
/// <param name="Step"><c>A</c>, <c>B</c> or <c>C</c>.</param>
/// <param name="Area"><c>urban</c> or <c>rural</c>.</param>
/// <param name="Supervisor">The manager number of the supervisor; null or left out when there is none.</param>
/// <param name="Mentor">The manager number of the mentor; null or left out when there is none.</param>
public sealed record Posting(
    DateOnly From,
    string Org,
    string? Employment,
    string? Level,
    string? Step,
    string? Area,
    string? Supervisor = null,
    string? Mentor = null
);

namespace CardTeam.Contracts.Performance;

/// <summary>Account managers as they are now known, history included. At most 500.</summary>
[EventName("performance.managers-changed", 1)]
public sealed record ManagersChanged(IReadOnlyList<ManagerProfile> Managers) : IIntegrationEvent;

/// <summary>One version of what is known of a manager. Names stay with Performance.</summary>
/// <param name="Version">1, 2, 3 … for this manager.</param>
/// <param name="KnownFrom">Number of the first close that takes this version into account.</param>
/// <param name="LeftOn">Last day in the bank, when they have left.</param>
/// <param name="Postings">Where and as what they work, in order of <see cref="Posting.From"/>; each holds until the day before the next.</param>
public sealed record ManagerProfile(
    string ManagerNo,
    int Version,
    int KnownFrom,
    DateOnly HiredOn,
    DateOnly? InPostSince,
    DateOnly? LeftOn,
    IReadOnlyList<Posting> Postings
)
{
    /// <summary>The posting that holds on a day; the first one for days before it; null when there is none at all.</summary>
    public Posting? On(DateOnly day) =>
        Postings.LastOrDefault(p => p.From <= day) ?? (Postings.Count > 0 ? Postings[0] : null);

    /// <summary>In the bank on at least one day of the period.</summary>
    public bool IsInPost(Period period) => HiredOn <= period.LastDay && (LeftOn is null || LeftOn >= period.FirstDay);
}

/// <param name="Employment"><c>regular</c> 在册 or <c>contract</c> 聘用.</param>
/// <param name="Level"><c>trainee</c>, <c>junior</c>, <c>intermediate</c> or <c>senior</c>.</param>
/// <param name="Step"><c>A</c>, <c>B</c> or <c>C</c>.</param>
/// <param name="Area"><c>urban</c> or <c>rural</c>.</param>
public sealed record Posting(DateOnly From, string Org, string? Employment, string? Level, string? Step, string? Area);

namespace CardTeam.Contracts.Feedback;

/// <summary>The current state of complaints, without their content. At most 500.</summary>
[EventName("feedback.complaints-changed", 1)]
public sealed record ComplaintsChanged(IReadOnlyList<ComplaintState> Complaints) : IIntegrationEvent;

/// <param name="Severity"><c>minor</c>, <c>major</c> or <c>severe</c>.</param>
/// <param name="Outcome"><c>upheld</c> or <c>rejected</c>; null while undecided.</param>
/// <param name="Version">1, 2, 3 … for this complaint; the greater of two replaces the other.</param>
/// <param name="KnownFrom">Number of the first close that takes this version into account.</param>
/// <param name="ChangedBy">
/// Person or system that brought this version; null where the sender does not say. Of a version that changes no closed
/// month that Feedback has heard of as well: a reader that has heard of more closes names it too.
/// </param>
/// <param name="ChangedMonths">
/// The closed months, and whose: those the complaint was decided in before and is now; null where there are none.
/// </param>
public sealed record ComplaintState(
    string ComplaintRef,
    int Version,
    int KnownFrom,
    string ManagerNo,
    string Severity,
    string? Outcome,
    DateOnly? ResolvedOn,
    string? ChangedBy = null,
    IReadOnlyList<ChangedMonth>? ChangedMonths = null
);

/// <summary>A closed month of one manager.</summary>
public sealed record ChangedMonth(string ManagerNo, Period Month);

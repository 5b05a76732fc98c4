namespace CardTeam.Contracts.Feedback;

/// <summary>Complaints as now known, without a word of what was complained about. At most 500.</summary>
[EventName("feedback.complaints-changed", 1)]
public sealed record ComplaintsChanged(IReadOnlyList<ComplaintState> Complaints) : IIntegrationEvent;

/// <param name="Severity"><c>minor</c>, <c>major</c> or <c>severe</c>.</param>
/// <param name="Outcome"><c>upheld</c> or <c>rejected</c>; null while undecided.</param>
/// <param name="Version">1, 2, 3 … for this complaint; of two, the greater holds.</param>
/// <param name="KnownFrom">Number of the first close that takes this version into account.</param>
public sealed record ComplaintState(
    string ComplaintRef,
    int Version,
    int KnownFrom,
    string ManagerNo,
    string Severity,
    string? Outcome,
    DateOnly? ResolvedOn
);

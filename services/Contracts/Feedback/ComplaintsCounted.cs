namespace CardTeam.Contracts.Feedback;

/// <summary>Feedback's answer to a close: how much of its knowledge that close takes into account.</summary>
/// <param name="Decided">Complaints decided, either way.</param>
/// <param name="Versions">Versions of complaints with <c>KnownFrom</c> up to this close.</param>
[EventName("feedback.complaints-counted", 1)]
public sealed record ComplaintsCounted(Period Period, int CloseNumber, int Decided, int Versions) : IIntegrationEvent;

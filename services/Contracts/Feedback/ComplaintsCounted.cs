namespace CardTeam.Contracts.Feedback;

/// <summary>Feedback's answer to a close: the amount of data that the close takes into account.</summary>
/// <param name="Decided">The number of decided complaints, upheld or rejected.</param>
/// <param name="Versions">The number of complaint versions with <c>KnownFrom</c> up to this close.</param>
[EventName("feedback.complaints-counted", 1)]
public sealed record ComplaintsCounted(Period Period, int CloseNumber, int Decided, int Versions) : IIntegrationEvent;

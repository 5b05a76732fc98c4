namespace CardTeam.Contracts.Feedback;

/// <summary>Customers' answers on satisfaction. At most 500. The customer is known to Feedback only.</summary>
[EventName("feedback.satisfaction-recorded", 1)]
public sealed record SatisfactionRecorded(IReadOnlyList<SatisfactionAnswer> Answers) : IIntegrationEvent;

/// <param name="AnswerId">The same for every version of the answer.</param>
/// <param name="Score">1 (worst) to 5.</param>
/// <param name="Version">1, 2, 3 …; the greater of two replaces the other.</param>
/// <param name="ChangedBy">Person or system that brought this version; null where the sender does not say.</param>
public sealed record SatisfactionAnswer(
    Guid AnswerId,
    int Version,
    string ManagerNo,
    DateOnly AnsweredOn,
    int Score,
    string? ChangedBy = null
);

namespace CardTeam.Contracts.Feedback;

/// <summary>A manager is to be trained in something, as a case of Feedback showed. Without what the case says.</summary>
/// <param name="Source"><c>complaint</c>: an upheld complaint.</param>
/// <param name="SourceRef">The opaque reference of the case; with the topic the same need.</param>
/// <param name="Topic">What the training is about.</param>
/// <param name="NeededOn">The day the need was found.</param>
[EventName("feedback.training-needed", 1)]
public sealed record TrainingNeeded(string Source, string SourceRef, string ManagerNo, string Topic, DateOnly NeededOn)
    : IIntegrationEvent;

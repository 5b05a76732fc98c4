namespace CardTeam.Platform.Messaging;

/// <summary>A message as a transport hands it to a service.</summary>
/// <param name="EventName">Name and shape version it was written in.</param>
/// <param name="Body">Plain JSON, not yet read: what cannot be read is parked like what cannot be taken.</param>
/// <param name="TraceParent">W3C trace context of what announced it.</param>
/// <param name="AnnouncedAt">When that committed; null from outside the suite.</param>
public sealed record Delivery(
    Guid MessageId,
    string EventName,
    byte[] Body,
    string? TraceParent = null,
    DateTimeOffset? AnnouncedAt = null
);

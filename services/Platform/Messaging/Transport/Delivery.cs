namespace CardTeam.Platform.Messaging.Transport;

/// <summary>A message as a transport hands it to a service.</summary>
/// <param name="EventName">Name and version in which the event was written.</param>
/// <param name="Body">
/// Plain JSON, not read yet: a message that cannot be read is parked like one that cannot be processed.
/// </param>
/// <param name="TraceParent">W3C trace context of the announcement.</param>
/// <param name="AnnouncedAt">
/// The time at which the announcement committed; null for messages from outside the suite.
/// </param>
public sealed record Delivery(
    Guid MessageId,
    string EventName,
    byte[] Body,
    string? TraceParent = null,
    DateTimeOffset? AnnouncedAt = null
);

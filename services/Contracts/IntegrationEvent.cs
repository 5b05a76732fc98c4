namespace CardTeam.Contracts;

/// <summary>
/// A message that a service announces to the others. It is never withdrawn; a newer version replaces it.
/// </summary>
public interface IIntegrationEvent;

/// <summary>An event whose routing key has more than its name, so that outside consumers can filter by it.</summary>
public interface IRoutedEvent : IIntegrationEvent
{
    string RoutingKey { get; }
}

/// <summary>
/// A previous shape of an event. It is still accepted and converted to the next shape, because services of two releases
/// run side by side during an upgrade.
/// </summary>
public interface IPreviousShape : IIntegrationEvent
{
    IIntegrationEvent ToNext();
}

/// <summary>The name of an event: <c>service.what-happened</c>, and the version of its shape.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class EventNameAttribute(string name, int version) : Attribute
{
    public string Name { get; } = name;

    /// <summary>The version, raised only when a consumer of the previous shape could no longer read it.</summary>
    public int Version { get; } = version;

    /// <summary>The exchange it is published to.</summary>
    public string Exchange { get; init; } = Exchanges.Events;

    public override string ToString() => $"{Name}.v{Version}";
}

/// <summary>The broker's exchanges: topic exchanges unless stated otherwise.</summary>
public static class Exchanges
{
    /// <summary>
    /// The exchange of events between the services. The routing key is the event's name with its version.
    /// </summary>
    public const string Events = "cardteam.events";

    /// <summary>The exchange of the payroll stream. The routing key is <c>bonus.&lt;kind&gt;.&lt;org&gt;</c>.</summary>
    public const string Payroll = "cardteam.payroll";

    /// <summary>The exchange for payroll's acknowledgements; every routing key leads to the same queue.</summary>
    public const string Acknowledgements = "cardteam.payroll.acknowledgements";

    /// <summary>
    /// A direct exchange that routes unreadable messages to the error queue named by their routing key.
    /// </summary>
    public const string Errors = "cardteam.errors";

    /// <summary>
    /// A direct exchange that routes messages replayed by an administrator back to the queue named by their routing
    /// key.
    /// </summary>
    public const string Replays = "cardteam.replays";
}

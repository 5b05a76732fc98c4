namespace CardTeam.Contracts;

/// <summary>Something a service announces to the others. What it says is never taken back; a newer version replaces it.</summary>
public interface IIntegrationEvent;

/// <summary>An event whose routing key says more than its name: outsiders choose by it what they hear.</summary>
public interface IRoutedEvent : IIntegrationEvent
{
    string RoutingKey { get; }
}

/// <summary>The shape an event had before. It is still taken, as what it means in the next shape; services of two releases run side by side during an upgrade.</summary>
public interface IPreviousShape : IIntegrationEvent
{
    IIntegrationEvent ToNext();
}

/// <summary>The name an event travels under: <c>service.what-happened</c>, and the version of its shape.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class EventNameAttribute(string name, int version) : Attribute
{
    public string Name { get; } = name;

    /// <summary>Raised only when a consumer of the previous shape could no longer read it.</summary>
    public int Version { get; } = version;

    /// <summary>Where it is published.</summary>
    public string Exchange { get; init; } = Exchanges.Events;

    public override string ToString() => $"{Name}.v{Version}";
}

/// <summary>The broker's exchanges, topic exchanges unless said.</summary>
public static class Exchanges
{
    /// <summary>What the services announce to one another. The routing key is the event's name with its version.</summary>
    public const string Events = "cardteam.events";

    /// <summary>What payroll pays from. The routing key is <c>bonus.&lt;kind&gt;.&lt;org&gt;</c>.</summary>
    public const string Payroll = "cardteam.payroll";

    /// <summary>Where payroll publishes its acknowledgements; every routing key leads to the one queue.</summary>
    public const string Acknowledgements = "cardteam.payroll.acknowledgements";

    /// <summary>Direct. Leads messages that cannot be read to the error queue their routing key names.</summary>
    public const string Errors = "cardteam.errors";

    /// <summary>Direct. Leads messages that an administrator replays back to the queue their routing key names.</summary>
    public const string Replays = "cardteam.replays";
}

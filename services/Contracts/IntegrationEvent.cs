namespace CardTeam.Contracts;

/// <summary>Something a service announces to the others. What it says is never taken back; a newer version replaces it.</summary>
public interface IIntegrationEvent;

/// <summary>The name an event travels under: <c>service.what-happened</c>, and the version of its shape.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class EventNameAttribute(string name, int version) : Attribute
{
    public string Name { get; } = name;

    /// <summary>Raised only when a consumer of the previous shape could no longer read it.</summary>
    public int Version { get; } = version;

    public override string ToString() => $"{Name}.v{Version}";
}

using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CardTeam.Contracts;

/// <summary>All events of the suite by name, and their JSON format.</summary>
public static class EventCatalogue
{
    /// <summary>Plain JSON for any client: camel case, nulls left out, unknown members ignored on reading.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new InstantJson() },
    };

    private static readonly Dictionary<string, Type> ByName = typeof(IIntegrationEvent)
        .Assembly.GetTypes()
        .Where(t => t.IsClass && t.IsAssignableTo(typeof(IIntegrationEvent)))
        .ToDictionary(NameOf, StringComparer.Ordinal);

    public static IReadOnlyDictionary<string, Type> All => ByName;

    public static string NameOf(Type type) => AttributeOf(type).ToString();

    public static EventNameAttribute AttributeOf(Type type) =>
        type.GetCustomAttribute<EventNameAttribute>()
        ?? throw new InvalidOperationException($"{type} has no EventName.");

    /// <exception cref="KeyNotFoundException">No event of that name is known.</exception>
    public static Type TypeOf(string name) =>
        ByName.TryGetValue(name, out var type) ? type : throw new KeyNotFoundException($"No event is called '{name}'.");

    /// <summary>The current type of an event, which any version of that name is read as.</summary>
    /// <exception cref="KeyNotFoundException">No event of that name is known.</exception>
    public static Type CurrentTypeOf(string name)
    {
        var current = ByName
            .Values.Where(t => name.StartsWith(AttributeOf(t).Name + ".v", StringComparison.Ordinal))
            .MaxBy(t => AttributeOf(t).Version);
        return current ?? throw new KeyNotFoundException($"No event is called '{name}'.");
    }

    public static byte[] Write(IIntegrationEvent message) =>
        JsonSerializer.SerializeToUtf8Bytes(message, message.GetType(), Json);

    /// <summary>Reads an event into its current shape, also when it was written in an earlier one.</summary>
    /// <exception cref="KeyNotFoundException">No event of that name and version is known.</exception>
    /// <exception cref="JsonException">The body is not such an event.</exception>
    public static IIntegrationEvent Read(string name, ReadOnlySpan<byte> body) =>
        Current(
            (IIntegrationEvent)(
                JsonSerializer.Deserialize(body, TypeOf(name), Json)
                ?? throw new JsonException($"Event '{name}' is null.")
            )
        );

    internal static IIntegrationEvent Current(IIntegrationEvent message)
    {
        while (message is IPreviousShape previous)
            message = previous.ToNext();
        return message;
    }
}

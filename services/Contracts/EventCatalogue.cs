using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CardTeam.Contracts;

/// <summary>Every event of the suite by the name it travels under, and how it is written.</summary>
public static class EventCatalogue
{
    /// <summary>Plain JSON any client reads: camel case, nulls left out, unknown members ignored on reading.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new InstantJson() },
    };

    private static readonly Dictionary<string, Type> ByName = typeof(IIntegrationEvent).Assembly.GetTypes()
        .Where(t => t.IsClass && t.IsAssignableTo(typeof(IIntegrationEvent)))
        .ToDictionary(NameOf, StringComparer.Ordinal);

    public static IReadOnlyDictionary<string, Type> All => ByName;

    public static string NameOf(Type type) =>
        type.GetCustomAttribute<EventNameAttribute>()?.ToString() ?? throw new InvalidOperationException($"{type} has no EventName.");

    /// <exception cref="KeyNotFoundException">No event of that name is known.</exception>
    public static Type TypeOf(string name) => ByName.TryGetValue(name, out var type) ? type : throw new KeyNotFoundException($"No event is called '{name}'.");

    public static byte[] Write(IIntegrationEvent message) => JsonSerializer.SerializeToUtf8Bytes(message, message.GetType(), Json);

    public static IIntegrationEvent Read(string name, ReadOnlySpan<byte> body) =>
        (IIntegrationEvent)(JsonSerializer.Deserialize(body, TypeOf(name), Json) ?? throw new JsonException($"Event '{name}' is null."));
}

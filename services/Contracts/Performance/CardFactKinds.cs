using System.Text.Json;
using System.Text.Json.Serialization;

namespace CardTeam.Contracts.Performance;

/// <summary>The names of card fact kinds in files, plans and messages.</summary>
public static class CardFactKinds
{
    private static readonly string[] Names =
    [
        "",
        "applied",
        "approved",
        "activated",
        "first-used",
        "active-month",
        "sleeping",
        "cancelled",
        "overdue",
        "instalment",
        "referral-confirmed",
    ];

    private static readonly Dictionary<string, CardFactKind> ByName = Enumerable
        .Range(1, Names.Length - 1)
        .ToDictionary(i => Names[i], i => (CardFactKind)i, StringComparer.Ordinal);

    public static IEnumerable<string> All => Names.Skip(1);

    public static string Name(this CardFactKind kind) => Names[(int)kind];

    public static bool TryParse(string? name, out CardFactKind kind)
    {
        kind = default;
        return name is not null && ByName.TryGetValue(name, out kind);
    }
}

internal sealed class CardFactKindJson : JsonConverter<CardFactKind>
{
    public override CardFactKind Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        CardFactKinds.TryParse(reader.GetString(), out var kind)
            ? kind
            : throw new JsonException("Unknown kind of card fact.");

    public override void Write(Utf8JsonWriter writer, CardFactKind value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Name());
}

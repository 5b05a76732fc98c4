using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using CardTeam.Contracts;
using CardTeam.Incentive.Calculation.Rules;
using CardTeam.ServiceDefaults.Errors;

namespace CardTeam.Incentive.Calculation;

/// <summary>A plan as the analyst writes it. <c>docs/plan.md</c> defines exactly what each rule means.</summary>
internal sealed record PlanDocument(
    string? Code,
    Period? EffectiveFrom,
    PlanTitle? Title,
    IReadOnlyList<RuleDocument>? Rules
)
{
    /// <summary>Strict: a misspelt field in a rule of pay is an error and must not be ignored.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <exception cref="RuleBrokenException">400, naming the place: the body is not a plan document.</exception>
    public static PlanDocument Read(JsonElement body)
    {
        try
        {
            return body.Deserialize<PlanDocument>(PlanDocument.Json)
                ?? throw new JsonException("The document is null.");
        }
        catch (JsonException wrong)
        {
            throw new RuleBrokenException(
                "plan.unreadable",
                new(
                    $"方案文档在 {wrong.Path ?? "$"} 处无法读取。",
                    $"The plan document cannot be read at {wrong.Path ?? "$"}: {wrong.Message}"
                ),
                status: 400
            );
        }
    }

    /// <summary>
    /// The plan in its one canonical form, regardless of the blanks and order it was written with. The rule hash is
    /// computed from it.
    /// </summary>
    public string Canonical() =>
        JsonSerializer.Serialize(this with { Rules = Rules?.Select(r => r.Canonical()).ToList() }, Json);
}

internal sealed record PlanTitle(string? Zh, string? En);

/// <summary>A rule of any type; its type determines its fields.</summary>
/// <param name="Name">The name for people, in both languages; without it the rule is named by its effect.</param>
internal sealed record RuleDocument(
    string? Id,
    string? Type,
    string? Fact = null,
    IReadOnlyList<string>? Products = null,
    string? Tiering = null,
    [property: JsonConverter(typeof(RatioJson))] decimal? Rate = null,
    IReadOnlyList<TierDocument>? Tiers = null,
    GateDocument? Gate = null,
    string? By = null,
    IReadOnlyList<BandDocument>? Bands = null,
    IReadOnlyDictionary<string, Money>? PerUpheld = null,
    int? WithinDays = null,
    Money? Amount = null,
    [property: JsonConverter(typeof(RatioJson))] decimal? Share = null,
    int? Years = null,
    IReadOnlyList<string>? Levels = null,
    Money? Above = null,
    PlanTitle? Name = null
)
{
    /// <summary>A list of rule ids (factor) or one (clawback).</summary>
    [JsonPropertyName("of")]
    public OneOrMore? Of { get; init; }

    /// <summary>Sorts the only fields whose names are data, in ordinal order.</summary>
    public RuleDocument Canonical() =>
        PerUpheld is null
            ? this
            : this with
            {
                PerUpheld = new SortedDictionary<string, Money>(PerUpheld.ToDictionary(), StringComparer.Ordinal),
            };
}

/// <param name="To">Optional, for the reader's sake; it must equal the start of the next one.</param>
internal sealed record TierDocument(
    [property: JsonConverter(typeof(RatioJson))] decimal? From,
    [property: JsonConverter(typeof(RatioJson))] decimal? Rate,
    [property: JsonConverter(typeof(RatioJson))] decimal? To = null
);

/// <inheritdoc cref="TierDocument"/>
internal sealed record BandDocument(
    [property: JsonConverter(typeof(RatioJson))] decimal? From,
    [property: JsonConverter(typeof(RatioJson))] decimal? Factor,
    [property: JsonConverter(typeof(RatioJson))] decimal? To = null
);

internal sealed record GateDocument(string? Certificate, int? CureDays);

/// <summary>A string, or a list of strings.</summary>
[JsonConverter(typeof(Converter))]
internal sealed record OneOrMore(IReadOnlyList<string> Items, bool IsList)
{
    internal sealed class Converter : JsonConverter<OneOrMore>
    {
        public override OneOrMore Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.StartArray
                ? new(JsonSerializer.Deserialize<List<string>>(ref reader, options)!, IsList: true)
                : new([reader.GetString() ?? throw new JsonException()], IsList: false);

        public override void Write(Utf8JsonWriter writer, OneOrMore value, JsonSerializerOptions options)
        {
            if (value.IsList)
                JsonSerializer.Serialize(writer, value.Items, options);
            else
                writer.WriteStringValue(value.Items[0]);
        }
    }
}

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

    /// <summary>The kinds of employment the rule is for.</summary>
    public IReadOnlyList<string>? Employment { get; init; }

    /// <summary>The unit whose managers the rule is for, with those below it.</summary>
    public string? Org { get; init; }

    /// <summary>Numbers by grade or employment (fixed, factor).</summary>
    [JsonConverter(typeof(RatiosJson))]
    public IReadOnlyDictionary<string, decimal>? Values { get; init; }

    /// <summary>KPIs with their weights (factor).</summary>
    public IReadOnlyList<KpiDocument>? Kpis { get; init; }

    /// <summary>The weighted sum under which <see cref="BelowFactor"/> applies (factor).</summary>
    [JsonConverter(typeof(RatioJson))]
    public decimal? Below { get; init; }

    [JsonConverter(typeof(RatioJson))]
    public decimal? BelowFactor { get; init; }

    /// <summary>The least that a single fact earns (per-amount).</summary>
    public Money? Least { get; init; }

    /// <summary>The most that a single fact earns (per-amount).</summary>
    public Money? Most { get; init; }

    /// <summary><c>rate</c> or <c>recompute</c> (clawback).</summary>
    public string? Method { get; init; }

    /// <summary><c>none</c> or <c>calendar-days</c> (fixed).</summary>
    public string? Prorate { get; init; }

    /// <summary>The full years in post from which the rule pays (seniority).</summary>
    public int? MinYears { get; init; }

    /// <summary><c>whole</c> or <c>marginal</c> (seniority).</summary>
    public string? Mode { get; init; }

    /// <summary>True when later months pay the advances back (minimum).</summary>
    public bool? Recover { get; init; }

    /// <summary>The month of two digits in which a year's reserve is released (reserve).</summary>
    public string? Settle { get; init; }

    /// <summary><c>mentor</c> or <c>supervisor</c> (split, override).</summary>
    public string? To { get; init; }

    /// <summary>The amount that deductions leave (deduction-limit).</summary>
    public Money? Floor { get; init; }

    /// <summary>True when a complaint withholds its amount until it is decided (complaint).</summary>
    public bool? HoldUntilDecided { get; init; }

    /// <summary>
    /// The periods whose scorecard counts: <c>month</c>, or the last closed <c>quarter</c>, <c>half</c> or <c>year</c>
    /// (factor).
    /// </summary>
    public string? Rhythm { get; init; }

    /// <summary>Sorts the only fields whose names are data, in ordinal order.</summary>
    public RuleDocument Canonical() => this with { PerUpheld = Sorted(PerUpheld), Values = Sorted(Values) };

    private static SortedDictionary<string, T>? Sorted<T>(IReadOnlyDictionary<string, T>? fields) =>
        fields is null ? null : new(fields.ToDictionary(), StringComparer.Ordinal);
}

/// <param name="From">Start of the row, included; every row has one, or none has.</param>
/// <param name="To">Optional, for the reader's sake; it must equal the start of the next one.</param>
/// <param name="UpTo">End of the row, included; in a table without starts, every row but the last has one.</param>
/// <param name="Amount">The pay of the whole tier in CNY, instead of a rate (per-amount).</param>
/// <param name="Share">The share that is kept (reserve).</param>
internal sealed record TierDocument(
    [property: JsonConverter(typeof(RatioJson))] decimal? From,
    [property: JsonConverter(typeof(RatioJson))] decimal? Rate,
    [property: JsonConverter(typeof(RatioJson))] decimal? To = null,
    [property: JsonConverter(typeof(RatioJson))] decimal? UpTo = null,
    [property: JsonConverter(typeof(RatioJson))] decimal? Amount = null,
    [property: JsonConverter(typeof(RatioJson))] decimal? Share = null
);

/// <inheritdoc cref="TierDocument"/>
/// <param name="Rate">CNY a year (seniority).</param>
internal sealed record BandDocument(
    [property: JsonConverter(typeof(RatioJson))] decimal? From,
    [property: JsonConverter(typeof(RatioJson))] decimal? Factor,
    [property: JsonConverter(typeof(RatioJson))] decimal? To = null,
    [property: JsonConverter(typeof(RatioJson))] decimal? UpTo = null,
    [property: JsonConverter(typeof(RatioJson))] decimal? Rate = null
);

internal sealed record KpiDocument(string? Kpi, [property: JsonConverter(typeof(RatioJson))] decimal? Weight);

internal sealed record GateDocument(string? Certificate, int? CureDays);

/// <summary>Exact decimals by name, as <see cref="RatioJson"/> reads and writes each. A name comes once.</summary>
internal sealed class RatiosJson : JsonConverter<IReadOnlyDictionary<string, decimal>>
{
    private static readonly RatioJson Ratio = new();

    public override IReadOnlyDictionary<string, decimal> Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    )
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("An object is wanted.");
        var values = new Dictionary<string, decimal>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = reader.GetString()!;
            reader.Read();
            if (!values.TryAdd(name, Ratio.Read(ref reader, typeof(decimal), options)))
                throw new JsonException($"'{name}' comes twice.");
        }

        return values;
    }

    public override void Write(
        Utf8JsonWriter writer,
        IReadOnlyDictionary<string, decimal> value,
        JsonSerializerOptions options
    )
    {
        writer.WriteStartObject();
        foreach (var (name, number) in value)
        {
            writer.WritePropertyName(name);
            Ratio.Write(writer, number, options);
        }

        writer.WriteEndObject();
    }
}

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

using System.Text.Json;
using System.Text.Json.Serialization;
using CardTeam.Contracts;
using CardTeam.ServiceDefaults;

namespace CardTeam.Performance.Kpis;

/// <summary>The facts or other KPIs that a KPI's value is made of.</summary>
/// <param name="Fact">The kind of card fact; null for what is not counted from facts of one kind.</param>
/// <param name="Measure">
/// <c>count</c>, <c>amount</c> or <c>cards</c> of those facts; the release's own KPIs also have <c>held</c>,
/// <c>upheld</c> and <c>mean</c>.
/// </param>
/// <param name="Products">The products whose facts count; null for all.</param>
/// <param name="NewCustomers">True to count only facts of new customers.</param>
/// <param name="Numerator">The KPI above the line of a ratio.</param>
/// <param name="Denominator">The KPI below it.</param>
/// <param name="Parts">The KPIs of a weighted sum.</param>
/// <param name="Anchors">
/// The anchors by which superiors mark a qualitative KPI from 0 to 100, the lowest first; null for any other.
/// </param>
internal sealed record KpiBasis(
    string? Fact = null,
    string? Measure = null,
    IReadOnlyList<string>? Products = null,
    bool? NewCustomers = null,
    string? Numerator = null,
    string? Denominator = null,
    IReadOnlyList<KpiPart>? Parts = null,
    IReadOnlyList<KpiAnchor>? Anchors = null
)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>The KPIs it is made of; none where it is counted or imported.</summary>
    [JsonIgnore]
    public IEnumerable<string> Others =>
        Numerator is null || Denominator is null ? (Parts ?? []).Select(p => p.Kpi) : [Numerator, Denominator];

    public string Write() => JsonSerializer.Serialize(this, Json);

    public static KpiBasis? Read(string? json) =>
        json is null ? null : JsonSerializer.Deserialize<KpiBasis>(json, Json);
}

/// <summary>The lowest mark of a step, and what earns it.</summary>
/// <param name="From">0 to 100.</param>
internal sealed record KpiAnchor(int From, Text Text);

/// <summary>A KPI of a weighted sum.</summary>
internal sealed record KpiPart(string Kpi, [property: JsonConverter(typeof(RatioJson))] decimal Weight);

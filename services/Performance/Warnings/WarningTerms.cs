using System.Text.Json;
using System.Text.Json.Serialization;
using CardTeam.Contracts;

namespace CardTeam.Performance.Warnings;

/// <summary>The numbers of a warning rule; each kind of rule uses some of them, and the others are null.</summary>
/// <param name="Side"><c>above</c> or <c>below</c>: the side on which a figure is worth a warning.</param>
/// <param name="Limit">The figure that is reached or passed: of a threshold or a forecast.</param>
/// <param name="Share">
/// The part of the own mean by which a figure differs from it; of a spike, the part of the approved cards that were
/// cancelled early.
/// </param>
/// <param name="Deviations">The number of standard deviations from the mean of the level.</param>
/// <param name="Months">The number of months that a forecast looks ahead.</param>
/// <param name="Count">The number of upheld complaints; of a spike, the fewest cards that make one.</param>
/// <param name="Days">The days within which complaints, or cancellations after the approval, lie.</param>
/// <param name="Factor">The multiple of the own mean that approved cards reach.</param>
/// <param name="FirstUsed">The part of the approved cards of which fewer were used.</param>
internal sealed record WarningTerms(
    string? Side = null,
    [property: JsonConverter(typeof(RatioJson))] decimal? Limit = null,
    [property: JsonConverter(typeof(RatioJson))] decimal? Share = null,
    [property: JsonConverter(typeof(RatioJson))] decimal? Deviations = null,
    int? Months = null,
    int? Count = null,
    int? Days = null,
    [property: JsonConverter(typeof(RatioJson))] decimal? Factor = null,
    [property: JsonConverter(typeof(RatioJson))] decimal? FirstUsed = null
)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    [JsonIgnore]
    public bool IsAbove => Side == WarningWords.Above;

    public string Write() => JsonSerializer.Serialize(this, Json);

    public static WarningTerms Read(string json) => JsonSerializer.Deserialize<WarningTerms>(json, Json)!;
}

/// <summary>A figure that a warning rests on.</summary>
/// <param name="Name">
/// Such as <c>value</c>, <c>limit</c>, <c>mean</c>, <c>forecast</c>, <c>complaints</c> or <c>cards</c>.
/// </param>
/// <param name="Period">The month the figure is of; null where it is of none.</param>
internal sealed record EvidenceFigure(
    string Name,
    [property: JsonConverter(typeof(RatioJson))] decimal Value,
    Period? Period = null
)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static string Write(IReadOnlyList<EvidenceFigure> evidence) => JsonSerializer.Serialize(evidence, Json);

    public static IReadOnlyList<EvidenceFigure> Read(string json) =>
        JsonSerializer.Deserialize<List<EvidenceFigure>>(json, Json)!;
}

using System.Text.Json;
using System.Text.Json.Serialization;
using CardTeam.Contracts;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Bounds;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Performance.Reviews;

/// <summary>A form by which persons are rated. A round keeps the terms it was proposed with.</summary>
internal sealed class ReviewForm
{
    private ReviewForm() { }

    public ReviewForm(string code) => Code = code;

    public string Code { get; private set; } = "";

    /// <summary>The <see cref="ReviewTerms"/> as JSON.</summary>
    public string Content { get; private set; } = "";

    /// <summary>Person who changed it; null for the form of the release.</summary>
    public string? ChangedBy { get; private set; }

    public DateTimeOffset? ChangedAt { get; private set; }
    public int Version { get; private set; }

    public ReviewTerms Terms => ReviewTerms.Read(Content);

    public ReviewForm Set(ReviewTerms terms, string? by, DateTimeOffset? now)
    {
        Content = terms.Write();
        (ChangedBy, ChangedAt) = (by, now);
        Version++;
        return this;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<ReviewForm>
    {
        public void Configure(EntityTypeBuilder<ReviewForm> builder)
        {
            builder.ToTable("ReviewForms");
            builder.HasKey(f => f.Code);
            builder.Property(f => f.Code).HasMaxLength(Lengths.KpiCode);
            builder.Property(f => f.Content).HasMaxLength(ReviewTerms.Longest);
            builder.Property(f => f.Version).IsConcurrencyToken();
            builder.Ignore(f => f.Terms);
        }
    }
}

/// <summary>The content of a form.</summary>
/// <param name="Competencies">The abilities a person is rated in, in the order of the form.</param>
/// <param name="Anchors">The meaning of each mark from 1 to 5.</param>
/// <param name="HasText">True where a rater may add words of their own.</param>
/// <param name="Weights">The weight of each relation; 0 for one that does not count.</param>
/// <param name="Minimum">The fewest answers that are shown together, at least 3.</param>
internal sealed record ReviewTerms(
    Text Name,
    IReadOnlyList<Competency> Competencies,
    IReadOnlyList<Text> Anchors,
    bool HasText,
    IReadOnlyList<RelationWeight> Weights,
    int Minimum
)
{
    public const int Longest = 30_000;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public decimal WeightOf(string relation) => Weights.FirstOrDefault(w => w.Relation == relation)?.Weight ?? 0;

    public string Write() => JsonSerializer.Serialize(this, Json);

    public static ReviewTerms Read(string json) => JsonSerializer.Deserialize<ReviewTerms>(json, Json)!;
}

/// <summary>An ability that a person is rated in.</summary>
/// <param name="About">The behaviour a rater looks at.</param>
internal sealed record Competency(string Code, Text Name, Text About);

internal sealed record RelationWeight(string Relation, [property: JsonConverter(typeof(RatioJson))] decimal Weight);

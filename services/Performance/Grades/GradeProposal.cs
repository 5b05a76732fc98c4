using System.Text.Json;
using System.Text.Json.Serialization;
using CardTeam.Contracts;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Performance.Grades;

/// <summary>The grade a run proposes for a manager, and what people decided on it.</summary>
internal sealed class GradeProposal
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private GradeProposal() { }

    public Guid RunId { get; private set; }
    public string ManagerNo { get; private set; } = "";

    /// <summary>The unit on the period's last day.</summary>
    public string Org { get; private set; } = "";

    /// <summary>The score in ten-thousandths; null where no part of it is known.</summary>
    public int? Score { get; private set; }

    public int Rank { get; private set; }

    /// <summary>The assessed level and step.</summary>
    public string Level { get; private set; } = "";

    public string? Step { get; private set; }
    public string? BeforeLevel { get; private set; }
    public string? BeforeStep { get; private set; }
    public bool IsRural { get; private set; }

    /// <summary>The <see cref="GradeBasis"/> as JSON.</summary>
    public string Basis { get; private set; } = "";

    public string? DecidedLevel { get; private set; }
    public string? DecidedStep { get; private set; }
    public string? DecidedBy { get; private set; }
    public DateTimeOffset? DecidedAt { get; private set; }
    public string? DecisionReason { get; private set; }

    /// <summary>The reason for which a level has more managers than places; null within the caps.</summary>
    public string? OverCapReason { get; private set; }

    public string? ReviewedBy { get; private set; }
    public DateTimeOffset? ReviewedAt { get; private set; }
    public int Version { get; private set; }

    /// <summary>The level and step that an approval assigns.</summary>
    public string FinalLevel => DecidedLevel ?? Level;

    public string? FinalStep => DecidedLevel is null ? Step : DecidedStep;

    public decimal? ScoreRatio => Score is { } score ? score / 10_000m : null;

    public static GradeProposal Of(
        Guid run,
        Placement placement,
        string org,
        (string? Level, string? Step) before,
        bool isRural,
        GradeBasis basis
    ) =>
        new()
        {
            RunId = run,
            ManagerNo = placement.ManagerNo,
            Org = org,
            Score = basis.Score is { } score ? (int)(score * 10_000) : null,
            Rank = placement.Rank,
            Level = placement.Level,
            Step = placement.Step,
            BeforeLevel = before.Level,
            BeforeStep = before.Step,
            IsRural = isRural,
            Basis = JsonSerializer.Serialize(basis, Json),
            Version = 1,
        };

    public GradeBasis ReadBasis() => JsonSerializer.Deserialize<GradeBasis>(Basis, Json)!;

    /// <summary>Decides otherwise than, or as, the scheme proposes.</summary>
    /// <param name="overCap">The reason for more managers of the level than places; null within the caps.</param>
    /// <exception cref="RuleBrokenException">409: the manager misses a condition of the level.</exception>
    public void Decide(string level, string? step, string reason, string? overCap, string by, DateTimeOffset now)
    {
        if (ReadBasis().Missed.TryGetValue(level, out var missed) && missed.Count > 0)
            throw new RuleBrokenException(
                "grade.condition-missed",
                new(
                    $"不符合该级别的条件：{string.Join("、", missed)}。",
                    $"A condition of the level is missed: {string.Join(", ", missed)}."
                )
            );
        (DecidedLevel, DecidedStep, DecisionReason, OverCapReason) = (level, step, reason, overCap);
        (DecidedBy, DecidedAt) = (by, now);
        Version++;
    }

    public void Review(string by, DateTimeOffset now)
    {
        (ReviewedBy, ReviewedAt) = (by, now);
        Version++;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<GradeProposal>
    {
        public void Configure(EntityTypeBuilder<GradeProposal> builder)
        {
            builder.ToTable("GradeProposals");
            builder.HasKey(p => new { p.RunId, p.ManagerNo });
            builder.HasIndex(p => p.ManagerNo);
            builder.Property(p => p.ManagerNo).HasMaxLength(Lengths.ManagerNo);
            builder.Property(p => p.Org).HasMaxLength(Lengths.OrgCode);
            foreach (var word in new[] { "Level", "Step", "BeforeLevel", "BeforeStep", "DecidedLevel", "DecidedStep" })
                builder.Property(word).HasMaxLength(20);
            builder.Property(p => p.Basis).HasMaxLength(8000);
            builder.Property(p => p.DecisionReason).HasMaxLength(Lengths.Reason);
            builder.Property(p => p.OverCapReason).HasMaxLength(Lengths.Reason);
            builder.Property(p => p.Version).IsConcurrencyToken();
            builder.Ignore(p => p.FinalLevel);
            builder.Ignore(p => p.FinalStep);
            builder.Ignore(p => p.ScoreRatio);
        }
    }
}

/// <summary>The basis of a proposal.</summary>
/// <param name="Score">From 0 to 1, 4 decimals half up; null where no part is known.</param>
/// <param name="Parts">The parts of the score, those left out included.</param>
/// <param name="Missed">The conditions missed, by level.</param>
internal sealed record GradeBasis(
    [property: JsonConverter(typeof(RatioJson))] decimal? Score,
    IReadOnlyList<ScorePart> Parts,
    int Complaints,
    DateOnly InPostSince,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Missed,
    GradeMargin? Margin,
    string Recommendation,
    int Streak
);

/// <summary>A part of a score.</summary>
/// <param name="Part"><c>scorecards</c>, <c>exam</c> or <c>review</c>.</param>
/// <param name="Value">From 0 to 1; null where it is not known and left out.</param>
/// <param name="Weight">The weight as it counts: of those known it adds up to 1.</param>
internal sealed record ScorePart(
    string Part,
    [property: JsonConverter(typeof(RatioJson))] decimal? Value,
    [property: JsonConverter(typeof(RatioJson))] decimal Weight
);

using System.Text.Encodings.Web;
using System.Text.Json;
using CardTeam.Contracts;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Performance.Reviews;

/// <summary>
/// The result that a closed round publishes of a person. It holds only what <see cref="ReviewAnonymity"/> lets through;
/// the answers themselves no longer exist.
/// </summary>
internal sealed class ReviewResult
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private ReviewResult() { }

    public ReviewResult(ReviewRound round, string managerNo, string org, PublishedReview content) =>
        (Id, RoundId, Period, ManagerNo, Org, Score, Content) = (
            Guid.NewGuid(),
            round.Id,
            round.Period,
            managerNo,
            org,
            content.Score,
            JsonSerializer.Serialize(content, Json)
        );

    public Guid Id { get; private set; }
    public Guid RoundId { get; private set; }
    public Period Period { get; private set; }
    public string ManagerNo { get; private set; } = "";

    /// <summary>The person's unit when the round was closed.</summary>
    public string Org { get; private set; } = "";

    /// <summary>0 to 100, 2 decimals; null where nothing counts, or an appeal has set it aside.</summary>
    public decimal? Score { get; private set; }

    /// <summary>The <see cref="PublishedReview"/> as JSON.</summary>
    public string Content { get; private set; } = "";

    /// <summary>Themes that HR has coded from words that are not shown, as a JSON array; null until then.</summary>
    public string? Themes { get; private set; }

    /// <summary><c>pending</c>, <c>upheld</c> or <c>rejected</c>; null without an appeal.</summary>
    public string? Appeal { get; private set; }

    public string? AppealReason { get; private set; }
    public DateTimeOffset? AppealedAt { get; private set; }
    public string? DecidedBy { get; private set; }
    public DateTimeOffset? DecidedAt { get; private set; }
    public string? Decision { get; private set; }
    public int Version { get; private set; }

    public PublishedReview Read() => JsonSerializer.Deserialize<PublishedReview>(Content, Json)!;

    public IReadOnlyList<string> ThemeList() =>
        Themes is null ? [] : JsonSerializer.Deserialize<List<string>>(Themes, Json)!;

    public void SetThemes(IReadOnlyList<string> themes)
    {
        Themes = JsonSerializer.Serialize(themes, Json);
        Version++;
    }

    /// <summary>Appeals against the result, once.</summary>
    public void AppealAgainst(string reason, DateTimeOffset now)
    {
        if (Appeal is not null)
            throw new RuleBrokenException(
                "review-result.already-appealed",
                new("对这份结果已提出过申诉。", "An appeal against this result was made already.")
            );
        (Appeal, AppealReason, AppealedAt) = (ReviewWords.Pending, reason, now);
        Version++;
    }

    /// <summary>Decides on the appeal. An upheld one sets the score aside; nothing is counted anew.</summary>
    /// <param name="isUpheld">True where the person is right.</param>
    /// <param name="round">The round, whose makers cannot decide.</param>
    public void Decide(bool isUpheld, string decision, ReviewRound round, string by, DateTimeOffset now)
    {
        if (Appeal != ReviewWords.Pending)
            throw new RuleBrokenException(
                "review-result.wrong-state",
                new("没有待处理的申诉。", "There is no appeal that waits for a decision.")
            );
        if (by == round.ProposedBy || by == round.ConfirmedBy || by == round.ClosedBy)
            throw new RuleBrokenException(
                "review-result.maker-cannot-check",
                new(
                    "组织或确认本次评价的人不能处理申诉。",
                    "Who proposed, confirmed or closed the round cannot decide."
                )
            );
        if (isUpheld)
            Score = null;
        (Appeal, Decision, DecidedBy, DecidedAt) = (
            isUpheld ? ReviewWords.Upheld : ReviewWords.Rejected,
            decision,
            by,
            now
        );
        Version++;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<ReviewResult>
    {
        public void Configure(EntityTypeBuilder<ReviewResult> builder)
        {
            builder.ToTable("ReviewResults");
            builder.HasKey(r => r.Id);
            builder.Property(r => r.Id).ValueGeneratedNever();
            builder.HasIndex(r => new { r.ManagerNo, r.Period });
            builder.HasIndex(r => new { r.Appeal, r.Org });
            builder.HasIndex(r => r.RoundId);
            builder.Property(r => r.ManagerNo).HasMaxLength(Lengths.ManagerNo);
            builder.Property(r => r.Org).HasMaxLength(Lengths.OrgCode);
            builder.Property(r => r.Content).HasMaxLength(100_000);
            builder.Property(r => r.Themes).HasMaxLength(4000);
            builder.Property(r => r.Appeal).HasMaxLength(10);
            builder.Property(r => r.AppealReason).HasMaxLength(Lengths.Comment);
            builder.Property(r => r.Decision).HasMaxLength(Lengths.Comment);
            builder.Property(r => r.Version).IsConcurrencyToken();
        }
    }
}

/// <summary>The published part of a person's answers.</summary>
/// <param name="Groups">The groups of raters that are shown.</param>
/// <param name="Words">The words of groups that are shown by themselves, in the order of the alphabet.</param>
/// <param name="Parts">The parts that count, with the weight of each.</param>
/// <param name="Competencies">The mark of each competency over the groups; none where no group is shown.</param>
/// <param name="UnitMeans">The mean of the persons of the round; none where fewer than three have a result.</param>
internal sealed record PublishedReview(
    IReadOnlyList<PublishedGroup> Groups,
    IReadOnlyList<GroupWords> Words,
    IReadOnlyList<ReviewPart> Parts,
    IReadOnlyList<decimal> Competencies,
    IReadOnlyList<decimal> UnitMeans,
    decimal? Score
);

/// <param name="Relation">The relation of those who wrote them.</param>
internal sealed record GroupWords(string Relation, IReadOnlyList<string> Words);

/// <summary>
/// Words about a person that are not shown, as too few people wrote them in one relation: HR codes them as themes, and
/// that deletes them. Neither the writer nor the relation is kept.
/// </summary>
internal sealed class ReviewRemark
{
    private ReviewRemark() { }

    public ReviewRemark(Guid resultId, string words) => (Id, ResultId, Words) = (Guid.NewGuid(), resultId, words);

    /// <summary>A random number.</summary>
    public Guid Id { get; private set; }

    public Guid ResultId { get; private set; }
    public string Words { get; private set; } = "";

    internal sealed class Mapping : IEntityTypeConfiguration<ReviewRemark>
    {
        public void Configure(EntityTypeBuilder<ReviewRemark> builder)
        {
            builder.ToTable("ReviewRemarks");
            builder.HasKey(r => r.Id);
            builder.Property(r => r.Id).ValueGeneratedNever();
            builder.HasIndex(r => r.ResultId);
            builder.Property(r => r.Words).HasMaxLength(Lengths.Comment);
        }
    }
}

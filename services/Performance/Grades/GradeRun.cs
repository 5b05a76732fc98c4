using System.Text.Json;
using CardTeam.Contracts;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Performance.Grades;

internal enum GradeRunState
{
    /// <summary>Branches review their proposals, then the bank does.</summary>
    Proposed,

    /// <summary>The bank has reviewed it; another person approves it.</summary>
    Reviewed,

    /// <summary>The grades are assigned.</summary>
    Approved,

    /// <summary>A later run of the same scheme and period has taken its place.</summary>
    Replaced,
}

/// <summary>
/// A grading of everybody in post on the last day of a period: proposed by the scheme, reviewed by branches and bank,
/// and approved by another person.
/// </summary>
internal sealed class GradeRun
{
    private GradeRun() { }

    public Guid Id { get; private set; }
    public string Scheme { get; private set; } = "";
    public Period Period { get; private set; }

    /// <summary>The scheme's document as it was, as JSON.</summary>
    public string Document { get; private set; } = "";

    /// <summary>The managers of whom the shares were taken.</summary>
    public int Base { get; private set; }

    /// <summary>The <see cref="GradePlaces"/> as JSON.</summary>
    public string Places { get; private set; } = "";

    /// <summary>The parts and conditions no data was there for, comma-separated.</summary>
    public string NotKnown { get; private set; } = "";

    public string MadeBy { get; private set; } = "";
    public DateTimeOffset MadeAt { get; private set; }
    public GradeRunState State { get; private set; }
    public string? ReviewedBy { get; private set; }
    public DateTimeOffset? ReviewedAt { get; private set; }

    /// <summary>The note of the bank's review; null without one.</summary>
    public string? ReviewNote { get; private set; }

    public string? ApprovedBy { get; private set; }
    public DateTimeOffset? ApprovedAt { get; private set; }

    /// <summary>The reason for which it was last returned to the reviews.</summary>
    public string? ReturnReason { get; private set; }

    public int Version { get; private set; }

    public static GradeRun Make(
        string scheme,
        Period period,
        string document,
        GradePlaces places,
        IEnumerable<string> notKnown,
        string by,
        DateTimeOffset now
    ) =>
        new()
        {
            Id = Guid.CreateVersion7(now),
            Scheme = scheme,
            Period = period,
            Document = document,
            Base = places.Base,
            Places = JsonSerializer.Serialize(places, JsonSerializerOptions.Web),
            NotKnown = string.Join(',', notKnown),
            MadeBy = by,
            MadeAt = now,
            Version = 1,
        };

    public GradePlaces ReadPlaces() => JsonSerializer.Deserialize<GradePlaces>(Places, JsonSerializerOptions.Web)!;

    public GradeTerms Terms() => GradeSchemeDocument.Read(Document).Terms();

    /// <summary>The first day of the grades it assigns.</summary>
    public DateOnly From => Period.Next().FirstDay;

    /// <exception cref="RuleBrokenException">409: it is reviewed by the bank, approved or replaced.</exception>
    public void CheckOpen()
    {
        if (State != GradeRunState.Proposed)
            throw new RuleBrokenException(
                "grade-run.not-open",
                new("该评定已过分行讨论阶段，不能再改。", "The branches' review of this grading is over.")
            );
    }

    /// <summary>The bank has reviewed what the branches reviewed before.</summary>
    /// <exception cref="RuleBrokenException">409: not open, or proposals wait for their branch.</exception>
    public void Review(int waiting, string? note, string by, DateTimeOffset now)
    {
        CheckOpen();
        if (waiting > 0)
            throw new RuleBrokenException(
                "grade-run.branches-open",
                new(
                    Invariant($"还有 {waiting} 人未经分行讨论。"),
                    Invariant($"{waiting} proposals have not been reviewed by their branch.")
                )
            );
        (State, ReviewedBy, ReviewedAt, ReviewNote) = (GradeRunState.Reviewed, by, now, note);
        Version++;
    }

    /// <exception cref="RuleBrokenException">409: not reviewed, or by who made or reviewed it.</exception>
    public void Approve(string by, DateTimeOffset now)
    {
        CheckDecision(by);
        (State, ApprovedBy, ApprovedAt) = (GradeRunState.Approved, by, now);
        Version++;
    }

    /// <summary>Opens the reviews once more.</summary>
    /// <inheritdoc cref="Approve"/>
    public void Return(string by, string reason)
    {
        CheckDecision(by);
        (State, ReviewedBy, ReviewedAt, ReturnReason) = (GradeRunState.Proposed, null, null, reason);
        Version++;
    }

    public void Replace()
    {
        State = GradeRunState.Replaced;
        Version++;
    }

    private void CheckDecision(string by)
    {
        if (State != GradeRunState.Reviewed)
            throw new RuleBrokenException(
                "grade-run.not-reviewed",
                new("须经两级讨论后审批。", "A grading is approved after both reviews, once.")
            );
        if (by == MadeBy || by == ReviewedBy)
            throw new RuleBrokenException(
                "grade-run.maker-cannot-check",
                new("发起人和总行讨论人不能审批。", "Whoever made or reviewed a grading does not approve it.")
            );
    }

    internal sealed class Mapping : IEntityTypeConfiguration<GradeRun>
    {
        public void Configure(EntityTypeBuilder<GradeRun> builder)
        {
            builder.ToTable("GradeRuns");
            builder.HasKey(r => r.Id);
            builder.HasIndex(r => new { r.Scheme, r.Period });
            builder.Property(r => r.Scheme).HasMaxLength(Lengths.KpiCode);
            builder.Property(r => r.Document).HasMaxLength(8000);
            builder.Property(r => r.Places).HasMaxLength(500);
            builder.Property(r => r.NotKnown).HasMaxLength(500);
            builder.Property(r => r.ReviewNote).HasMaxLength(Lengths.Comment);
            builder.Property(r => r.ReturnReason).HasMaxLength(Lengths.Reason);
            builder.Property(r => r.Version).IsConcurrencyToken();
        }
    }
}

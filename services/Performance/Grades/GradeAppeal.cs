using CardTeam.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Performance.Grades;

/// <summary>A manager's appeal against their grade, decided by somebody who had no part in it.</summary>
internal sealed class GradeAppeal
{
    public const string Open = "open",
        Upheld = "upheld",
        Rejected = "rejected";

    /// <summary>The working days after the approval within which a manager may appeal.</summary>
    public const int Days = 10;

    private GradeAppeal() { }

    public Guid Id { get; private set; }
    public Guid RunId { get; private set; }
    public string ManagerNo { get; private set; } = "";
    public string Org { get; private set; } = "";
    public string Text { get; private set; } = "";
    public DateTimeOffset AppealedAt { get; private set; }

    /// <summary><c>open</c>, <c>upheld</c> or <c>rejected</c>.</summary>
    public string State { get; private set; } = Open;

    public string? DecidedBy { get; private set; }
    public DateTimeOffset? DecidedAt { get; private set; }
    public string? Reason { get; private set; }

    /// <summary>The level and step that an upheld appeal gives.</summary>
    public string? Level { get; private set; }

    public string? Step { get; private set; }
    public int Version { get; private set; }

    public static GradeAppeal Make(GradeProposal proposal, string text, DateTimeOffset now) =>
        new()
        {
            Id = Guid.CreateVersion7(now),
            RunId = proposal.RunId,
            ManagerNo = proposal.ManagerNo,
            Org = proposal.Org,
            Text = text,
            AppealedAt = now,
            Version = 1,
        };

    /// <exception cref="RuleBrokenException">409: it is decided, or the caller had a part in the grade.</exception>
    public void Decide(
        string state,
        (string Level, string? Step)? grade,
        string reason,
        string by,
        IEnumerable<string?> hadAPart,
        DateTimeOffset now
    )
    {
        if (State != Open)
            throw new RuleBrokenException(
                "grade-appeal.already-decided",
                new("该申诉已经处理。", "This appeal has been decided already.")
            );
        if (hadAPart.Contains(by, StringComparer.Ordinal))
            throw new RuleBrokenException(
                "grade-appeal.had-a-part",
                new("申诉须由未参与该评定的人处理。", "An appeal is decided by somebody who had no part in the grade.")
            );
        (State, Reason, DecidedBy, DecidedAt) = (state, reason, by, now);
        (Level, Step) = (grade?.Level, grade?.Step);
        Version++;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<GradeAppeal>
    {
        public void Configure(EntityTypeBuilder<GradeAppeal> builder)
        {
            builder.ToTable("GradeAppeals");
            builder.HasKey(a => a.Id);
            builder.HasIndex(a => new { a.RunId, a.ManagerNo }).IsUnique();
            builder.Property(a => a.ManagerNo).HasMaxLength(Lengths.ManagerNo);
            builder.Property(a => a.Org).HasMaxLength(Lengths.OrgCode);
            builder.Property(a => a.Text).HasMaxLength(Lengths.Comment);
            builder.Property(a => a.State).HasMaxLength(20);
            builder.Property(a => a.Reason).HasMaxLength(Lengths.Reason);
            builder.Property(a => a.Level).HasMaxLength(20);
            builder.Property(a => a.Step).HasMaxLength(20);
            builder.Property(a => a.Version).IsConcurrencyToken();
        }
    }
}

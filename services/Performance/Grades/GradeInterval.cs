using CardTeam.Contracts;
using CardTeam.Contracts.Performance;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Performance.Grades;

/// <summary>
/// A manager's grade from a day on, until the next one. An appeal that is upheld makes a new version; none is
/// rewritten.
/// </summary>
internal sealed class GradeInterval
{
    private GradeInterval() { }

    public string ManagerNo { get; private set; } = "";
    public DateOnly From { get; private set; }
    public int Version { get; private set; }

    /// <summary>True for the newest version of its day.</summary>
    public bool IsCurrent { get; private set; }

    public string Level { get; private set; } = "";
    public string? Step { get; private set; }
    public string PayLevel { get; private set; } = "";
    public string? PayStep { get; private set; }
    public Guid RunId { get; private set; }

    /// <summary>The scheme and the period it was assessed by and for.</summary>
    public string Scheme { get; private set; } = "";

    public Period Period { get; private set; }
    public string AssignedBy { get; private set; } = "";
    public DateTimeOffset AssignedAt { get; private set; }

    public static GradeInterval Of(
        GradeRun run,
        GradeTerms terms,
        GradeProposal proposal,
        (string Level, string? Step) grade,
        int version,
        string by,
        DateTimeOffset now
    )
    {
        var (payLevel, payStep) = GradeAllocation.PayOf(terms, grade.Level, grade.Step, proposal.IsRural);
        return new()
        {
            ManagerNo = proposal.ManagerNo,
            From = run.From,
            Version = version,
            IsCurrent = true,
            Level = grade.Level,
            Step = grade.Step,
            PayLevel = payLevel,
            PayStep = payStep,
            RunId = run.Id,
            Scheme = run.Scheme,
            Period = run.Period,
            AssignedBy = by,
            AssignedAt = now,
        };
    }

    public void Supersede() => IsCurrent = false;

    public AssignedGrade Announcement() =>
        new(ManagerNo, From, Version, Level, Step, PayLevel, PayStep, Scheme, Period);

    internal sealed class Mapping : IEntityTypeConfiguration<GradeInterval>
    {
        public void Configure(EntityTypeBuilder<GradeInterval> builder)
        {
            builder.ToTable("Grades");
            builder.HasKey(g => new
            {
                g.ManagerNo,
                g.From,
                g.Version,
            });
            builder.Property(g => g.ManagerNo).HasMaxLength(Lengths.ManagerNo);
            foreach (var word in new[] { "Level", "Step", "PayLevel", "PayStep" })
                builder.Property(word).HasMaxLength(20);
            builder.Property(g => g.Scheme).HasMaxLength(Lengths.KpiCode);
        }
    }
}

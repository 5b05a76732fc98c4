using CardTeam.Contracts;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Performance.Marks;

/// <summary>
/// The mark that a superior gave a manager for a qualitative KPI, with the reason. Scorecards take it as the KPI's
/// indicator; who gave which mark before is in the audit trail.
/// </summary>
internal sealed class QualitativeMark
{
    /// <summary>A mark below this needs a reason.</summary>
    public const int ReasonBelow = 60;

    /// <summary>A mark above this needs a reason.</summary>
    public const int ReasonAbove = 95;

    private QualitativeMark() { }

    public QualitativeMark(string managerNo, Period period, string kpi) =>
        (ManagerNo, Period, Kpi) = (managerNo, period, kpi);

    public string ManagerNo { get; private set; } = "";
    public Period Period { get; private set; }
    public string Kpi { get; private set; } = "";

    /// <summary>0 to 100.</summary>
    public int Mark { get; private set; }

    public string? Reason { get; private set; }
    public string MarkedBy { get; private set; } = "";
    public DateTimeOffset MarkedAt { get; private set; }
    public int Version { get; private set; }

    /// <summary>Gives the mark; true when something changed.</summary>
    /// <exception cref="RuleBrokenException">400: no mark, or one that needs a reason.</exception>
    public bool Give(int mark, string? reason, string by, DateTimeOffset now)
    {
        if (mark is < 0 or > 100)
            throw new RuleBrokenException(
                "mark.out-of-range",
                new("mark：应为 0 到 100 的整数。", "mark: a whole number from 0 to 100 is wanted."),
                status: 400
            );
        if (reason is null && mark is < ReasonBelow or > ReasonAbove)
            throw new RuleBrokenException(
                "mark.reason-missing",
                new(
                    Invariant($"reason：低于 {ReasonBelow} 分或高于 {ReasonAbove} 分须说明理由。"),
                    Invariant($"reason: a mark below {ReasonBelow} or above {ReasonAbove} needs a reason.")
                ),
                status: 400
            );
        if (Version > 0 && (Mark, Reason) == (mark, reason))
            return false;
        (Mark, Reason, MarkedBy, MarkedAt) = (mark, reason, by, now);
        Version++;
        return true;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<QualitativeMark>
    {
        public void Configure(EntityTypeBuilder<QualitativeMark> builder)
        {
            builder.ToTable("QualitativeMarks");
            builder.HasKey(m => new
            {
                m.ManagerNo,
                m.Period,
                m.Kpi,
            });
            builder.Property(m => m.ManagerNo).HasMaxLength(Lengths.ManagerNo);
            builder.Property(m => m.Kpi).HasMaxLength(Lengths.KpiCode);
            builder.Property(m => m.Reason).HasMaxLength(Lengths.Reason);
            builder.Property(m => m.Version).IsConcurrencyToken();
        }
    }
}

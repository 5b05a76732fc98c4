using CardTeam.Contracts;
using CardTeam.Contracts.Performance;
using CardTeam.Performance.Indicators;
using CardTeam.Performance.Kpis;
using CardTeam.Performance.Targets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Performance.Periods;

/// <summary>
/// A figure of a closed period that somebody changed: the next close names who did when it announces the scorecard.
/// </summary>
internal sealed class LateChange
{
    public const string Target = "target",
        Indicator = "indicator",
        Satisfaction = "satisfaction",
        Complaint = "complaint";

    private LateChange() { }

    /// <summary>Number of the close that takes it into account.</summary>
    public int KnownFrom { get; private set; }

    public string ManagerNo { get; private set; } = "";
    public Period Month { get; private set; }

    /// <summary><c>target</c>, <c>indicator</c>, <c>satisfaction</c> or <c>complaint</c>.</summary>
    public string Kind { get; private set; } = "";

    /// <summary>Empty for answers and complaints of customers.</summary>
    public string Kpi { get; private set; } = "";

    /// <summary>Person or system that changed it.</summary>
    public string ChangedBy { get; private set; } = "";

    /// <param name="change">The change and its author.</param>
    public static LateChange Of(int knownFrom, string managerNo, Period month, FigureChange change) =>
        new()
        {
            KnownFrom = knownFrom,
            ManagerNo = managerNo,
            Month = month,
            Kind = change.Kind,
            Kpi = change.Kpi ?? "",
            ChangedBy = change.By,
        };

    /// <summary>As it is announced.</summary>
    public FigureChange Announcement() => new(Kind, Kpi.Length == 0 ? null : Kpi, ChangedBy);

    internal sealed class Mapping : IEntityTypeConfiguration<LateChange>
    {
        public void Configure(EntityTypeBuilder<LateChange> builder)
        {
            builder.HasKey(c => new
            {
                c.KnownFrom,
                c.ManagerNo,
                c.Month,
                c.Kind,
                c.Kpi,
                c.ChangedBy,
            });
            builder.Property(c => c.ManagerNo).HasMaxLength(Lengths.ManagerNo);
            builder.Property(c => c.Kind).HasMaxLength(20);
            builder.Property(c => c.Kpi).HasMaxLength(Lengths.KpiCode);
        }
    }
}

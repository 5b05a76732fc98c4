using CardTeam.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Performance.Warnings;

/// <summary>A month in which a rule applied to a manager, as it is known now. Late knowledge makes it anew.</summary>
internal sealed class WarningFinding
{
    private WarningFinding() { }

    public WarningFinding(string rule, string managerNo, Period period) =>
        (Rule, ManagerNo, Period) = (rule, managerNo, period);

    public string Rule { get; private set; } = "";
    public string ManagerNo { get; private set; } = "";
    public Period Period { get; private set; }

    /// <summary>The first of the months in a row that end with this one.</summary>
    public Period Began { get; private set; }

    /// <summary>The manager's unit on the month's last day.</summary>
    public string Org { get; private set; } = "";

    /// <summary>The <see cref="EvidenceFigure"/>s as JSON.</summary>
    public string Evidence { get; private set; } = "";

    public void Set(Period began, string org, string evidence) => (Began, Org, Evidence) = (began, org, evidence);

    internal sealed class Mapping : IEntityTypeConfiguration<WarningFinding>
    {
        public void Configure(EntityTypeBuilder<WarningFinding> builder)
        {
            builder.ToTable("WarningFindings");
            builder.HasKey(f => new
            {
                f.Period,
                f.Rule,
                f.ManagerNo,
            });
            builder.Property(f => f.Rule).HasMaxLength(Lengths.KpiCode);
            builder.Property(f => f.ManagerNo).HasMaxLength(Lengths.ManagerNo);
            builder.Property(f => f.Org).HasMaxLength(Lengths.OrgCode);
            builder.Property(f => f.Evidence).HasMaxLength(2000);
        }
    }
}

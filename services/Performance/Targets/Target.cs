using CardTeam.Contracts;
using CardTeam.Performance.Kpis;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Performance.Targets;

/// <summary>A manager's target for a KPI in a period: above zero, or zero where lower is better.</summary>
internal sealed class Target : KpiFigure
{
    private Target() { }

    public Target(string managerNo, Period period, string kpi, decimal value)
        : base(managerNo, period, kpi, value) { }

    internal sealed class Mapping : Mapping<Target>
    {
        public override void Configure(EntityTypeBuilder<Target> builder)
        {
            base.Configure(builder);
            // The target tree reads one KPI of a period.
            builder.HasIndex(t => new { t.Period, t.Kpi });
        }
    }
}

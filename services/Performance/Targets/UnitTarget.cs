using CardTeam.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Performance.Targets;

/// <summary>The target in force of a unit for a KPI in a period, which its part of the bank is to reach together.</summary>
internal sealed class UnitTarget
{
    private UnitTarget() { }

    public UnitTarget(string org, Period period, string kpi, decimal value) =>
        (Org, Period, Kpi, Value) = (org, period, kpi, value);

    public string Org { get; private set; } = "";
    public Period Period { get; private set; }
    public string Kpi { get; private set; } = "";

    /// <summary>The value in the KPI's unit: a count, CNY, or a ratio.</summary>
    public decimal Value { get; private set; }

    /// <summary>Sets the value; true when it changed.</summary>
    public bool Change(decimal value)
    {
        if (Value == value)
            return false;
        Value = value;
        return true;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<UnitTarget>
    {
        public void Configure(EntityTypeBuilder<UnitTarget> builder)
        {
            builder.ToTable("UnitTargets");
            builder.HasKey(t => new
            {
                t.Period,
                t.Kpi,
                t.Org,
            });
            builder.Property(t => t.Org).HasMaxLength(Lengths.OrgCode);
            builder.Property(t => t.Kpi).HasMaxLength(Lengths.KpiCode);
        }
    }
}

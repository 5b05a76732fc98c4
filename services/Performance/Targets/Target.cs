using CardTeam.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Performance.Targets;

/// <summary>What a manager is to reach in a period, by KPI.</summary>
internal sealed class Target
{
    private Target()
    {
    }

    public Target(string managerNo, Period period, string kpi, decimal value) => (ManagerNo, Period, Kpi, Value) = (managerNo, period, kpi, value);

    public string ManagerNo { get; private set; } = "";
    public Period Period { get; private set; }
    public string Kpi { get; private set; } = "";

    /// <summary>In the KPI's unit: a count, 元, or a ratio. Above zero, or zero where lower is better.</summary>
    public decimal Value { get; private set; }

    public bool Change(decimal value)
    {
        if (Value == value) return false;
        Value = value;
        return true;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<Target>
    {
        public void Configure(EntityTypeBuilder<Target> builder) => builder.HasKey(t => new { t.ManagerNo, t.Period, t.Kpi });
    }
}

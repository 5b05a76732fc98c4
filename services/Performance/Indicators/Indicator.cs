using CardTeam.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Performance.Indicators;

/// <summary>What another system measured of a manager in a period: attendance, collaboration …</summary>
internal sealed class Indicator
{
    private Indicator()
    {
    }

    public Indicator(string managerNo, Period period, string kpi, decimal value) => (ManagerNo, Period, Kpi, Value) = (managerNo, period, kpi, value);

    public string ManagerNo { get; private set; } = "";
    public Period Period { get; private set; }
    public string Kpi { get; private set; } = "";
    public decimal Value { get; private set; }

    public bool Change(decimal value)
    {
        if (Value == value) return false;
        Value = value;
        return true;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<Indicator>
    {
        public void Configure(EntityTypeBuilder<Indicator> builder) => builder.HasKey(i => new { i.ManagerNo, i.Period, i.Kpi });
    }
}

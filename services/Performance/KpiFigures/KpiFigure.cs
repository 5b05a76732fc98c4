using CardTeam.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Performance.KpiFigures;

/// <summary>A number the bank says of one manager's KPI in one period: what is to be reached, or what was measured.</summary>
internal abstract class KpiFigure
{
    protected KpiFigure() { }

    protected KpiFigure(string managerNo, Period period, string kpi, decimal value) =>
        (ManagerNo, Period, Kpi, Value) = (managerNo, period, kpi, value);

    public string ManagerNo { get; private set; } = "";
    public Period Period { get; private set; }
    public string Kpi { get; private set; } = "";

    /// <summary>In the KPI's unit: a count, CNY, or a ratio.</summary>
    public decimal Value { get; private set; }

    /// <summary>True when this says something new.</summary>
    public bool Change(decimal value)
    {
        if (Value == value)
            return false;
        Value = value;
        return true;
    }

    internal abstract class Mapping<T> : IEntityTypeConfiguration<T>
        where T : KpiFigure
    {
        public void Configure(EntityTypeBuilder<T> builder) =>
            builder.HasKey(f => new
            {
                f.ManagerNo,
                f.Period,
                f.Kpi,
            });
    }
}

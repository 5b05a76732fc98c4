using CardTeam.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Performance.Kpis;

/// <summary>A number for one manager's KPI in one period: the target, or a measured value.</summary>
internal abstract class KpiFigure
{
    protected KpiFigure() { }

    protected KpiFigure(string managerNo, Period period, string kpi, decimal value) =>
        (ManagerNo, Period, Kpi, Value) = (managerNo, period, kpi, value);

    public string ManagerNo { get; private set; } = "";
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

    internal abstract class Mapping<T> : IEntityTypeConfiguration<T>
        where T : KpiFigure
    {
        public virtual void Configure(EntityTypeBuilder<T> builder) =>
            builder.HasKey(f => new
            {
                f.ManagerNo,
                f.Period,
                f.Kpi,
            });
    }
}

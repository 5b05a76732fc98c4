using CardTeam.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Performance.Scorecards;

/// <summary>A manager's figure of their own work in a month, as the close of the month found it; it never changes.</summary>
internal sealed class TakenFigure
{
    private TakenFigure() { }

    public TakenFigure(string managerNo, Period month, string kpi, long part, long whole) =>
        (ManagerNo, Month, Kpi, Part, Whole) = (managerNo, month, kpi, part, whole);

    public string ManagerNo { get; private set; } = "";
    public Period Month { get; private set; }
    public string Kpi { get; private set; } = "";

    /// <summary>The number that counts, such as tasks done.</summary>
    public long Part { get; private set; }

    /// <summary>The number it is a part of, such as tasks planned.</summary>
    public long Whole { get; private set; }

    internal sealed class Mapping : IEntityTypeConfiguration<TakenFigure>
    {
        public void Configure(EntityTypeBuilder<TakenFigure> builder)
        {
            builder.ToTable("TakenFigures");
            builder.HasKey(t => new
            {
                t.Month,
                t.Kpi,
                t.ManagerNo,
            });
            builder.Property(t => t.ManagerNo).HasMaxLength(Lengths.ManagerNo);
            builder.Property(t => t.Kpi).HasMaxLength(Lengths.KpiCode);
        }
    }
}

using CardTeam.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Performance.Periods;

/// <summary>A month that was closed. It is never opened again.</summary>
internal sealed class ClosedPeriod
{
    private ClosedPeriod() { }

    public ClosedPeriod(int closeNumber, Period period, DateTimeOffset closedAt, string closedBy, string gaps) =>
        (CloseNumber, Period, ClosedAt, ClosedBy, AcceptedGaps) = (closeNumber, period, closedAt, closedBy, gaps);

    /// <summary>1 for the bank's first close, then counting up.</summary>
    public int CloseNumber { get; private set; }

    public Period Period { get; private set; }
    public DateTimeOffset ClosedAt { get; private set; }
    public string ClosedBy { get; private set; } = "";

    /// <summary>Codes of the gaps that were accepted, comma-separated; empty when there was none.</summary>
    public string AcceptedGaps { get; private set; } = "";

    internal sealed class Mapping : IEntityTypeConfiguration<ClosedPeriod>
    {
        public void Configure(EntityTypeBuilder<ClosedPeriod> builder)
        {
            builder.HasKey(p => p.CloseNumber);
            builder.Property(p => p.CloseNumber).ValueGeneratedNever();
            builder.HasIndex(p => p.Period).IsUnique();
        }
    }
}

using CardTeam.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Performance.Periods;

/// <summary>
/// A quarter, half-year or year that was closed. It has no number of its own: the closes of months count what is known.
/// </summary>
internal sealed class ClosedLongerPeriod
{
    private ClosedLongerPeriod() { }

    public ClosedLongerPeriod(Period period, int knownFrom, DateTimeOffset closedAt, string closedBy, string gaps) =>
        (Period, KnownFrom, ClosedAt, ClosedBy, AcceptedGaps) = (period, knownFrom, closedAt, closedBy, gaps);

    public Period Period { get; private set; }

    /// <summary>Number of the close of a month that is the first to know its scorecards.</summary>
    public int KnownFrom { get; private set; }

    public DateTimeOffset ClosedAt { get; private set; }
    public string ClosedBy { get; private set; } = "";

    /// <inheritdoc cref="ClosedPeriod.AcceptedGaps"/>
    public string AcceptedGaps { get; private set; } = "";

    internal sealed class Mapping : IEntityTypeConfiguration<ClosedLongerPeriod>
    {
        public void Configure(EntityTypeBuilder<ClosedLongerPeriod> builder)
        {
            builder.ToTable("ClosedLongerPeriods");
            builder.HasKey(p => p.Period);
        }
    }
}

using CardTeam.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Performance.Periods;

/// <summary>
/// Marks late data of a closed period: the next close computes this manager's scorecards again, from a month on, or
/// that of a quarter, half-year or year whose own figures changed.
/// </summary>
internal sealed class LateMark
{
    private LateMark() { }

    public string ManagerNo { get; private set; } = "";
    public Period Month { get; private set; }

    /// <summary>Number of the close that takes it into account.</summary>
    public int KnownFrom { get; private set; }

    public static LateMark Of(int knownFrom, string managerNo, Period month) =>
        new()
        {
            ManagerNo = managerNo,
            Month = month,
            KnownFrom = knownFrom,
        };

    internal sealed class Mapping : IEntityTypeConfiguration<LateMark>
    {
        public void Configure(EntityTypeBuilder<LateMark> builder) =>
            builder.HasKey(m => new
            {
                m.KnownFrom,
                m.ManagerNo,
                m.Month,
            });
    }
}

using CardTeam.Contracts;
using CardTeam.Performance.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Performance.Periods;

/// <summary>
/// Marks late data of a closed month: the next close computes this manager's scorecards again from that month on.
/// </summary>
internal sealed class LateMark
{
    private LateMark() { }

    public string ManagerNo { get; private set; } = "";
    public Period Month { get; private set; }

    /// <summary>Number of the close that takes it into account.</summary>
    public int KnownFrom { get; private set; }

    /// <summary>
    /// Marks the month when it is closed; marking it twice has no further effect. Longer periods have no scorecards.
    /// </summary>
    public static async Task AddAsync(
        PerformanceDbContext db,
        string managerNo,
        Period month,
        PeriodLedger ledger,
        CancellationToken ct
    )
    {
        if (
            !month.IsMonth
            || !ledger.IsClosed(month)
            || await db.LateMarks.FindAsync([ledger.NextClose, managerNo, month], ct) is not null
        )
            return;
        db.LateMarks.Add(
            new LateMark
            {
                ManagerNo = managerNo,
                Month = month,
                KnownFrom = ledger.NextClose,
            }
        );
    }

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

using CardTeam.Contracts;
using CardTeam.Performance.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Performance.Periods;

/// <summary>Something of a closed month became known late: the next close looks at this manager's scorecards from that month on again.</summary>
internal sealed class LateMark
{
    private LateMark() { }

    public string ManagerNo { get; private set; } = "";
    public Period Month { get; private set; }

    /// <summary>Number of the close that takes it into account.</summary>
    public int KnownFrom { get; private set; }

    /// <summary>Marks the month when it is closed; marking twice is marking once. Longer periods have no scorecards.</summary>
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

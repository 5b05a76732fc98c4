using CardTeam.Contracts;
using CardTeam.Contracts.Performance;
using CardTeam.Performance.Data;
using CardTeam.Platform.Bounds;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Performance.Periods;

/// <summary>
/// A figure of a closed month that somebody changed: the next close names who did when it announces the scorecard.
/// </summary>
internal sealed class LateChange
{
    public const string Target = "target",
        Indicator = "indicator",
        Satisfaction = "satisfaction";

    private LateChange() { }

    /// <summary>Number of the close that takes it into account.</summary>
    public int KnownFrom { get; private set; }

    public string ManagerNo { get; private set; } = "";
    public Period Month { get; private set; }

    /// <summary><c>target</c>, <c>indicator</c> or <c>satisfaction</c>.</summary>
    public string Kind { get; private set; } = "";

    /// <summary>Empty for answers of customers.</summary>
    public string Kpi { get; private set; } = "";

    /// <summary>Person or system that changed it.</summary>
    public string ChangedBy { get; private set; } = "";

    /// <summary>
    /// Marks the month as <see cref="LateMark"/> does, and keeps who changed what of it; the same again is kept once.
    /// </summary>
    /// <param name="change">The change and its author; null where the sender did not say who changed it.</param>
    public static async Task AddAsync(
        PerformanceDbContext db,
        string managerNo,
        Period month,
        FigureChange? change,
        PeriodLedger ledger,
        CancellationToken ct
    )
    {
        await LateMark.AddAsync(db, managerNo, month, ledger, ct);
        if (change is null || !month.IsMonth || !ledger.IsClosed(month))
            return;
        var kpi = change.Kpi ?? "";
        if (
            await db.LateChanges.FindAsync([ledger.NextClose, managerNo, month, change.Kind, kpi, change.By], ct)
            is not null
        )
            return;
        db.LateChanges.Add(
            new LateChange
            {
                KnownFrom = ledger.NextClose,
                ManagerNo = managerNo,
                Month = month,
                Kind = change.Kind,
                Kpi = kpi,
                ChangedBy = change.By,
            }
        );
    }

    /// <summary>As it is announced.</summary>
    public FigureChange Announcement() => new(Kind, Kpi.Length == 0 ? null : Kpi, ChangedBy);

    internal sealed class Mapping : IEntityTypeConfiguration<LateChange>
    {
        public void Configure(EntityTypeBuilder<LateChange> builder)
        {
            builder.HasKey(c => new
            {
                c.KnownFrom,
                c.ManagerNo,
                c.Month,
                c.Kind,
                c.Kpi,
                c.ChangedBy,
            });
            builder.Property(c => c.ManagerNo).HasMaxLength(Lengths.ManagerNo);
            builder.Property(c => c.Kind).HasMaxLength(20);
            builder.Property(c => c.Kpi).HasMaxLength(Lengths.KpiCode);
        }
    }
}

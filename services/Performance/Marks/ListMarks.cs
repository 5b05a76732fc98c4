using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Performance.Organisation;
using CardTeam.Platform.Bounds;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Marks;

/// <summary>
/// Lists the managers of a period with each qualitative KPI of their score sheet, marked or not.
/// </summary>
internal static class ListMarks
{
    /// <param name="Name">The manager's name.</param>
    /// <param name="Org">The manager's unit on the period's last day.</param>
    /// <param name="Mark">0 to 100; null while nobody has given it.</param>
    /// <param name="Reason">The reason for the mark; null for none.</param>
    /// <param name="MarkedBy">The superior who gave it; null while nobody has.</param>
    public sealed record Row(
        string ManagerNo,
        string? Name,
        string Org,
        Period Period,
        string Kpi,
        int? Mark,
        string? Reason,
        string? MarkedBy,
        DateTimeOffset? MarkedAt
    );

    /// <summary>A manager with a KPI to be marked.</summary>
    public sealed class Wanted
    {
        public string ManagerNo { get; init; } = "";
        public string Name { get; init; } = "";
        public string Org { get; init; } = "";
        public string Kpi { get; init; } = "";
    }

    private static readonly ListOrder<Wanted> Order = new ListOrder<Wanted>("managerNo")
        .Key("managerNo", w => w.ManagerNo)
        .Key("kpi", w => w.Kpi);

    private static readonly ExportColumn<Row>[] Columns =
    [
        new("managerNo", new("客户经理编号", "Manager number"), m => m.ManagerNo),
        new("name", new("姓名", "Name"), m => m.Name),
        new("org", new("机构", "Unit"), m => m.Org),
        new("period", new("期间", "Period"), m => m.Period),
        new("kpi", new("指标", "KPI"), m => m.Kpi),
        new("mark", new("得分", "Mark"), m => m.Mark) { IsSummed = false },
        new("reason", new("理由", "Reason"), m => m.Reason),
        new("markedBy", new("打分人", "Marked by"), m => m.MarkedBy),
        new("markedAt", new("打分时间（UTC）", "Marked at (UTC)"), m => m.MarkedAt),
    ];

    /// <param name="manager">A manager's number; null for all.</param>
    /// <param name="kpi">A KPI; null for all.</param>
    /// <param name="unmarked">True for those without a mark only.</param>
    /// <param name="search">A part of the manager's name or number.</param>
    public static async Task<Listing<Wanted, Row>> Handle(
        [AsParameters] ListQuery list,
        Period period,
        string? manager,
        string? kpi,
        bool? unmarked,
        string? search,
        BankBounds bounds,
        PartOfBankFinder finder,
        PerformanceDbContext db,
        CancellationToken ct
    )
    {
        if (bounds.OfPeriod(period) is { } refusal)
            throw refusal.Of("period");
        var wanted = await OfAsync(db, period, await finder.FindAsync(ct), ct);
        if (manager is not null)
            wanted = wanted.Where(w => w.ManagerNo == manager);
        if (kpi is not null)
            wanted = wanted.Where(w => w.Kpi == kpi);
        if (unmarked == true)
            wanted = wanted.Where(w =>
                !db.QualitativeMarks.Any(m => m.ManagerNo == w.ManagerNo && m.Period == period && m.Kpi == w.Kpi)
            );
        if (ManagerSearch.Matching(db, search) is { } matching)
            wanted = wanted.Where(w => matching.Contains(w.ManagerNo));
        return new(
            wanted,
            list,
            Order,
            w => new Row(w.ManagerNo, w.Name, w.Org, period, w.Kpi, null, null, null, null),
            Columns
        )
        {
            CompleteAsync = some => WithMarksAsync(some, period, db, ct),
        };
    }

    /// <summary>The managers of a part of the bank in post in a period, each with the KPIs to be marked.</summary>
    public static async Task<IQueryable<Wanted>> OfAsync(
        PerformanceDbContext db,
        Period period,
        PartOfBank part,
        CancellationToken ct
    )
    {
        var (first, last) = (period.FirstDay, period.LastDay);
        var marked = await MarkedKpis.OfAsync(db, period, ct);
        var managers = db
            .Managers.AsNoTracking()
            .Within(part, ManagerRoutes.OrgOn(last), m => m.ManagerNo)
            .Where(m => m.HiredOn <= last && (m.LeftOn == null || m.LeftOn >= first));
        return managers
            .SelectMany(
                m => db.KpiDefinitions.Where(k => k.IsCurrent && marked.Kpis.Contains(k.Code)),
                (m, k) => new { Manager = m, k.Code }
            )
            .Where(p =>
                marked.WithOwnSheet.Contains(p.Manager.ManagerNo)
                    ? marked.Own.Contains(p.Code + " " + p.Manager.ManagerNo)
                    : marked.Levels.Contains(
                        p.Code
                            + " "
                            + p.Manager.Postings.Where(x => x.From <= last)
                                .OrderByDescending(x => x.From)
                                .Select(x => x.Data.Level)
                                .FirstOrDefault()
                    )
            )
            .Select(p => new Wanted
            {
                ManagerNo = p.Manager.ManagerNo,
                Name = p.Manager.Name,
                Org = p
                    .Manager.Postings.Where(x => x.From <= last)
                    .OrderByDescending(x => x.From)
                    .Select(x => x.Data.Org)
                    .FirstOrDefault()!,
                Kpi = p.Code,
            });
    }

    private static async Task<IReadOnlyList<Row>> WithMarksAsync(
        IReadOnlyList<Row> some,
        Period period,
        PerformanceDbContext db,
        CancellationToken ct
    )
    {
        var numbers = some.Select(r => r.ManagerNo).Distinct(StringComparer.Ordinal).ToList();
        var marks = await db
            .QualitativeMarks.AsNoTracking()
            .Where(m => m.Period == period && numbers.Contains(m.ManagerNo))
            .ToDictionaryAsync(m => (m.ManagerNo, m.Kpi), ct);
        return [.. some.Select(r => marks.TryGetValue((r.ManagerNo, r.Kpi), out var mark) ? WithMark(r, mark) : r)];
    }

    internal static Row WithMark(Row row, QualitativeMark mark) =>
        row with
        {
            Mark = mark.Mark,
            Reason = mark.Reason,
            MarkedBy = mark.MarkedBy,
            MarkedAt = mark.MarkedAt,
        };
}

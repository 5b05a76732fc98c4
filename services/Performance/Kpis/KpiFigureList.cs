using System.Text.Json.Serialization;
using CardTeam.Contracts;
using CardTeam.Performance.CardFacts;
using CardTeam.Performance.Data;
using CardTeam.Performance.Organisation;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Kpis;

/// <summary>Lists figures of a period, of the managers the caller may see.</summary>
internal static class KpiFigureList
{
    /// <param name="Name">The manager's current name.</param>
    public sealed record Answer(
        string ManagerNo,
        string? Name,
        Period Period,
        string Kpi,
        [property: JsonConverter(typeof(RatioJson))] decimal Value
    );

    private static readonly ExportColumn<Answer>[] Columns =
    [
        new("managerNo", new("客户经理编号", "Manager number"), f => f.ManagerNo),
        new("name", new("姓名", "Name"), f => f.Name),
        new("period", new("期间", "Period"), f => f.Period),
        new("kpi", new("指标", "KPI"), f => f.Kpi),
        new("value", new("数值", "Value"), f => f.Value),
    ];

    /// <param name="manager">A manager's number, to list only their figures; null for all.</param>
    /// <param name="kpi">A KPI, to list only its figures; null for all.</param>
    /// <param name="search">A part of the manager's name or number.</param>
    public static async Task<Listing<T, Answer>> Of<T>(
        [AsParameters] ListQuery list,
        Period period,
        string? manager,
        string? kpi,
        string? search,
        PartOfBankFinder part,
        PerformanceDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
        where T : KpiFigure
    {
        var visible = await ManagerRoutes.Visible(part, db, BankCalendar.Today(clock), ct);
        var figures = db.Set<T>()
            .AsNoTracking()
            .Where(f => f.Period == period)
            .Where(f => visible.Any(m => m.ManagerNo == f.ManagerNo));
        if (manager is not null)
            figures = figures.Where(f => f.ManagerNo == manager);
        if (kpi is not null)
            figures = figures.Where(f => f.Kpi == kpi);
        if (ManagerSearch.Matching(db, search) is { } matching)
            figures = figures.Where(f => matching.Contains(f.ManagerNo));
        // Not sortable by value: an order of counts, amounts and ratios together would mean nothing.
        var order = new ListOrder<T>("managerNo").Key("managerNo", f => f.ManagerNo).Key("kpi", f => f.Kpi);
        return new(
            figures,
            list,
            order,
            f => new Answer(
                f.ManagerNo,
                db.Managers.Where(m => m.ManagerNo == f.ManagerNo).Select(m => m.Name).FirstOrDefault(),
                f.Period,
                f.Kpi,
                f.Value
            ),
            Columns
        );
    }
}

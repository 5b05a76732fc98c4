using System.Text.Json.Serialization;
using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;

namespace CardTeam.Performance.Comparison;

/// <summary>Lists the managers that a group of a comparison is made of, from the best figure on.</summary>
internal static class ListComparedManagers
{
    /// <param name="Name">The manager's current name.</param>
    /// <param name="Org">Unit on the period's last day.</param>
    /// <param name="Rank">The rank among those listed, from the best on; equal figures share it.</param>
    /// <param name="Ranked">The number of managers ranked together.</param>
    public sealed record Answer(
        string ManagerNo,
        string? Name,
        string Org,
        string Level,
        [property: JsonConverter(typeof(RatioJson))] decimal Value,
        long Rank,
        long Ranked
    );

    private static readonly ListOrder<ComparedFigures.ManagerRow> Order = new ListOrder<ComparedFigures.ManagerRow>(
        "rank"
    )
        .Key("managerNo", m => m.ManagerNo)
        .By("rank", m => m.Place)
        .By("org", m => m.Org)
        .By("level", m => m.Level);

    private static readonly ExportColumn<Answer>[] Columns =
    [
        new("rank", new("名次", "Rank"), m => m.Rank) { IsSummed = false },
        new("ranked", new("参与排名人数", "Ranked"), m => m.Ranked) { IsSummed = false },
        new("managerNo", new("客户经理编号", "Manager number"), m => m.ManagerNo),
        new("name", new("姓名", "Name"), m => m.Name),
        new("org", new("机构", "Unit"), m => m.Org),
        new("level", new("级", "Level"), m => m.Level),
        new("value", new("数值", "Value"), m => m.Value) { IsSummed = false },
    ];

    /// <param name="period">A closed period.</param>
    /// <param name="by">As of the comparison.</param>
    /// <param name="group">A group's code, which may be empty; null lists the managers of all groups.</param>
    /// <param name="kpi">A KPI's code; null for the totals of the scorecards.</param>
    /// <param name="org">A unit, to compare only within it; null for the caller's whole part.</param>
    public static async Task<Listing<ComparedFigures.ManagerRow, Answer>> Handle(
        [AsParameters] ListQuery list,
        Period period,
        string? by,
        string? group,
        string? kpi,
        string? org,
        PartOfBankFinder finder,
        PerformanceDbContext db,
        CancellationToken ct
    ) =>
        new(
            ComparedFigures.Managers(
                await ComparisonTerms.ReadAsync(period, by, kpi, org, await finder.FindAsync(ct), db, ct),
                group,
                db
            ),
            list,
            Order,
            m => new Answer(
                m.ManagerNo,
                m.Name,
                m.Org,
                m.Level,
                new GroupFigures.Parts(m.Whole, m.Millionths).Value,
                m.Rank,
                m.Ranked
            ),
            Columns
        );
}

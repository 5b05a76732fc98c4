using System.Text.Json.Serialization;
using CardTeam.Contracts;
using CardTeam.Incentive.Data;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.Platform.Roster;
using CardTeam.ServiceDefaults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Recognitions;

/// <summary>Lists the recognitions that were given: one's own for a manager, those of their part for heads.</summary>
internal static class ListAwards
{
    /// <param name="Name">The manager's name; null when unknown.</param>
    /// <param name="Org">The unit on the month's last day.</param>
    /// <param name="Value">The value it was given for; null for a course.</param>
    /// <param name="Rank">The rank, shared by equal values; null for what is not given by rank.</param>
    public sealed record Row(
        string Code,
        Text Title,
        Period Period,
        string ManagerNo,
        string? Name,
        string Org,
        [property: JsonConverter(typeof(RatioJson))] decimal? Value,
        int? Rank,
        DateTimeOffset AwardedAt
    );

    private static readonly ListOrder<Award> Order = new ListOrder<Award>("-period")
        .Key("period", a => a.Period)
        .Key("code", a => a.Code)
        .Key("managerNo", a => a.ManagerNo);

    private static readonly ExportColumn<Row>[] Columns =
    [
        new("code", new("表彰编号", "Recognition"), r => r.Code),
        new("titleZh", new("表彰名称", "Title (Chinese)"), r => r.Title.Zh),
        new("titleEn", new("表彰名称（英文）", "Title"), r => r.Title.En),
        new("period", new("月份", "Month"), r => r.Period),
        new("managerNo", new("客户经理编号", "Manager number"), r => r.ManagerNo),
        new("name", new("姓名", "Name"), r => r.Name),
        new("org", new("机构", "Unit"), r => r.Org),
        new("value", new("数值", "Value"), r => r.Value) { IsSummed = false },
        new("rank", new("名次", "Rank"), r => r.Rank) { IsSummed = false },
        new("awardedAt", new("授予时间（UTC）", "Awarded at (UTC)"), r => r.AwardedAt),
    ];

    /// <param name="code">One recognition; null for all.</param>
    /// <param name="search">A part of the manager's number or name.</param>
    public static async Task<Listing<Award, Row>> Handle(
        [AsParameters] ListQuery list,
        Period? period,
        string? code,
        string? search,
        PartOfBankFinder part,
        IncentiveDbContext db,
        CancellationToken ct
    )
    {
        var awards = db
            .Awards.AsNoTracking()
            .Within(await part.FindAsync(ct), a => a.Org, a => a.ManagerNo)
            .OfManagersLike(search, a => a.ManagerNo, db);
        if (period is { } month)
            awards = awards.Where(a => a.Period == month);
        if (!string.IsNullOrEmpty(code))
            awards = awards.Where(a => a.Code == code);
        return new(
            awards,
            list,
            Order,
            a => new Row(
                a.Code,
                new Text(a.TitleZh, a.TitleEn),
                a.Period,
                a.ManagerNo,
                db.ManagerNames.Where(n => n.ManagerNo == a.ManagerNo).Select(n => n.Name).FirstOrDefault(),
                a.Org,
                a.Value,
                a.Rank,
                a.AwardedAt
            ),
            Columns
        );
    }
}

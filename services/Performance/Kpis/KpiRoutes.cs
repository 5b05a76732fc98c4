using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Description;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Kpis;

internal static class KpiRoutes
{
    /// <summary>The roles whose pages name KPIs.</summary>
    private static readonly string[] Readers =
    [
        Roles.Hr,
        Roles.BranchHead,
        Roles.AccountManager,
        Roles.IncentiveAnalyst,
        Roles.IncentiveApprover,
        Roles.Auditor,
    ];

    private static readonly ListOrder<KpiDefinition> Order = new ListOrder<KpiDefinition>("code")
        .Key("code", k => k.Code)
        .By("family", k => k.Family)
        .By("source", k => k.Source)
        .By("effectiveFrom", k => k.EffectiveFrom);

    private static readonly ExportColumn<KpiAnswer>[] Columns =
    [
        new("code", new("指标代码", "KPI code"), k => k.Code),
        new("nameZh", new("名称", "Name (Chinese)"), k => k.Name.Zh),
        new("nameEn", new("名称（英文）", "Name"), k => k.Name.En),
        new("family", new("类别", "Family"), k => k.Family),
        new("unit", new("单位", "Unit"), k => k.Unit),
        new("direction", new("方向", "Better is"), k => k.Direction),
        new("source", new("来源", "Source"), k => k.Source),
        new("of", new("计算依据", "Made of"), k => k.Of?.Write()),
        new("cap", new("达成率上限", "Greatest attainment"), k => k.Cap),
        new("volume", new("规模类", "Volume"), k => k.Volume),
        new("effectiveFrom", new("生效月份", "In force from"), k => k.EffectiveFrom),
        new("endedFrom", new("停用月份", "Ended with"), k => k.EndedFrom),
        new("changedBy", new("修改人", "Changed by"), k => k.ChangedBy),
        new("changedAt", new("修改时间（UTC）", "Changed at (UTC)"), k => k.ChangedAt),
    ];

    public static void MapKpis(this IEndpointRouteBuilder app)
    {
        var kpis = app.MapGroup("").WithTags("KPIs");
        kpis.MapPut("/kpis/{code}", PutKpi.Handle)
            .Describe("Defines a KPI from the first open month on.", "400 kpi.not-valid", "409 kpi.too-many")
            .RequireRoles(Roles.Hr)
            .RequireWholeBank();
        kpis.MapList("/kpis", (list, path) => list.MapGet(path, List))
            .Describe(
                "Lists the KPIs a score sheet may name, as they are defined now.",
                "400 request.invalid-limit",
                "400 request.invalid-cursor",
                "400 request.invalid-sort"
            )
            .RequireRoles(Readers);
        kpis.MapGet("/kpis/{code}", Get)
            .Describe("Shows a KPI as it is defined now, or as a month used it.", "404 kpi.not-found")
            .RequireRoles(Readers);
    }

    /// <summary>Lists the newest definition of each KPI.</summary>
    /// <param name="ended">True lists only KPIs that are ended, false only the others; null all.</param>
    /// <param name="search">A part of the code or of a name.</param>
    private static Listing<KpiDefinition, KpiAnswer> List(
        [AsParameters] ListQuery list,
        string? family,
        string? source,
        bool? ended,
        string? search,
        PerformanceDbContext db
    )
    {
        var kpis = db.KpiDefinitions.AsNoTracking().Where(k => k.IsCurrent);
        if (family is not null)
            kpis = kpis.Where(k => k.Family == family);
        if (source is not null)
            kpis = kpis.Where(k => k.Source == source);
        if (ended is not null)
            kpis = kpis.Where(k => k.EndedFrom != null == ended.Value);
        if (!string.IsNullOrWhiteSpace(search))
        {
            var pattern = Fragment.Of(search);
            kpis = kpis.Where(k =>
                EF.Functions.Like(k.Code, pattern, Fragment.Escape)
                || EF.Functions.Like(k.NameZh, pattern, Fragment.Escape)
                || EF.Functions.Like(k.NameEn, pattern, Fragment.Escape)
            );
        }

        return new(kpis, list, Order, k => KpiAnswer.From(k), Columns);
    }

    /// <param name="period">A month, to see the definition its scorecards use; null for the newest.</param>
    private static async Task<Ok<KpiAnswer>> Get(
        string code,
        Period? period,
        PerformanceDbContext db,
        CancellationToken ct
    )
    {
        var catalogue = await KpiCatalogue.LoadAsync(db, ct);
        var definitions = period is { } month ? catalogue.For(month) : catalogue.Newest();
        return definitions.Has(code)
            ? TypedResults.Ok(KpiAnswer.From(definitions.Of(code)))
            : throw RuleBrokenException.NotFound("kpi");
    }
}

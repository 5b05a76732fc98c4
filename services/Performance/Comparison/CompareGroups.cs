using System.Text.Json.Serialization;
using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Platform.Bounds;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CardTeam.Performance.Comparison;

/// <summary>
/// Compares branches, sub-branches, teams, levels, areas or kinds of employment in a closed period: from its
/// scorecards, in the database, bound to the caller's part of the bank.
/// </summary>
internal static class CompareGroups
{
    /// <param name="Before">The period before, which changes are measured against.</param>
    /// <param name="Kpi">The KPI; null for the total of the scorecards.</param>
    /// <param name="Unit">The KPI's unit, such as <c>count</c>; <c>ratio</c> for the total.</param>
    /// <param name="All">All managers compared; null where nobody has a figure.</param>
    /// <param name="Groups">The groups from the best mean on.</param>
    public sealed record Answer(
        Period Period,
        Period Before,
        string By,
        string? Kpi,
        string Unit,
        bool LowerIsBetter,
        Group? All,
        IReadOnlyList<Group> Groups
    );

    /// <param name="Code">
    /// The unit's code, the level, the area or the employment; empty for managers who belong to none.
    /// </param>
    /// <param name="Name">The unit's name; null for what is no unit.</param>
    /// <param name="Managers">The managers with a figure.</param>
    /// <param name="Sum">The sum; null for rates, scores and days.</param>
    /// <param name="Mean">The mean of the managers' figures, to 6 decimals half up.</param>
    /// <param name="LowerQuartile">The quartile by linear interpolation (type 7), not rounded, as the median.</param>
    /// <param name="Rank">The rank by the exact mean, from the best on; null for all together.</param>
    /// <param name="MeanBefore">The mean in the period before; null where nobody had a figure.</param>
    /// <param name="Change">The mean less the mean before.</param>
    /// <param name="Contribution">
    /// The sum over that of all managers compared, to 6 decimals half up; null without a sum above zero.
    /// </param>
    public sealed record Group(
        string Code,
        string? Name,
        long Managers,
        [property: JsonConverter(typeof(RatioJson))] decimal? Sum,
        [property: JsonConverter(typeof(RatioJson))] decimal Mean,
        [property: JsonConverter(typeof(RatioJson))] decimal Least,
        [property: JsonConverter(typeof(RatioJson))] decimal LowerQuartile,
        [property: JsonConverter(typeof(RatioJson))] decimal Median,
        [property: JsonConverter(typeof(RatioJson))] decimal UpperQuartile,
        [property: JsonConverter(typeof(RatioJson))] decimal Most,
        int? Rank,
        [property: JsonConverter(typeof(RatioJson))] decimal? MeanBefore,
        [property: JsonConverter(typeof(RatioJson))] decimal? Change,
        [property: JsonConverter(typeof(RatioJson))] decimal? Contribution
    );

    private static readonly ExportColumn<Group>[] Columns =
    [
        new("rank", new("名次", "Rank"), g => g.Rank),
        new("code", new("组别代码", "Group"), g => g.Code),
        new("name", new("名称", "Name"), g => g.Name),
        new("managers", new("客户经理人数", "Managers"), g => g.Managers) { IsSummed = false },
        new("sum", new("合计", "Sum"), g => g.Sum) { IsSummed = false },
        new("mean", new("平均", "Mean"), g => g.Mean) { IsSummed = false },
        new("least", new("最小值", "Least"), g => g.Least) { IsSummed = false },
        new("lowerQuartile", new("下四分位数", "Lower quartile"), g => g.LowerQuartile) { IsSummed = false },
        new("median", new("中位数", "Median"), g => g.Median) { IsSummed = false },
        new("upperQuartile", new("上四分位数", "Upper quartile"), g => g.UpperQuartile) { IsSummed = false },
        new("most", new("最大值", "Most"), g => g.Most) { IsSummed = false },
        new("meanBefore", new("上期平均", "Mean before"), g => g.MeanBefore) { IsSummed = false },
        new("change", new("较上期变化", "Change"), g => g.Change) { IsSummed = false },
        new("contribution", new("贡献率", "Contribution"), g => g.Contribution) { IsRatio = true, IsSummed = false },
    ];

    /// <param name="period">A closed period.</param>
    /// <param name="by">
    /// <c>branch</c> (when none is given), <c>sub-branch</c>, <c>team</c>, <c>level</c>, <c>area</c> or
    /// <c>employment</c>.
    /// </param>
    /// <param name="kpi">A KPI's code; null compares the totals of the scorecards.</param>
    /// <param name="org">A unit, to compare only within it; null for the caller's whole part.</param>
    public static async Task<Ok<Answer>> Handle(
        Period period,
        string? by,
        string? kpi,
        string? org,
        PartOfBankFinder finder,
        PerformanceDbContext db,
        CancellationToken ct
    )
    {
        var terms = await ComparisonTerms.ReadAsync(period, by, kpi, org, await finder.FindAsync(ct), db, ct);
        return TypedResults.Ok(await CompareAsync(terms, db, ct));
    }

    /// <inheritdoc cref="Handle"/>
    public static async Task Export(
        string format,
        Period period,
        string? by,
        string? kpi,
        string? org,
        HttpContext http,
        PartOfBankFinder finder,
        PerformanceDbContext db,
        CancellationToken ct
    )
    {
        var terms = await ComparisonTerms.ReadAsync(period, by, kpi, org, await finder.FindAsync(ct), db, ct);
        ExportFile.IsCsv($"comparison.{format}");
        var compared = await CompareAsync(terms, db, ct);
        await ExportFile.WriteAsync(
            http,
            $"comparison-{terms.By}-{compared.Kpi ?? "total"}-{period}.{format}",
            [.. Columns.Select(c => c.Heading(http, ExportFile.IsForPeople(http)))],
            compared
                .Groups.ToAsyncEnumerable()
                .Select(g => (IReadOnlyList<object?>)[.. Columns.Select(c => c.Value(g))]),
            ct
        );
    }

    private static async Task<Answer> CompareAsync(ComparisonTerms terms, PerformanceDbContext db, CancellationToken ct)
    {
        var now = await FiguresAsync(terms, terms.Period, db, ct);
        var before = await FiguresAsync(terms, terms.Period.Previous(), db, ct);
        var all = GroupFigures.OfAll([.. now.Values]);
        var allBefore = GroupFigures.OfAll([.. before.Values]);
        return new(
            terms.Period,
            terms.Period.Previous(),
            terms.By,
            terms.Kpi?.Code,
            terms.Kpi?.Unit ?? Kpis.KpiWords.Ratio,
            terms.LowerIsBetter,
            all is null ? null : Show(terms, "", null, all, all, allBefore),
            [
                .. GroupFigures
                    .Ranked(now, g => g.Value.Own, g => g.Key, terms.LowerIsBetter)
                    .Select(g =>
                        Show(
                            terms,
                            g.Group.Key,
                            g.Rank,
                            g.Group.Value.Own,
                            all!,
                            before.TryGetValue(g.Group.Key, out var was) ? was.Own : null
                        )
                    ),
            ]
        );
    }

    private static async Task<
        Dictionary<string, (GroupFigures Own, IReadOnlyList<GroupFigures.Parts> All)>
    > FiguresAsync(ComparisonTerms terms, Period period, PerformanceDbContext db, CancellationToken ct) =>
        (await ComparedFigures.GroupsAsync(terms, period, db, ct)).ToDictionary(
            r => r.Group,
            r => (new GroupFigures(r.Managers, new(r.SumWhole, r.SumMillionths), r.Own()), r.All()),
            StringComparer.Ordinal
        );

    private static Group Show(
        ComparisonTerms terms,
        string code,
        int? rank,
        GroupFigures own,
        GroupFigures all,
        GroupFigures? before
    ) =>
        new(
            Code: code,
            Name: terms.IsByUnit ? terms.Units.NameOf(code) : null,
            Managers: own.Managers,
            Sum: terms.IsSummed ? own.Sum : null,
            Mean: own.Mean,
            Least: own.Least,
            LowerQuartile: own.LowerQuartile,
            Median: own.Median,
            UpperQuartile: own.UpperQuartile,
            Most: own.Most,
            Rank: rank,
            MeanBefore: before?.Mean,
            Change: own.Mean - before?.Mean,
            Contribution: terms.IsSummed && all.Sum > 0 ? Figures.Round(own.Sum / all.Sum) : null
        );
}

using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Performance.Kpis;
using CardTeam.Performance.Organisation;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Errors;

namespace CardTeam.Performance.Comparison;

/// <summary>A comparison: a figure of a closed period, among groups of the managers that the caller may see.</summary>
/// <param name="Kpi">The KPI; null for the total of the scorecards.</param>
/// <param name="Units">The units, each with its group where units are compared.</param>
internal sealed record ComparisonTerms(Period Period, string By, KpiDefinition? Kpi, UnitGroups Units)
{
    public const string Branch = "branch",
        SubBranch = "sub-branch",
        Team = "team",
        Level = "level",
        Area = "area",
        Employment = "employment";

    public static readonly string[] Ways = [Branch, SubBranch, Team, Level, Area, Employment];

    /// <summary>True where the groups are units.</summary>
    public bool IsByUnit => By is Branch or SubBranch or Team;

    public bool LowerIsBetter => Kpi?.LowerIsBetter ?? false;

    /// <summary>True for counts and amounts: a sum of rates, scores or days means nothing.</summary>
    public bool IsSummed => Kpi?.Unit is KpiWords.Count or KpiWords.Cny;

    /// <param name="by">The way; null compares branches.</param>
    /// <param name="kpi">A KPI's code; null for the total of the scorecards.</param>
    /// <param name="org">A unit, to compare only within it; null for the caller's whole part.</param>
    /// <exception cref="RuleBrokenException">
    /// 400: there is no period, no such way of comparing, or not a KPI's code.
    /// </exception>
    public static async Task<ComparisonTerms> ReadAsync(
        Period period,
        string? by,
        string? kpi,
        string? org,
        PartOfBank part,
        PerformanceDbContext db,
        CancellationToken ct
    )
    {
        // An empty text in the address is no period, and is taken for none.
        if (period == default)
            throw new RuleBrokenException(
                "request.invalid",
                new("period：请给出期间。", "period: a period is wanted."),
                status: 400
            );
        by ??= Branch;
        if (!Ways.Contains(by, StringComparer.Ordinal))
            throw new RuleBrokenException(
                "comparison.unknown-way",
                new($"by 应为下列之一：{string.Join("、", Ways)}。", $"by is one of these: {string.Join(", ", Ways)}."),
                status: 400
            );
        if (kpi is not null && !Kpis.Kpi.IsCode(kpi))
            throw new RuleBrokenException(
                "kpi.not-valid",
                new(
                    "kpi：指标代码应为小写字母、数字和横线。",
                    "kpi: a KPI's code has lower-case letters, digits and hyphens."
                ),
                status: 400
            );
        return new(
            period,
            by,
            kpi is null ? null : (await KpiCatalogue.LoadAsync(db, ct)).For(Period.MonthOf(period.LastDay)).Of(kpi),
            await UnitGroups.ByKindAsync(by is Branch or SubBranch or Team ? by : null, org, part, db, ct)
        );
    }
}

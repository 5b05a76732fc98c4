using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Performance.Kpis;
using CardTeam.ServiceDefaults.Errors;

namespace CardTeam.Performance.Targets;

/// <summary>A KPI as targets of a period see it: as the period's last month defines it.</summary>
internal sealed class TargetKpi
{
    private readonly KpiSet _definitions;

    private TargetKpi(string code, KpiSet definitions) =>
        (Code, _definitions, Definition) = (code, definitions, definitions.Of(code));

    public string Code { get; }

    public KpiDefinition Definition { get; }

    public bool LowerIsBetter => Definition.LowerIsBetter;

    public bool IsImported => Definition.IsImported;

    /// <summary>
    /// The smallest part of a target that can be given to somebody: 1 of a count, 0.01 of an amount; null for a KPI
    /// whose targets are not summed, such as a rate.
    /// </summary>
    public decimal? Step =>
        Definition.Unit switch
        {
            KpiWords.Count => 1m,
            KpiWords.Cny => 0.01m,
            _ => null,
        };

    public bool IsSummed => Step is not null;

    /// <summary>The definition of another KPI in the same month.</summary>
    public KpiDefinition Other(string code) => _definitions.Of(code);

    /// <exception cref="RuleBrokenException">400: not a KPI's code.</exception>
    public static async Task<TargetKpi> LoadAsync(
        PerformanceDbContext db,
        string? code,
        Period period,
        CancellationToken ct
    ) => new(TargetBounds.CheckKpi(code), (await KpiCatalogue.LoadAsync(db, ct)).For(Period.MonthOf(period.LastDay)));

    /// <exception cref="RuleBrokenException">400: the KPI has ended, and no target is set for it any more.</exception>
    public void CheckNotEnded(Period period)
    {
        if (Definition.IsEndedIn(Period.MonthOf(period.LastDay)))
            throw new RuleBrokenException(
                "kpi.ended",
                new(
                    $"kpi：该指标自 {Definition.EndedFrom} 起停用。",
                    $"kpi: this KPI has ended with {Definition.EndedFrom}."
                ),
                status: 400
            );
    }
}

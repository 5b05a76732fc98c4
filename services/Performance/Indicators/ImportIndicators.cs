using CardTeam.Contracts;
using CardTeam.Performance.CardFacts;
using CardTeam.Performance.Data;
using CardTeam.Performance.Kpis;
using CardTeam.Performance.Periods;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Imports;
using CardTeam.Platform.Imports.Columns;
using CardTeam.ServiceDefaults;

namespace CardTeam.Performance.Indicators;

/// <summary>Imports indicators, which other systems measure.</summary>
internal sealed class ImportIndicators(PerformanceDbContext db, AuditTrail trail, TimeProvider clock)
    : ImportKpiFigures<Indicator>(db, trail, clock)
{
    public override string Name => "indicators";
    public override Text Title { get; } = new("外部指标", "Indicators");
    protected override string Changed => LateChange.Indicator;
    protected override FigureColumn Value { get; } =
        new("value", new("数值", "Value"), true) { AlsoKnownAs = ["指标值"] };

    protected override Indicator Create(string managerNo, Period period, string kpi, decimal value) =>
        new(managerNo, period, kpi, value);

    protected override void Check(ImportRow row, string? kpi, decimal? value)
    {
        if (kpi is not null && Definitions.Of(kpi).IsMarked)
            row.Reject(
                "kpi",
                "indicator.marked-by-superior",
                new("该指标由负责人在“定性评分”中打分，不能导入。", "Superiors mark this KPI; it is not imported.")
            );
        else if (kpi is not null && (!Kpi.IsCode(kpi) || !Definitions.Of(kpi).IsImported))
            row.Reject(
                "kpi",
                "indicator.not-imported",
                new(
                    "该指标由系统自行计算，或代码格式不对。",
                    "This KPI is counted by the suite itself, or its code is not valid."
                )
            );
    }
}

using CardTeam.Contracts;
using CardTeam.Performance.CardFacts;
using CardTeam.Performance.Data;
using CardTeam.Performance.Kpis;
using CardTeam.Performance.Periods;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Imports;
using CardTeam.Platform.Imports.Columns;
using CardTeam.ServiceDefaults;

namespace CardTeam.Performance.Targets;

/// <summary>Imports targets.</summary>
internal sealed class ImportTargets(PerformanceDbContext db, AuditTrail trail, TimeProvider clock)
    : ImportKpiFigures<Target>(db, trail, clock)
{
    public override string Name => "targets";
    public override Text Title { get; } = new("目标", "Targets");
    protected override string Changed => LateChange.Target;
    protected override FigureColumn Value { get; } =
        new("target", new("目标值", "Target"), true) { AlsoKnownAs = ["value", "数值", "目标"] };

    protected override Target Create(string managerNo, Period period, string kpi, decimal value) =>
        new(managerNo, period, kpi, value);

    protected override void Check(ImportRow row, string? kpi, decimal? value)
    {
        if (kpi is not null && !Kpi.IsCode(kpi))
            row.Reject(
                "kpi",
                "kpi.not-valid",
                new("指标代码应为小写字母、数字和横线。", "A KPI's code has lower-case letters, digits and hyphens.")
            );
        if (
            value is { } target
            && kpi is not null
            && (target < 0 || (target == 0 && !Definitions.Of(kpi).LowerIsBetter))
        )
            row.Reject(
                "target",
                "target.not-positive",
                new(
                    "目标值必须大于零（越低越好的指标可以为零）。",
                    "A target is above zero (or zero where lower is better)."
                )
            );
    }
}

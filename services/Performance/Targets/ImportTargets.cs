using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Performance.Managers;
using CardTeam.Performance.Periods;
using CardTeam.Performance.Scorecards;
using CardTeam.Platform.Imports;
using Microsoft.EntityFrameworkCore;
using AllRoles = CardTeam.ServiceDefaults.Security.Roles;

namespace CardTeam.Performance.Targets;

/// <summary>Takes targets in.</summary>
internal sealed class ImportTargets(PerformanceDbContext db, TimeProvider clock) : ImportKind
{
    private const int No = 0, InPeriod = 1, OfKpi = 2, Value = 3;

    public override string Name => "targets";
    public override IReadOnlyList<ImportColumn> Columns { get; } = [new("manager_no", true), new("period", true), new("kpi", true), new("target", true)];
    public override IReadOnlyList<string> Roles { get; } = [AllRoles.Hr, AllRoles.BranchHead, AllRoles.Administrator, AllRoles.Feed];

    public override async Task ApplyAsync(ImportChunk chunk, CancellationToken ct)
    {
        var ledger = await PeriodLedger.LoadAsync(db, ct);
        var numbers = chunk.Rows.Select(r => r.Text(No, 32)).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var roster = await Roster.LoadAsync(db, numbers, clock, ct);
        var targets = (await db.Targets.Where(t => numbers.Contains(t.ManagerNo)).ToListAsync(ct)).ToDictionary(t => (t.ManagerNo, t.Period, t.Kpi));
        foreach (var row in chunk.Rows)
        {
            var (no, period, kpi, value) = (row.Text(No, 32), row.Period(InPeriod), row.Text(OfKpi, 40), row.Decimal(Value));
            if (kpi is not null && !Kpi.IsCode(kpi))
                row.Reject("kpi", "kpi.not-valid", new("指标代码应为小写字母、数字和横线。", "A KPI's code has lower-case letters, digits and hyphens."));
            if (value is { } target && kpi is not null && (target < 0 || (target == 0 && !Kpi.LowerIsBetter(kpi))))
                row.Reject("target", "target.not-positive", new("目标值必须大于零(越低越好的指标可以为零)。", "A target is above zero (or zero where lower is better)."));
            roster.Check(row, no, chunk.Part);
            if (!row.IsGood) continue;

            var key = (no!, period!.Value, kpi!);
            if (targets.TryGetValue(key, out var known) && !known.Change(value!.Value))
            {
                row.Unchanged();
                continue;
            }

            if (known is null) db.Targets.Add(targets[key] = new Target(no!, period.Value, kpi!, value!.Value));
            await LateMark.AddAsync(db, no!, period.Value, ledger, ct);
            row.Accept();
        }
    }
}

using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Performance.Managers;
using CardTeam.Performance.Periods;
using CardTeam.Performance.Scorecards;
using CardTeam.Platform.Imports;
using Microsoft.EntityFrameworkCore;
using AllRoles = CardTeam.ServiceDefaults.Security.Roles;

namespace CardTeam.Performance.Indicators;

/// <summary>Takes indicators in: what other systems measure.</summary>
internal sealed class ImportIndicators(PerformanceDbContext db, TimeProvider clock) : ImportKind
{
    private const int No = 0, InPeriod = 1, OfKpi = 2, Value = 3;

    public override string Name => "indicators";
    public override IReadOnlyList<ImportColumn> Columns { get; } = [new("manager_no", true), new("period", true), new("kpi", true), new("value", true)];
    public override IReadOnlyList<string> Roles { get; } = [AllRoles.Hr, AllRoles.BranchHead, AllRoles.Administrator, AllRoles.Feed];

    public override async Task ApplyAsync(ImportChunk chunk, CancellationToken ct)
    {
        var ledger = await PeriodLedger.LoadAsync(db, ct);
        var numbers = chunk.Rows.Select(r => r.Text(No, 32)).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var roster = await Roster.LoadAsync(db, numbers, clock, ct);
        var indicators = (await db.Indicators.Where(i => numbers.Contains(i.ManagerNo)).ToListAsync(ct)).ToDictionary(i => (i.ManagerNo, i.Period, i.Kpi));
        foreach (var row in chunk.Rows)
        {
            var (no, period, kpi, value) = (row.Text(No, 32), row.Period(InPeriod), row.Text(OfKpi, 40), row.Decimal(Value));
            if (kpi is not null && (!Kpi.IsCode(kpi) || Kpi.SourceOf(kpi) != KpiSource.Imported))
                row.Reject("kpi", "indicator.not-imported", new("该指标由系统自行计算,或代码格式不对。", "This KPI is counted by the suite itself, or its code is not valid."));
            roster.Check(row, no, chunk.Part);
            if (!row.IsGood) continue;

            var key = (no!, period!.Value, kpi!);
            if (indicators.TryGetValue(key, out var known) && !known.Change(value!.Value))
            {
                row.Unchanged();
                continue;
            }

            if (known is null) db.Indicators.Add(indicators[key] = new Indicator(no!, period.Value, kpi!, value!.Value));
            await LateMark.AddAsync(db, no!, period.Value, ledger, ct);
            row.Accept();
        }
    }
}

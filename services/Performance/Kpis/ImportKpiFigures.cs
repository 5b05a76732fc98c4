using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Performance.Organisation;
using CardTeam.Performance.Periods;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Imports;
using CardTeam.Platform.Imports.Columns;
using Microsoft.EntityFrameworkCore;
using AllRoles = CardTeam.ServiceDefaults.Security.Roles;

namespace CardTeam.Performance.Kpis;

/// <summary>
/// Imports figures by manager, period and KPI; a figure of a closed month has its scorecard computed again.
/// </summary>
internal abstract class ImportKpiFigures<T>(PerformanceDbContext db, AuditTrail trail, TimeProvider clock) : ImportKind
    where T : KpiFigure
{
    protected static readonly PeriodColumn InPeriod = new("period", new("期间", "Period"), true)
    {
        AlsoKnownAs = ["月份", "Month"],
    };
    protected static readonly CodeColumn OfKpi = new("kpi", new("指标", "KPI"), Lengths.KpiCode, true)
    {
        AlsoKnownAs = ["指标代码", "KPI code"],
    };

    private IReadOnlyList<ImportColumn>? _columns;

    /// <summary>The definitions of KPIs that hold in the period of the row that is checked.</summary>
    protected KpiSet Definitions { get; private set; } = KpiCatalogue.OfRelease().Newest();

    protected PerformanceDbContext Db => db;

    /// <summary>The column with the manager.</summary>
    protected virtual ManagerNoColumn No => ManagerNoColumn.Whose;

    /// <summary>The column with the figure itself.</summary>
    protected abstract FigureColumn Value { get; }

    /// <summary>Name of the kind of figure where a change of a closed month is told.</summary>
    protected abstract string Changed { get; }

    public override IReadOnlyList<ImportColumn> Columns => _columns ??= [No, InPeriod, OfKpi, Value];

    public override IReadOnlyList<string> ExportedToo { get; } =
    ["name", "姓名", "org", "机构", "unit", "version", "版本"];

    public override IReadOnlyList<string> Roles { get; } =
    [AllRoles.Hr, AllRoles.BranchHead, AllRoles.Administrator, AllRoles.Feed];

    protected abstract T Create(string managerNo, Period period, string kpi, decimal value);

    /// <summary>
    /// Checks this kind of figure's conditions on its KPI and value; either is null where its cell was already wrong.
    /// </summary>
    protected abstract void Check(ImportRow row, string? kpi, decimal? value);

    /// <summary>Reads what the checks of changes need to know about some managers.</summary>
    protected virtual Task PrepareAsync(IReadOnlyList<string> managers, CancellationToken ct) => Task.CompletedTask;

    /// <summary>Rejects a row that may not change a figure; null where there is none yet.</summary>
    protected virtual void CheckChange(ImportRow row, (string ManagerNo, Period Period, string Kpi) key, T? known) { }

    public override async Task ApplyAsync(ImportChunk chunk, CancellationToken ct)
    {
        var ledger = await PeriodLedger.LoadAsync(db, ct);
        var numbers = chunk.Rows.Select(r => r.Text(No)).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var roster = await Roster.LoadAsync(db, numbers, clock, ct);
        var figures = (await db.Set<T>().Where(f => numbers.Contains(f.ManagerNo)).ToListAsync(ct)).ToDictionary(f =>
            (f.ManagerNo, f.Period, f.Kpi)
        );
        var catalogue = await KpiCatalogue.LoadAsync(db, ct);
        var late = await LateBook.OpenAsync(db, numbers, ledger, ct);
        await PrepareAsync(numbers, ct);
        foreach (var row in chunk.Rows)
        {
            var (no, period, kpi, value) = (row.Text(No), row.Period(InPeriod), row.Text(OfKpi), row.Decimal(Value));
            CheckFigure(row, catalogue, period, kpi, value);
            roster.Check(row, no, chunk.Part);
            if (!row.IsGood)
                continue;

            var key = (no!, period!.Value, kpi!);
            if (figures.TryGetValue(key, out var known) && known.Value == value!.Value)
            {
                row.Unchanged();
                continue;
            }

            CheckChange(row, key, known);
            if (!row.IsGood)
                continue;
            if (known is null)
                db.Add(figures[key] = Create(no!, period.Value, kpi!, value!.Value));
            else
                known.Change(value!.Value);
            late.Change(no!, period.Value, new(Changed, kpi, trail.Actor));
            row.Accept();
        }
    }

    /// <summary>Checks the KPI and value of a row by the definitions of its period.</summary>
    protected void CheckFigure(ImportRow row, KpiCatalogue catalogue, Period? period, string? kpi, decimal? value)
    {
        if (period is { } month)
        {
            Definitions = catalogue.For(month);
            CheckNotEnded(row, kpi, month);
        }

        Check(row, kpi, value);
    }

    private void CheckNotEnded(ImportRow row, string? kpi, Period period)
    {
        if (kpi is not null && Definitions.Of(kpi) is { } definition && definition.IsEndedIn(period))
            row.Reject(
                "kpi",
                "kpi.ended",
                new($"该指标自 {definition.EndedFrom} 起停用。", $"This KPI has ended with {definition.EndedFrom}.")
            );
    }
}

using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Performance.Kpis;
using CardTeam.Performance.Periods;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Bounds;
using CardTeam.Platform.Imports;
using CardTeam.Platform.Imports.Columns;
using CardTeam.Platform.Roster;
using CardTeam.ServiceDefaults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Targets;

/// <summary>
/// Imports targets of managers and units. A target that was approved in a target plan is changed there only: a change
/// needs a reason and an approval.
/// </summary>
internal sealed class ImportTargets(PerformanceDbContext db, AuditTrail trail, TimeProvider clock)
    : ImportKpiFigures<Target>(db, trail, clock)
{
    private static readonly CodeColumn Org = new("org", new("机构编号", "Unit code"), Lengths.OrgCode)
    {
        AlsoKnownAs = ["机构", "机构代码", "Unit"],
    };

    private readonly HashSet<(bool IsUnit, string Node, Period Period, string Kpi)> _approved = [];
    private IReadOnlyList<ImportColumn>? _columns;

    public override string Name => "targets";
    public override Text Title { get; } = new("目标", "Targets");
    protected override string Changed => LateChange.Target;

    protected override ManagerNoColumn No { get; } = ManagerNoColumn.Whose with { Required = false };

    protected override FigureColumn Value { get; } =
        new("target", new("目标值", "Target"), true) { AlsoKnownAs = ["value", "数值", "目标"] };

    public override IReadOnlyList<ImportColumn> Columns => _columns ??= [No, Org, InPeriod, OfKpi, Value];

    public override IReadOnlyList<string> ExportedToo { get; } = ["name", "姓名", "version", "版本"];

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
        if (value is { } target && kpi is not null && !TargetBounds.IsTarget(target, Definitions.Of(kpi).LowerIsBetter))
            row.Reject("target", TargetBounds.NotPositive.Code, TargetBounds.NotPositive.Text);
    }

    protected override Task PrepareAsync(IReadOnlyList<string> managers, CancellationToken ct) =>
        ReadApprovedAsync(isUnit: false, managers, ct);

    protected override void CheckChange(
        ImportRow row,
        (string ManagerNo, Period Period, string Kpi) key,
        Target? known
    ) => CheckApproved(row, (false, key.ManagerNo, key.Period, key.Kpi));

    public override async Task ApplyAsync(ImportChunk chunk, CancellationToken ct)
    {
        var (units, managers) = (new List<ImportRow>(), new List<ImportRow>());
        foreach (var row in chunk.Rows)
        {
            var (hasManager, hasOrg) = (row.IsFilled(No), row.IsFilled(Org));
            if (hasManager && hasOrg)
                row.Text(Org); // a fault of the cell is told as well
            if (hasManager == hasOrg)
                row.Reject(
                    "org",
                    "target.node-ambiguous",
                    hasOrg
                        ? new(
                            "同一行既有客户经理编号又有机构编号，无法判断是谁的目标；请只填一个。",
                            "The row names a manager and a unit, so it is not clear whose target it is; fill in one of them."
                        )
                        : new(
                            "请填写客户经理编号或机构编号。",
                            "The row names neither a manager nor a unit; fill in one of them."
                        )
                );
            (hasOrg && !hasManager ? units : managers).Add(row);
        }

        await base.ApplyAsync(chunk with { Rows = managers }, ct);
        await ApplyUnitsAsync(chunk with { Rows = units }, ct);
    }

    private async Task ApplyUnitsAsync(ImportChunk chunk, CancellationToken ct)
    {
        var codes = chunk.Rows.Select(r => r.Text(Org)).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        if (codes.Count == 0)
            return;
        var known = (await Db.Units.Where(u => codes.Contains(u.Code)).Select(u => u.Code).ToListAsync(ct)).ToHashSet(
            StringComparer.Ordinal
        );
        var alike = await AlikeCodes.AmongAsync(Db.Units.Select(u => u.Code), codes.Where(c => !known.Contains(c)), ct);
        var targets = (await Db.UnitTargets.Where(t => codes.Contains(t.Org)).ToListAsync(ct)).ToDictionary(t =>
            (t.Org, t.Period, t.Kpi)
        );
        var catalogue = await KpiCatalogue.LoadAsync(Db, ct);
        await ReadApprovedAsync(isUnit: true, codes, ct);
        foreach (var row in chunk.Rows)
        {
            var (org, period, kpi, value) = (row.Text(Org), row.Period(InPeriod), row.Text(OfKpi), row.Decimal(Value));
            CheckFigure(row, catalogue, period, kpi, value);
            if (org is not null && (!known.Contains(org) || !chunk.Part.Includes(org, "")))
                Refuse(row, org, alike.Of(org), chunk);
            if (!row.IsGood)
                continue;
            var key = (org!, period!.Value, kpi!);
            if (targets.TryGetValue(key, out var target) && target.Value == value!.Value)
            {
                row.Unchanged();
                continue;
            }

            CheckApproved(row, (true, org!, period.Value, kpi!));
            if (!row.IsGood)
                continue;
            if (target is null)
                Db.UnitTargets.Add(targets[key] = new(org!, period.Value, kpi!, value!.Value));
            else
                target.Change(value!.Value);
            row.Accept();
        }
    }

    /// <param name="alike">A known code that differs in case only; null where there is none.</param>
    private static void Refuse(ImportRow row, string org, string? alike, ImportChunk chunk)
    {
        if (!chunk.Part.IsWhole)
            OutsideYourPart.Reject(row, "org", OutsideYourPart.Unit);
        else if (alike is not null)
            row.Reject(Org, AlikeCodes.Refused(org, alike));
        else
            row.Reject("org", "org-unit.unknown", new($"没有编号为“{org}”的机构。", $"There is no unit '{org}'."));
    }

    private async Task ReadApprovedAsync(bool isUnit, IReadOnlyList<string> nodes, CancellationToken ct)
    {
        var approved = await Db.Set<PlannedTarget>()
            .AsNoTracking()
            .Where(t => t.IsUnit == isUnit && t.State == TargetState.Approved && nodes.Contains(t.Node))
            .Select(t => new
            {
                t.Node,
                t.Period,
                t.Kpi,
            })
            .Distinct()
            .ToListAsync(ct);
        _approved.UnionWith(approved.Select(t => (isUnit, t.Node, t.Period, t.Kpi)));
    }

    private void CheckApproved(ImportRow row, (bool IsUnit, string Node, Period Period, string Kpi) key)
    {
        if (_approved.Contains(key))
            row.Reject(
                "target",
                "target.approved-in-a-plan",
                new(
                    "该目标已经审批；请在“目标分解”中提出修改并说明原因。",
                    "This target was approved; propose the change in the target tree and say why."
                )
            );
    }
}

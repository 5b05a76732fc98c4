using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Performance.ScoreSheets;
using CardTeam.Platform.Bounds;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Targets;

/// <summary>Shows what the SMART check asks about targets before they are proposed. Nothing is kept.</summary>
internal static class CheckTargets
{
    /// <param name="Nodes">The nodes with a warning.</param>
    public sealed record Answer(IReadOnlyList<NodeFindings> Nodes);

    /// <param name="Kind"><c>unit</c> or <c>manager</c>.</param>
    public sealed record NodeFindings(string Code, string Kind, IReadOnlyList<SmartCheck.Finding> Findings);

    public static async Task<Ok<Answer>> Handle(
        ProposeTargets.Request request,
        BankBounds bounds,
        PartOfBankFinder finder,
        PerformanceDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var period = TargetBounds.CheckPeriod(request.Period!.Value, bounds);
        var kpi = await TargetKpi.LoadAsync(db, request.Kpi, period, ct);
        var part = await finder.FindAsync(ct);
        var (_, nodes) = await ProposeTargets.ReadAsync(request.Nodes!, period, kpi, part, db, ct);
        var checks = await OfAsync(
            [.. nodes.Select(n => (n.Node.IsUnit, n.Node.Code, n.Target))],
            period,
            kpi,
            part,
            db,
            clock,
            ct
        );
        return TypedResults.Ok(
            new Answer([
                .. nodes
                    .Select(n => new NodeFindings(n.Node.Code, n.Node.Kind, checks[(n.Node.IsUnit, n.Node.Code)]))
                    .Where(n => n.Findings.Count > 0),
            ])
        );
    }

    /// <summary>The warnings about targets, by node.</summary>
    public static async Task<
        IReadOnlyDictionary<(bool IsUnit, string Code), IReadOnlyList<SmartCheck.Finding>>
    > OfAsync(
        IReadOnlyCollection<(bool IsUnit, string Code, decimal Target)> targets,
        Period period,
        TargetKpi kpi,
        PartOfBank part,
        PerformanceDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var managers = PeriodTree.ManagersOf(db, period, part);
        if (targets.All(t => !t.IsUnit))
        {
            var numbers = targets.Select(t => t.Code).ToList();
            managers = managers.Where(m => numbers.Contains(m.ManagerNo));
        }

        var tree = await PeriodTree.LoadAsync(db, period, managers, ct);
        var earlier = await EarlierPeriods.LoadAsync(db, period, kpi, managers, ct);
        var sheets = await OnSheets.LoadAsync(db, period, kpi.Code, managers, ct);
        var days = (period.LastDay, BankCalendar.Today(clock));
        return targets.ToDictionary(
            t => (t.IsUnit, t.Code),
            t =>
            {
                var node = t.IsUnit ? tree.Unit(t.Code) : tree.Manager(t.Code);
                var people = node is null
                    ? [t.Code]
                    : tree.Below(node).Where(n => !n.IsUnit).Select(n => n.Code).ToList();
                return SmartCheck.Of(
                    new(
                        Text: null,
                        Kpi: kpi.Code,
                        Value: t.Target,
                        OnSheet: t.IsUnit ? null : sheets.Of(t.Code),
                        Earlier: earlier.Of(people),
                        Days: days
                    )
                );
            }
        );
    }
}

/// <summary>Tells of some managers whether their score sheet, or that of their level, has a KPI in a period.</summary>
internal sealed class OnSheets
{
    private readonly Dictionary<string, bool> _levels;
    private readonly Dictionary<string, string?> _managers;

    private readonly Dictionary<string, bool> _own;

    private OnSheets(
        Dictionary<string, bool> levels,
        Dictionary<string, bool> own,
        Dictionary<string, string?> managers
    ) => (_levels, _own, _managers) = (levels, own, managers);

    public static async Task<OnSheets> LoadAsync(
        PerformanceDbContext db,
        Period period,
        string kpi,
        IQueryable<Organisation.Manager> managers,
        CancellationToken ct
    )
    {
        var last = period.LastDay;
        var month = Period.MonthOf(last);
        var sheets = await db.ScoreSheets.AsNoTracking().ToListAsync(ct);
        var numbers = managers.Select(m => m.ManagerNo);
        var personal = await db.PersonalSheets.AsNoTracking().Where(s => numbers.Contains(s.ManagerNo)).ToListAsync(ct);
        return new(
            sheets
                .GroupBy(s => (s.Level, s.Rhythm))
                .Select(g => ScoreSheet.Holding(g, month))
                .OfType<ScoreSheet>()
                .GroupBy(s => s.Level, StringComparer.Ordinal)
                .ToDictionary(
                    g => g.Key,
                    g => g.SelectMany(s => s.Kpis).Any(k => k.Kpi == kpi),
                    StringComparer.Ordinal
                ),
            personal
                .GroupBy(s => (s.ManagerNo, s.Rhythm))
                .Select(g => PersonalSheet.Holding(g, month))
                .OfType<PersonalSheet>()
                .GroupBy(s => s.ManagerNo, StringComparer.Ordinal)
                .ToDictionary(
                    g => g.Key,
                    g => g.SelectMany(s => s.Kpis).Any(k => k.Kpi == kpi),
                    StringComparer.Ordinal
                ),
            await managers
                .AsNoTracking()
                .Select(m => new
                {
                    m.ManagerNo,
                    Level = m
                        .Postings.Where(p => p.From <= last)
                        .OrderByDescending(p => p.From)
                        .Select(p => p.Data.Level)
                        .FirstOrDefault(),
                })
                .ToDictionaryAsync(m => m.ManagerNo, m => m.Level, StringComparer.Ordinal, ct)
        );
    }

    /// <summary>
    /// True when it is on a sheet, whatever the length of the periods it scores, false when it is not, null where the
    /// manager has no sheet.
    /// </summary>
    public bool? Of(string managerNo) =>
        _own.TryGetValue(managerNo, out var own) ? own
        : _managers.GetValueOrDefault(managerNo) is { } level && _levels.TryGetValue(level, out var has) ? has
        : null;
}

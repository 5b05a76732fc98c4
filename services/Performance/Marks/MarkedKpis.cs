using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Performance.Kpis;
using CardTeam.Performance.ScoreSheets;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Marks;

/// <summary>Which managers are marked for which qualitative KPIs in a period: those of the sheet that holds for them.</summary>
/// <param name="Levels">The KPIs of each level, as “kpi level”.</param>
/// <param name="WithOwnSheet">The managers whom a sheet of their own holds for.</param>
/// <param name="Own">The KPIs of those, as “kpi manager”.</param>
internal sealed record MarkedKpis(
    IReadOnlyList<string> Kpis,
    IReadOnlyList<string> Levels,
    IReadOnlyList<string> WithOwnSheet,
    IReadOnlyList<string> Own
)
{
    public static async Task<MarkedKpis> OfAsync(PerformanceDbContext db, Period period, CancellationToken ct)
    {
        var definitions = (await KpiCatalogue.LoadAsync(db, ct)).For(period.LastMonth);
        var marked = definitions.All.Where(k => k.IsMarked).Select(k => k.Code).ToHashSet(StringComparer.Ordinal);
        if (marked.Count == 0)
            return new([], [], [], []);
        var ofLevels = (await db.ScoreSheets.AsNoTracking().Where(s => s.Rhythm == period.Rhythm).ToListAsync(ct))
            .GroupBy(s => s.Level, StringComparer.Ordinal)
            .Select(g => (Level: g.Key, Sheet: ScoreSheet.Holding(g, period.LastMonth)))
            .SelectMany(l => Of(l.Sheet?.Kpis).Select(kpi => $"{kpi} {l.Level}"))
            .ToList();
        var own = (await db.PersonalSheets.AsNoTracking().Where(s => s.Rhythm == period.Rhythm).ToListAsync(ct))
            .GroupBy(s => s.ManagerNo, StringComparer.Ordinal)
            .Select(g => (ManagerNo: g.Key, Sheet: PersonalSheet.Holding(g, period.LastMonth)))
            .Where(o => o.Sheet is not null)
            .ToList();
        return new(
            [.. marked.Order(StringComparer.Ordinal)],
            ofLevels,
            own.ConvertAll(o => o.ManagerNo),
            own.SelectMany(o => Of(o.Sheet!.Kpis).Select(kpi => $"{kpi} {o.ManagerNo}")).ToList()
        );

        IEnumerable<string> Of(IReadOnlyList<WeightedKpi>? sheet) =>
            (sheet ?? []).Select(k => k.Kpi).Where(marked.Contains);
    }
}

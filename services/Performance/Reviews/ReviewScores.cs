using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Performance.Kpis;
using CardTeam.Performance.Periods;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Reviews;

/// <summary>
/// Keeps the scores of appraisals as the figures of KPI <c>review-360</c>, from which scorecards and grades are computed.
/// A score that becomes known, or is set aside, after the period was closed is late knowledge. A bank that imports the
/// KPI keeps its own figures.
/// </summary>
internal static class ReviewScores
{
    public static async Task KeepAsync(
        IReadOnlyCollection<ReviewResult> results,
        Period period,
        string by,
        PerformanceDbContext db,
        CancellationToken ct
    )
    {
        if ((await KpiCatalogue.LoadAsync(db, ct)).For(period.LastMonth).Of(Kpi.Review).Source != KpiWords.Review)
            return;
        var numbers = results.Select(r => r.ManagerNo).ToList();
        var known = await db
            .Indicators.Where(i => i.Kpi == Kpi.Review && i.Period == period && numbers.Contains(i.ManagerNo))
            .ToDictionaryAsync(i => i.ManagerNo, StringComparer.Ordinal, ct);
        var late = await LateBook.OpenAsync(db, numbers, await PeriodLedger.LoadAsync(db, ct), ct);
        foreach (var result in results)
        {
            var figure = known.GetValueOrDefault(result.ManagerNo);
            if (result.Score is { } score)
            {
                if (figure is null)
                    db.Indicators.Add(new(result.ManagerNo, period, Kpi.Review, score));
                else if (!figure.Change(score))
                    continue;
            }
            else if (figure is not null)
                db.Indicators.Remove(figure);
            else
                continue;
            late.Change(result.ManagerNo, period, new(LateChange.Indicator, Kpi.Review, by));
        }
    }
}

using CardTeam.Contracts;
using CardTeam.Performance.Data;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Reviews;

/// <summary>Reads what customers answered about persons, and what their scorecards came to, in a period.</summary>
internal static class KnownFiguresReader
{
    public static async Task<IReadOnlyDictionary<string, KnownFigures>> ReadAsync(
        IReadOnlyList<string> persons,
        Period period,
        PerformanceDbContext db,
        CancellationToken ct
    )
    {
        var (first, last) = (period.FirstDay, period.LastDay);
        var months = new List<Period>();
        for (var month = Period.MonthOf(first); month.FirstDay <= last; month = month.Next())
            months.Add(month);
        var answers = await db
            .Answers.AsNoTracking()
            .Where(a => persons.Contains(a.ManagerNo) && a.AnsweredOn >= first && a.AnsweredOn <= last)
            .GroupBy(a => a.ManagerNo)
            .Select(g => new
            {
                g.Key,
                Count = g.Count(),
                Sum = g.Sum(a => a.Score),
            })
            .ToDictionaryAsync(g => g.Key, StringComparer.Ordinal, ct);
        var totals = (
            await db
                .Scorecards.AsNoTracking()
                .Where(s => persons.Contains(s.ManagerNo) && s.IsCurrent && months.Contains(s.Period))
                .Select(s => new { s.ManagerNo, s.Total })
                .ToListAsync(ct)
        ).ToLookup(s => s.ManagerNo, s => s.Total, StringComparer.Ordinal);
        return persons.ToDictionary(
            p => p,
            p =>
            {
                var known = answers.GetValueOrDefault(p);
                var closed = totals[p].OfType<decimal>().ToList();
                return new KnownFigures(
                    known?.Count ?? 0,
                    known is null ? null : (decimal)known.Sum / known.Count,
                    closed.Count == 0 ? null : closed.Average()
                );
            },
            StringComparer.Ordinal
        );
    }
}

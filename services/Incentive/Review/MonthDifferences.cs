using CardTeam.Contracts;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Runs;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Review;

/// <summary>
/// The differences a run makes to closed months: their pay as it comes out now, less what was last approved of each.
/// </summary>
internal sealed class MonthDifferences
{
    private readonly ILookup<string, (Period Month, Money Difference)> _byManager;

    private MonthDifferences(ILookup<string, (Period, Money)> byManager) => _byManager = byManager;

    /// <param name="managers">The managers whose months are wanted.</param>
    public static async Task<MonthDifferences> LoadAsync(
        Run run,
        IEnumerable<string> managers,
        IncentiveDbContext db,
        CancellationToken ct
    )
    {
        var numbers = managers.Distinct(StringComparer.Ordinal).ToList();
        var restated = db
            .Statements.AsNoTracking()
            .Where(s => s.RunNumber == run.Number && !s.IsStatement && numbers.Contains(s.ManagerNo));
        var now = await restated
            .Select(s => new
            {
                s.ManagerNo,
                s.Period,
                s.OwnPayable,
            })
            .ToListAsync(ct);
        var approved = await restated
            .Join(
                db.Statements.Where(b =>
                    b.RunNumber < run.Number
                    && db.Runs.Any(r => r.Number == b.RunNumber && r.Status == RunStatus.Approved)
                ),
                s => new { s.ManagerNo, s.Period },
                b => new { b.ManagerNo, b.Period },
                (_, b) =>
                    new
                    {
                        b.ManagerNo,
                        b.Period,
                        b.RunNumber,
                        b.OwnPayable,
                    }
            )
            .ToListAsync(ct);
        var before = approved
            .GroupBy(b => (b.ManagerNo, b.Period))
            .ToDictionary(g => g.Key, g => g.MaxBy(b => b.RunNumber)!.OwnPayable);
        return new(
            now.ToLookup(
                s => s.ManagerNo,
                s => (s.Period, s.OwnPayable - before.GetValueOrDefault((s.ManagerNo, s.Period))),
                StringComparer.Ordinal
            )
        );
    }

    /// <summary>The sum over some months of one manager; zero where the run leaves them as they were.</summary>
    public Money Of(string managerNo, Period first, Period last) =>
        new(_byManager[managerNo].Where(d => d.Month >= first && d.Month <= last).Sum(d => d.Difference.Fen));
}

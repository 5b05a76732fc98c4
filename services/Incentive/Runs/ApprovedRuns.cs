using CardTeam.Contracts;
using CardTeam.Incentive.Data;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Runs;

/// <summary>Runs whose bonuses are approved.</summary>
internal static class ApprovedRuns
{
    public static async Task<Period?> LastPeriodAsync(IncentiveDbContext db, CancellationToken ct) =>
        await db
            .Runs.Where(r => r.Status == RunStatus.Approved)
            .OrderByDescending(r => r.Number)
            .Select(r => (Period?)r.Period)
            .FirstOrDefaultAsync(ct);
}

using CardTeam.Performance.Data;
using CardTeam.Platform.Security;
using CardTeam.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.ScoreSheets;

internal static class ScoreSheetRoutes
{
    public static void MapScoreSheets(this IEndpointRouteBuilder app)
    {
        var sheets = app.MapGroup("/score-sheets").WithTags("Score sheets");
        sheets.MapPut("/{level}", PutScoreSheet.Handle).RequireRoles(Roles.Hr).RequireWholeBank();
        sheets.MapGet("/{level}", List).RequireRoles(Roles.Hr, Roles.BranchHead, Roles.AccountManager, Roles.Auditor);
    }

    /// <summary>Every sheet of a level, the newest first. What one is scored on is no secret.</summary>
    private static async Task<IReadOnlyList<PutScoreSheet.Answer>> List(
        string level,
        PerformanceDbContext db,
        CancellationToken ct
    ) =>
        await db
            .ScoreSheets.AsNoTracking()
            .Where(s => s.Level == level)
            .OrderByDescending(s => s.EffectiveFrom)
            .Select(s => new PutScoreSheet.Answer(s.Level, s.EffectiveFrom, s.Version, s.Kpis))
            .ToListAsync(ct);
}

using CardTeam.Performance.Data;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Description;
using CardTeam.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.ScoreSheets;

internal static class ScoreSheetRoutes
{
    public static void MapScoreSheets(this IEndpointRouteBuilder app)
    {
        var sheets = app.MapGroup("/score-sheets").WithTags("Score sheets");
        sheets
            .MapPut("/{level}", PutScoreSheet.Handle)
            .Describe(
                "Writes the score sheet of a level from a month on.",
                "400 score-sheet.not-a-month",
                "400 score-sheet.weights-not-one",
                "400 score-sheet.weight-not-positive",
                "400 score-sheet.kpi-twice",
                "400 score-sheet.kpi-not-valid",
                "409 score-sheet.kpi-ended",
                "409 score-sheet.period-closed"
            )
            .RequireRoles(Roles.Hr)
            .RequireWholeBank();
        app.MapPost("/kpis/{code}/end", EndKpi.Handle)
            .WithTags("KPIs")
            .Describe(
                "Ends a KPI with an open month; what was scored with it stays.",
                "400 kpi.not-valid",
                "404 kpi.not-found",
                "409 kpi.period-closed",
                "409 kpi.in-use"
            )
            .RequireRoles(Roles.Hr)
            .RequireWholeBank();
        sheets
            .MapGet("/{level}", List)
            .Describe("Lists the score sheets of a level, the newest first.")
            .RequireRoles(Roles.Hr, Roles.BranchHead, Roles.AccountManager, Roles.Auditor);
    }

    /// <summary>Lists every sheet of a level, the newest first. Score sheets are open to everybody.</summary>
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

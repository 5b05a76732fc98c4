using CardTeam.Performance.Data;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Lists;
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
                "400 score-sheet.rhythm-not-valid",
                "400 score-sheet.weights-not-one",
                "400 score-sheet.weight-not-positive",
                "400 score-sheet.kpi-twice",
                "400 score-sheet.kpi-not-valid",
                "409 score-sheet.regulation",
                "409 score-sheet.kpi-ended",
                "409 score-sheet.period-closed"
            )
            .RequireRoles(Roles.Hr)
            .RequireWholeBank();
        sheets
            .MapGet("/templates", SheetTemplates.List)
            .Describe("Lists a sheet to begin with for each level, without regulatory findings.")
            .RequireRoles(Roles.Hr, Roles.BranchHead, Roles.AccountManager, Roles.Auditor);
        sheets
            .MapPut("/people/{managerNo}", PutPersonalSheet.Handle)
            .Describe(
                "Writes one manager's own score sheet from a month on, in place of the level's.",
                "400 score-sheet.not-a-month",
                "400 score-sheet.rhythm-not-valid",
                "404 manager.not-found",
                "409 score-sheet.weights-not-one",
                "409 score-sheet.regulation",
                "409 score-sheet.kpi-ended",
                "409 score-sheet.period-closed"
            )
            .RequireRoles(Roles.Hr)
            .RequireWholeBank();
        sheets
            .MapDelete("/people/{managerNo}", EndPersonalSheet.Handle)
            .Describe(
                "Ends a manager's own score sheet; the level's holds again.",
                "400 score-sheet.not-a-month",
                "400 score-sheet.rhythm-not-valid",
                "404 score-sheet.not-found",
                "409 score-sheet.period-closed"
            )
            .RequireRoles(Roles.Hr)
            .RequireWholeBank();
        sheets
            .MapGet("/people/{managerNo}", PutPersonalSheet.List)
            .Describe("Lists a manager's own score sheets, the newest first.", "404 manager.not-found")
            .AuditPersonalReads()
            .RequireRoles(Roles.Hr, Roles.BranchHead, Roles.AccountManager, Roles.Auditor);
        sheets
            .MapPost("/check", CheckScoreSheet.Handle)
            .Describe(
                "Finds the provisions of supervision that a score sheet conflicts with; saves nothing.",
                "400 score-sheet.weight-not-valid",
                "409 score-sheet.weights-not-one",
                "409 score-sheet.weight-not-positive",
                "409 score-sheet.kpi-twice",
                "409 score-sheet.kpi-not-valid",
                "409 score-sheet.kpi-ended"
            )
            .RequireRoles(Roles.Hr)
            .RequireWholeBank();
        sheets
            .MapList("/proposals", (list, path) => list.MapGet(path, ListProposals.Handle))
            .Describe(
                "Lists the score sheets with regulatory findings, and what was decided on them.",
                "400 request.invalid-limit",
                "400 request.invalid-cursor",
                "400 request.invalid-sort"
            )
            .RequireRoles(Roles.Hr, Roles.IncentiveApprover, Roles.Auditor);
        sheets
            .MapPost("/proposals/{id:guid}/approve", DecideScoreSheet.Approve)
            .Describe(
                "Puts a score sheet with findings into force, by another person than its maker.",
                "404 score-sheet.not-found",
                "409 score-sheet.already-decided",
                "409 score-sheet.maker-cannot-check",
                "409 score-sheet.kpi-ended",
                "409 score-sheet.period-closed"
            )
            .RequireRoles(Roles.Hr, Roles.IncentiveApprover)
            .RequireWholeBank();
        sheets
            .MapPost("/proposals/{id:guid}/return", DecideScoreSheet.Return)
            .Describe(
                "Returns a score sheet with findings to its maker with a reason.",
                "400 score-sheet.reason-required",
                "404 score-sheet.not-found",
                "409 score-sheet.already-decided",
                "409 score-sheet.maker-cannot-check"
            )
            .RequireRoles(Roles.Hr, Roles.IncentiveApprover)
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
            .Select(s => PutScoreSheet.Answer.Of(s))
            .ToListAsync(ct);
}

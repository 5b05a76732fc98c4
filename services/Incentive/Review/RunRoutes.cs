using System.Globalization;
using CardTeam.Contracts;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Runs;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Description;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Review;

internal static class RunRoutes
{
    public static void MapRuns(this IEndpointRouteBuilder app)
    {
        var runs = app.MapGroup("/runs").WithTags("Runs");
        string[] readers = [Roles.IncentiveAnalyst, Roles.IncentiveApprover, Roles.Auditor];
        runs.MapGet("/", List)
            .Describe("Lists runs, the newest first.", "400 request.invalid-limit", "400 request.invalid-cursor")
            .RequireRoles(readers)
            .AuditReads();
        runs.MapGet("/{id:guid}", Get)
            .Describe("Shows one run with its figures.", "404 run.not-found")
            .RequireRoles(readers)
            .AuditReads();
        runs.MapGet("/{id:guid}/sheets", CompareStatements.Handle)
            .Describe(
                "Lists the managers of a run against the month before.",
                "404 run.not-found",
                "400 request.invalid-only",
                "400 request.invalid-sort"
            )
            .RequireRoles(readers)
            .AuditReads();
        runs.MapGet("/{id:guid}/repeated-cards", ListRepeatedCards.Handle)
            .Describe(
                "Lists the cards that several facts of one kind name; a run counts one of them.",
                "404 run.not-found"
            )
            .RequireRoles(readers)
            .AuditReads();
        runs.MapList("/{id:guid}/changes", (list, path) => list.MapGet(path, ListChanges.Handle))
            .Describe(
                "Lists the changes of closed months that a run takes into account for the first time, and who made them.",
                "404 run.not-found",
                "400 request.invalid-limit",
                "400 request.invalid-cursor",
                "400 request.invalid-sort"
            )
            .RequireRoles(readers)
            .AuditReads();
        runs.MapGet("/{id:guid}/distribution", ShowDistribution.Handle)
            .Describe("Shows how the payouts of a run are distributed.", "404 run.not-found")
            .RequireRoles(readers)
            .AuditReads();
        runs.MapPost("/{id:guid}/approve", DecideRun.Approve)
            .Describe(
                "Approves a run that somebody else made, and releases it to payroll.",
                "404 run.not-found",
                "409 run.wrong-state",
                "409 run.stale",
                "409 run.maker-cannot-check",
                "403 run.changer-is-checker"
            )
            .RequireRoles(Roles.IncentiveApprover)
            .RequireWholeBank();
        runs.MapPost("/{id:guid}/reject", DecideRun.Reject)
            .Describe(
                "Returns a run with a reason.",
                "404 run.not-found",
                "409 run.wrong-state",
                "409 run.maker-cannot-check"
            )
            .RequireRoles(Roles.IncentiveApprover)
            .RequireWholeBank();
        runs.MapPost("/{id:guid}/cancel", DecideRun.Cancel)
            .Describe("Cancels a run that is not approved.", "404 run.not-found", "409 run.wrong-state")
            .RequireRoles(Roles.IncentiveAnalyst)
            .RequireWholeBank();
    }

    private static async Task<Page<RunAnswer>> List(
        [AsParameters] PageQuery page,
        Period? period,
        PartOfBankFinder part,
        IncentiveDbContext db,
        CancellationToken ct
    )
    {
        var before = page.AfterNumber() is > 0 and var number ? number : long.MaxValue;
        var runs = db.Runs.AsNoTracking();
        if (period is { } month)
            runs = runs.Where(r => r.Period == month);
        var found = await runs.Where(r => r.Number < before)
            .OrderByDescending(r => r.Number)
            .ToPageAsync(page, r => r.Number.ToString(CultureInfo.InvariantCulture), ct)
            .WithTotalAsync(runs, page, ct);
        return new(await RunAnswer.WithinAsync(found.Items, await part.FindAsync(ct), db, ct), found.Next, found.Total);
    }

    private static async Task<Ok<RunAnswer>> Get(
        Guid id,
        PartOfBankFinder part,
        IncentiveDbContext db,
        CancellationToken ct
    ) =>
        TypedResults.Ok(
            (await RunAnswer.WithinAsync([await RunAnswer.FindAsync(id, db, ct)], await part.FindAsync(ct), db, ct))[0]
        );
}

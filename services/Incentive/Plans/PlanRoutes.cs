using CardTeam.Incentive.Data;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Requests;
using CardTeam.Platform.Security;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Plans;

internal static class PlanRoutes
{
    public static void MapPlans(this IEndpointRouteBuilder app)
    {
        var plans = app.MapGroup("/plans").WithTags("Plans");
        plans.MapGet("/", List).RequireRoles(Roles.IncentiveAnalyst, Roles.IncentiveApprover, Roles.Hr, Roles.Auditor);
        plans
            .MapGet("/{code}/versions/{version:int}", Get)
            .RequireRoles(Roles.IncentiveAnalyst, Roles.IncentiveApprover, Roles.Hr, Roles.Auditor);
        plans.MapPut("/{code}", PutPlan.Handle).RequireRoles(Roles.IncentiveAnalyst).RequireWholeBank();
        plans
            .MapPost("/trial/{managerNo}/{period}", TryPlan.Handle)
            .RequireRoles(Roles.IncentiveAnalyst, Roles.IncentiveApprover)
            .AuditReads();
        plans
            .MapPost("/{code}/versions/{version:int}/approve", ApprovePlan.Handle)
            .RequireRoles(Roles.IncentiveApprover)
            .RequireWholeBank();
        plans
            .MapPost("/{code}/versions/{version:int}/return", ReturnPlan.Handle)
            .RequireRoles(Roles.IncentiveApprover)
            .RequireWholeBank();
    }

    private static async Task<Page<PutPlan.Answer>> List(
        [AsParameters] PageQuery page,
        IncentiveDbContext db,
        CancellationToken ct
    )
    {
        var after = page.AfterKey();
        var found = await db
            .Plans.AsNoTracking()
            .Where(p => string.Compare(p.Code + " " + (100_000 + p.Version), after) > 0)
            .OrderBy(p => p.Code)
            .ThenBy(p => p.Version)
            .ToPageAsync(page, p => $"{p.Code} {100_000 + p.Version}", ct);
        return new(found.Items.Select(PutPlan.Answer.Of).ToList(), found.Next);
    }

    private static async Task<Ok<PutPlan.Answer>> Get(
        string code,
        int version,
        IncentiveDbContext db,
        CancellationToken ct
    ) =>
        TypedResults.Ok(
            PutPlan.Answer.Of(
                await db.Plans.AsNoTracking().FirstOrDefaultAsync(p => p.Code == code && p.Version == version, ct)
                    ?? throw RuleBrokenException.NotFound("plan")
            )
        );
}

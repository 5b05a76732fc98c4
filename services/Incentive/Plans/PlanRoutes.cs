using CardTeam.Incentive.Data;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Description;
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
        plans
            .MapGet("/", List)
            .Describe(
                "Lists every version of every incentive plan.",
                "400 request.invalid-limit",
                "400 request.invalid-cursor"
            )
            .RequireRoles(Roles.IncentiveAnalyst, Roles.IncentiveApprover, Roles.Hr, Roles.Auditor);
        plans
            .MapGet("/{code}/versions/{version:int}", Get)
            .Describe("Shows one version of a plan.", "404 plan.not-found")
            .RequireRoles(Roles.IncentiveAnalyst, Roles.IncentiveApprover, Roles.Hr, Roles.Auditor);
        plans
            .MapGet("/{code}/versions/{version:int}/text", ShowPlanText.Handle)
            .Describe("Shows one version of a plan in sentences, in both languages.", "404 plan.not-found")
            .RequireRoles(Roles.IncentiveAnalyst, Roles.IncentiveApprover, Roles.Hr, Roles.Auditor);
        plans
            .MapGet("/in-force", ShowPlanInForce.Handle)
            .Describe("Shows the plan that a month is paid by, in sentences.", "404 plan.not-found")
            .RequireRoles(
                Roles.AccountManager,
                Roles.BranchHead,
                Roles.IncentiveAnalyst,
                Roles.IncentiveApprover,
                Roles.Hr,
                Roles.Auditor
            );
        plans
            .MapPost("/{code}/versions/{version:int}/signatures", SignPlan.Handle)
            .Describe(
                "Signs the text of an approved plan.",
                "403 signature.no-manager",
                "404 plan.not-found",
                "409 plan.text-changed"
            )
            .RequireRoles(Roles.AccountManager);
        plans.MapSignatures();
        plans
            .MapPost("/preview", PreviewPlan.Handle)
            .Describe("Checks a plan and shows it in sentences; saves nothing.", "400 plan.unreadable")
            .RequireRoles(Roles.IncentiveAnalyst)
            .RequireWholeBank();
        plans
            .MapPut("/{code}", PutPlan.Handle)
            .Describe(
                "Saves a plan as a new draft version, after every check.",
                "400 plan.invalid",
                "400 plan.unreadable",
                "400 plan.other-code",
                "409 plan.period-approved",
                "409 code.differs-in-case-only"
            )
            .RequireRoles(Roles.IncentiveAnalyst)
            .RequireWholeBank();
        plans
            .MapPost("/{code}/versions/{version:int}/approve", ApprovePlan.Handle)
            .Describe(
                "Approves a plan that somebody else made.",
                "404 plan.not-found",
                "409 plan.already-approved",
                "409 plan.already-returned",
                "409 plan.maker-cannot-check",
                "409 plan.period-approved",
                "409 plan.findings"
            )
            .RequireRoles(Roles.IncentiveApprover)
            .RequireWholeBank();
        plans
            .MapPost("/{code}/versions/{version:int}/return", ReturnPlan.Handle)
            .Describe(
                "Returns a plan to its maker with a reason.",
                "400 plan.reason-required",
                "404 plan.not-found",
                "409 plan.already-approved",
                "409 plan.already-returned",
                "409 plan.maker-cannot-check"
            )
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
            .Where(p => (p.Code + " " + (100_000 + p.Version)).CompareTo(after) > 0)
            .OrderBy(p => p.Code)
            .ThenBy(p => p.Version)
            .ToPageAsync(page, p => Invariant($"{p.Code} {100_000 + p.Version}"), ct)
            .WithTotalAsync(db.Plans, page, ct);
        return new(found.Items.Select(PutPlan.Answer.Of).ToList(), found.Next, found.Total);
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

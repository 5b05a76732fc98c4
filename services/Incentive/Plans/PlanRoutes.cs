using CardTeam.Incentive.Data;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Requests;
using CardTeam.Platform.Security;
using CardTeam.ServiceDefaults.Description;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Plans;

internal static class PlanRoutes
{
    /// <summary>A small plan for the API pages.</summary>
    private const string Example = """
        {
          "code": "CARD-2026", "effectiveFrom": "2026-07", "title": { "zh": "信用卡激励", "en": "Card incentive" },
          "rules": [
            { "id": "activation", "type": "per-unit", "fact": "activated", "rate": "80.00" },
            { "id": "task", "type": "factor", "of": ["activation"], "by": "scorecard",
              "bands": [ { "from": "0", "to": "0.8", "factor": "0" }, { "from": "0.8", "factor": "1" } ] },
            { "id": "later", "type": "deferral", "levels": ["senior"], "share": "0.40", "years": 3 }
          ]
        }
        """;

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
            .MapPost("/trial/{managerNo}/{period}", TryPlan.Handle)
            .Describe(
                "Calculates one manager's bonus of a closed month by a plan, without saving it.",
                "400 plan.invalid",
                "400 plan.unreadable",
                "404 manager.not-found",
                "409 plan.trial-needs-close"
            )
            .RequestExample(Example)
            .RequireRoles(Roles.IncentiveAnalyst, Roles.IncentiveApprover)
            .AuditReads();
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

using CardTeam.Platform.Audit;
using CardTeam.ServiceDefaults.Description;
using CardTeam.ServiceDefaults.Security;

namespace CardTeam.Incentive.Trials;

internal static class TrialRoutes
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

    /// <summary>Three more gold cards, and an instalment of 10,000 yuan.</summary>
    private const string EstimateExample = """
        { "add": [ { "fact": "activated", "product": "gold", "count": 3 },
                   { "fact": "instalment", "count": 1, "amount": "10000.00" } ] }
        """;

    public static void MapTrials(this IEndpointRouteBuilder app)
    {
        app.MapGroup("/plans")
            .WithTags("Plans")
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
        app.MapGroup("/estimates")
            .WithTags("Statements")
            .MapPost("/{managerNo}/{period}", EstimateMonth.Handle)
            .Describe(
                "Calculates a manager's open month as it stands and with further facts, without saving it.",
                "400 estimate.invalid",
                "404 manager.not-found",
                "409 estimate.month-not-open",
                "409 run.no-plan"
            )
            .RequestExample(EstimateExample)
            .RequireRoles(Roles.AccountManager, Roles.BranchHead, Roles.IncentiveAnalyst)
            .AuditReads();
    }
}

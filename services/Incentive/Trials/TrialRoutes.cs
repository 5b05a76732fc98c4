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

    public static void MapTrials(this IEndpointRouteBuilder app) =>
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
}

using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Description;
using CardTeam.ServiceDefaults.Security;

namespace CardTeam.Incentive.RunCalculations;

internal static class RunCalculationRoutes
{
    public static void MapRunCalculations(this IEndpointRouteBuilder app) =>
        app.MapGroup("/runs")
            .WithTags("Runs")
            .MapPost("/", StartRun.Handle)
            .Describe(
                "Starts the calculation of a closed month's bonuses.",
                "400 run.unknown-service",
                "409 run.already-open",
                "409 run.already-approved",
                "409 run.out-of-order",
                "409 run.no-plan",
                "409 run.not-complete",
                "409 run.units-overlap",
                "409 idempotency.key-reused"
            )
            .RequireRoles(Roles.IncentiveAnalyst)
            .RequireWholeBank();
}

using CardTeam.Incentive.Data;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Description;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CardTeam.Incentive.Corrections;

internal static class CorrectionRoutes
{
    private static readonly string[] Readers = [Roles.IncentiveAnalyst, Roles.IncentiveApprover, Roles.Auditor];

    public static void MapCorrections(this IEndpointRouteBuilder app)
    {
        MapAdjustments(app);
        MapHolds(app);
    }

    private static void MapAdjustments(IEndpointRouteBuilder app)
    {
        app.MapGroup("")
            .WithTags("Adjustments")
            .MapList("/adjustments", (list, path) => list.MapGet(path, ListManualAdjustments.Handle))
            .Describe(
                "Lists manual adjustments, the newest first.",
                "400 request.invalid-state",
                "400 request.invalid-limit",
                "400 request.invalid-cursor",
                "400 request.invalid-sort"
            )
            .RequireRoles(Readers)
            .AuditReads();
        var adjustments = app.MapGroup("/adjustments").WithTags("Adjustments");
        adjustments
            .MapGet("/{id:guid}", Get)
            .Describe("Shows manual adjustments that are decided as one, with their sums.", "404 adjustment.not-found")
            .RequireRoles(Readers)
            .AuditReads();
        adjustments
            .MapPost("/", ProposeAdjustment.Handle)
            .Describe(
                "Proposes to give or take an amount beside the plan.",
                "400 adjustment.amount-out-of-range",
                "400 correction.month-out-of-range",
                "400 correction.reason-missing",
                "404 manager.not-found"
            )
            .RequireRoles(Roles.IncentiveAnalyst);
        adjustments
            .MapPost("/{id:guid}/approve", DecideAdjustment.Approve)
            .Describe(
                "Approves adjustments that somebody else proposed: the next run gives or takes them.",
                "404 adjustment.not-found",
                "409 adjustment.wrong-state",
                "409 adjustment.maker-cannot-check"
            )
            .RequireRoles(Roles.IncentiveApprover)
            .RequireWholeBank();
        adjustments
            .MapPost("/{id:guid}/return", DecideAdjustment.Return)
            .Describe(
                "Returns adjustments with a reason.",
                "400 correction.reason-missing",
                "404 adjustment.not-found",
                "409 adjustment.wrong-state",
                "409 adjustment.maker-cannot-check"
            )
            .RequireRoles(Roles.IncentiveApprover)
            .RequireWholeBank();
        adjustments
            .MapPost("/{id:guid}/withdraw", DecideAdjustment.Withdraw)
            .Describe(
                "Withdraws adjustments that are not decided.",
                "404 adjustment.not-found",
                "409 adjustment.wrong-state"
            )
            .RequireRoles(Roles.IncentiveAnalyst)
            .RequireWholeBank();
    }

    private static void MapHolds(IEndpointRouteBuilder app)
    {
        app.MapGroup("")
            .WithTags("Holds")
            .MapList("/holds", (list, path) => list.MapGet(path, ListHolds.Handle))
            .Describe(
                "Lists holds with what each keeps back, the newest first.",
                "400 request.invalid-state",
                "400 request.invalid-limit",
                "400 request.invalid-cursor",
                "400 request.invalid-sort"
            )
            .RequireRoles(Readers)
            .AuditReads();
        var holds = app.MapGroup("/holds").WithTags("Holds");
        holds
            .MapPost("/", MakeHold.Handle)
            .Describe(
                "Withholds the pay of a manager, an amount of it, or a rule's line.",
                "400 hold.amount-out-of-range",
                "400 hold.unknown-rule",
                "400 correction.month-out-of-range",
                "400 correction.reason-missing",
                "404 manager.not-found"
            )
            .RequireRoles(Roles.IncentiveAnalyst, Roles.IncentiveApprover);
        holds
            .MapPost("/{id:guid}/release", MakeHold.Release)
            .Describe(
                "Releases a hold that somebody else made: the next run pays what was held.",
                "400 correction.reason-missing",
                "404 hold.not-found",
                "409 hold.wrong-state",
                "409 hold.maker-cannot-check"
            )
            .RequireRoles(Roles.IncentiveAnalyst, Roles.IncentiveApprover)
            .RequireWholeBank();
    }

    private static async Task<Ok<AdjustmentProposal>> Get(
        Guid id,
        PartOfBankFinder part,
        IncentiveDbContext db,
        CancellationToken ct
    ) =>
        TypedResults.Ok(
            AdjustmentProposal.Of(await AdjustmentProposal.FindAsync(id, await part.FindAsync(ct), db, ct))
        );
}

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
        MapDisputes(app);
    }

    private static void MapDisputes(IEndpointRouteBuilder app)
    {
        string[] readers = [Roles.AccountManager, Roles.BranchHead, .. Readers];
        app.MapGroup("")
            .WithTags("Disputes")
            .MapList("/disputes", (list, path) => list.MapGet(path, ListDisputes.Handle))
            .Describe(
                "Lists disputes about lines of statements, the newest first.",
                "400 request.invalid-state",
                "400 request.invalid-limit",
                "400 request.invalid-cursor",
                "400 request.invalid-sort"
            )
            .RequireRoles(readers)
            .AuditReads();
        var disputes = app.MapGroup("/disputes").WithTags("Disputes");
        disputes
            .MapGet("/figures", ListDisputes.Count)
            .Describe("Counts disputes, those without an answer by age.")
            .RequireRoles([Roles.BranchHead, .. Readers])
            .AuditReads();
        disputes
            .MapGet("/{id:guid}", ListDisputes.Get)
            .Describe("Shows a dispute with its course.", "404 dispute.not-found")
            .RequireRoles(readers)
            .AuditReads();
        disputes
            .MapPost("/", OpenDispute.Handle)
            .Describe(
                "Disputes a line of one's own statement.",
                "400 dispute.no-such-line",
                "400 dispute.text-missing",
                "404 statement.not-found",
                "409 dispute.already-there"
            )
            .RequireRoles(Roles.AccountManager);
        disputes
            .MapPost("/{id:guid}/reopen", OpenDispute.Reopen)
            .Describe(
                "Opens an answered dispute again, once.",
                "400 dispute.text-missing",
                "404 dispute.not-found",
                "409 dispute.wrong-state",
                "409 dispute.reopened-before"
            )
            .RequireRoles(Roles.AccountManager);
        disputes
            .MapPost("/{id:guid}/assign", AnswerDispute.Assign)
            .Describe(
                "Takes a dispute, or gives it to another analyst.",
                "404 dispute.not-found",
                "409 dispute.wrong-state"
            )
            .RequireRoles(Roles.IncentiveAnalyst)
            .RequireWholeBank();
        disputes
            .MapPost("/{id:guid}/answer", AnswerDispute.Handle)
            .Describe(
                "Answers a dispute: upheld with an adjustment that another person approves, or rejected with reasons.",
                "400 adjustment.amount-out-of-range",
                "400 correction.reason-missing",
                "400 dispute.amount-with-upheld",
                "404 dispute.not-found",
                "409 dispute.wrong-state"
            )
            .RequireRoles(Roles.IncentiveAnalyst)
            .RequireWholeBank();
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
        app.MapGroup("/")
            .WithTags("Holds")
            .MapList("/holds/complaints", (list, path) => list.MapGet(path, ListComplaintHolds.Handle))
            .Describe(
                "Lists what undecided complaints keep back by themselves.",
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

using CardTeam.Platform.Audit;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Description;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CardTeam.Incentive.Recoveries;

internal static class RecoveryRoutes
{
    public static void MapRecoveries(this IEndpointRouteBuilder app)
    {
        string[] readers = [Roles.AccountManager, Roles.IncentiveAnalyst, Roles.IncentiveApprover, Roles.Auditor];
        app.MapGroup("")
            .WithTags("Recoveries")
            .MapGet("/recovery-grounds", Grounds)
            .Describe("Lists the grounds on which pay is recovered, and whether the bank has to or may.")
            .RequireRoles(readers);
        app.MapGroup("")
            .WithTags("Recoveries")
            .MapList("/recoveries", (list, path) => list.MapGet(path, ListRecoveries.Handle))
            .Describe(
                "Lists cases of recovery with their balances, the newest first.",
                "400 request.invalid-state",
                "400 request.invalid-limit",
                "400 request.invalid-cursor",
                "400 request.invalid-sort"
            )
            .RequireRoles(readers)
            .AuditReads();
        var recoveries = app.MapGroup("/recoveries").WithTags("Recoveries");
        recoveries
            .MapGet("/{id:guid}", ListRecoveries.Get)
            .Describe(
                "Shows a case of recovery with its balance: what was demanded, forfeited, taken in which month, and is left.",
                "404 recovery.not-found"
            )
            .RequireRoles(readers)
            .AuditReads();
        recoveries
            .MapPost("/", OpenRecovery.Handle)
            .Describe(
                "Opens a case of recovery against a manager, in post or not; the manager sees it from then on.",
                "400 recovery.unknown-ground",
                "400 recovery.periods-missing",
                "400 recovery.amount-out-of-range",
                "400 recovery.text-missing",
                "400 correction.month-out-of-range",
                "404 manager.not-found"
            )
            .RequireRoles(Roles.IncentiveAnalyst);
        recoveries
            .MapPost("/{id:guid}/side", StateSide.Handle)
            .Describe(
                "States one's own side of a case, once, within ten days of being told.",
                "400 recovery.text-missing",
                "404 recovery.not-found",
                "409 recovery.wrong-state",
                "409 recovery.side-already-stated",
                "409 recovery.side-too-late"
            )
            .RequireRoles(Roles.AccountManager);
        recoveries
            .MapPost("/{id:guid}/approve", DecideRecovery.Approve)
            .Describe(
                "Approves a case that somebody else opened: what is not released is forfeited now, the rest is taken from pay.",
                "404 recovery.not-found",
                "409 recovery.wrong-state",
                "409 recovery.maker-cannot-check",
                "409 recovery.side-pending"
            )
            .RequireRoles(Roles.IncentiveApprover)
            .RequireWholeBank();
        recoveries
            .MapPost("/{id:guid}/refuse", DecideRecovery.Refuse)
            .Describe(
                "Refuses a case with a reason; nothing is taken.",
                "400 correction.reason-missing",
                "404 recovery.not-found",
                "409 recovery.wrong-state",
                "409 recovery.maker-cannot-check",
                "409 recovery.side-pending"
            )
            .RequireRoles(Roles.IncentiveApprover)
            .RequireWholeBank();
        recoveries
            .MapPost("/{id:guid}/demand", DemandRecovery.Propose)
            .Describe(
                "Asks for what is left of a manager who has left and has no pay to come.",
                "404 recovery.not-found",
                "409 recovery.wrong-state",
                "409 recovery.nothing-left",
                "409 recovery.pay-left"
            )
            .RequireRoles(Roles.IncentiveAnalyst);
        recoveries
            .MapPost("/{id:guid}/demand/approve", DemandRecovery.Approve)
            .Describe(
                "Approves a demand that somebody else asked for, and sends it to payroll as a negative entry.",
                "404 recovery.not-found",
                "409 recovery.wrong-state",
                "409 recovery.maker-cannot-check",
                "409 recovery.demand-stale"
            )
            .RequireRoles(Roles.IncentiveApprover)
            .RequireWholeBank();
        recoveries
            .MapPost("/{id:guid}/demand/refuse", DemandRecovery.Refuse)
            .Describe(
                "Refuses a demand with a reason; it may be asked for again.",
                "400 correction.reason-missing",
                "404 recovery.not-found",
                "409 recovery.wrong-state",
                "409 recovery.maker-cannot-check"
            )
            .RequireRoles(Roles.IncentiveApprover)
            .RequireWholeBank();
    }

    private static Ok<IReadOnlyList<RecoveryAnswer.GroundAnswer>> Grounds() =>
        TypedResults.Ok<IReadOnlyList<RecoveryAnswer.GroundAnswer>>([
            .. RecoveryGround.All.Select(g => new RecoveryAnswer.GroundAnswer(g.Code, g.Text, g.IsMust)),
        ]);
}

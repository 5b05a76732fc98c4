using CardTeam.Performance.Kpis;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Lists;
using CardTeam.ServiceDefaults.Description;
using CardTeam.ServiceDefaults.Security;

namespace CardTeam.Performance.Targets;

internal static class TargetRoutes
{
    public static void MapTargets(this IEndpointRouteBuilder app)
    {
        var targets = app.MapGroup("").WithTags("Targets");
        targets
            .MapList("/targets", (list, path) => list.MapGet(path, KpiFigureList.Of<Target>))
            .Describe(
                "Lists the targets of managers.",
                "400 request.invalid-limit",
                "400 request.invalid-cursor",
                "400 request.invalid-sort"
            )
            .AuditPersonalReads()
            .RequireRoles(Roles.Hr, Roles.BranchHead, Roles.AccountManager, Roles.Auditor);
        var tree = targets
            .MapGroup("")
            .AuditPersonalReads()
            .RequireRoles(Roles.Hr, Roles.BranchHead, Roles.AccountManager, Roles.Auditor);
        tree.MapGet("/target-tree", ShowTargetTree.Handle)
            .Describe(
                "Shows the targets of a KPI down the caller's part of the bank, with sums, gaps and progress.",
                "400 kpi.not-valid"
            );
        tree.MapGet("/target-tree.{format}", ShowTargetTree.Export)
            .Describe(
                "Exports the targets of a KPI down the caller's part of the bank.",
                "400 kpi.not-valid",
                "404 export.not-found"
            );
        MapPlans(targets);
    }

    private static void MapPlans(IEndpointRouteBuilder targets)
    {
        string[] readers = [Roles.Hr, Roles.BranchHead, Roles.Auditor];
        targets
            .MapList("/target-plans", (list, path) => list.MapGet(path, ListTargetPlans.Handle))
            .Describe(
                "Lists proposals of targets, the newest first.",
                "400 request.invalid-state",
                "400 request.invalid-limit",
                "400 request.invalid-cursor",
                "400 request.invalid-sort"
            )
            .AuditPersonalReads()
            .RequireRoles(readers);
        targets
            .MapList("/target-versions", (list, path) => list.MapGet(path, ListTargetVersions.Handle))
            .Describe(
                "Lists every version of the targets of a period: who proposed it, who decided, and why.",
                "400 request.invalid-limit",
                "400 request.invalid-cursor",
                "400 request.invalid-sort"
            )
            .AuditPersonalReads()
            .RequireRoles(readers);
        var plans = targets.MapGroup("/target-plans");
        plans
            .MapGet("/{id:guid}", ListTargetPlans.Get)
            .Describe("Shows a proposal of targets with its nodes.", "404 target-plan.not-found")
            .AuditPersonalReads()
            .RequireRoles(readers);
        plans
            .MapPost("/", ProposeTargets.Handle)
            .Describe(
                "Proposes targets for units and managers; a head above them decides.",
                "400 kpi.not-valid",
                "400 kpi.ended",
                "400 target.not-positive",
                "400 target-plan.node-ambiguous",
                "400 target-plan.node-twice",
                "400 target-plan.reason-missing",
                "404 target-node.not-found",
                "409 target-plan.nothing-changed"
            )
            .RequireRoles(Roles.Hr, Roles.BranchHead);
        plans
            .MapPost("/check", CheckTargets.Handle)
            .Describe(
                "Shows what the SMART check asks about targets before they are proposed; nothing is kept.",
                "400 kpi.not-valid",
                "400 target.not-positive",
                "400 target-plan.node-ambiguous",
                "400 target-plan.node-twice",
                "404 target-node.not-found"
            )
            .RequireRoles(Roles.Hr, Roles.BranchHead);
        plans
            .MapPost("/spread", SpreadTarget.Handle)
            .Describe(
                "Shows how a unit's target would be spread over its children; nothing is kept.",
                "400 kpi.not-valid",
                "400 target.not-positive",
                "400 target-spread.unknown-way",
                "400 target-spread.not-summed",
                "400 target-spread.not-whole",
                "404 target-node.not-found",
                "409 target-spread.no-children"
            )
            .RequireRoles(Roles.Hr, Roles.BranchHead);
        plans
            .MapPost("/{id:guid}/approve", DecideTargets.Approve)
            .Describe(
                "Approves targets that somebody else proposed and puts them in force.",
                "404 target-plan.not-found",
                "409 target-plan.wrong-state",
                "409 target-plan.maker-cannot-check",
                "409 target-plan.decided-above"
            )
            .RequireRoles(Roles.Hr, Roles.BranchHead);
        plans
            .MapPost("/{id:guid}/refuse", DecideTargets.Refuse)
            .Describe(
                "Refuses targets that somebody else proposed, with a reason.",
                "400 target-plan.reason-missing",
                "404 target-plan.not-found",
                "409 target-plan.wrong-state",
                "409 target-plan.maker-cannot-check",
                "409 target-plan.decided-above"
            )
            .RequireRoles(Roles.Hr, Roles.BranchHead);
    }
}

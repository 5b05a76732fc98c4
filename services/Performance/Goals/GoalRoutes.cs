using CardTeam.Platform.Audit;
using CardTeam.Platform.Lists;
using CardTeam.ServiceDefaults.Description;
using CardTeam.ServiceDefaults.Security;

namespace CardTeam.Performance.Goals;

internal static class GoalRoutes
{
    public static void MapGoals(this IEndpointRouteBuilder app)
    {
        string[] readers = [Roles.Hr, Roles.BranchHead, Roles.AccountManager, Roles.Auditor];
        app.MapGroup("")
            .WithTags("Targets")
            .MapList("/own-goals", (list, path) => list.MapGet(path, ListGoals.Handle))
            .Describe(
                "Lists the goals that managers have set for themselves.",
                "400 request.invalid-state",
                "400 request.invalid-limit",
                "400 request.invalid-cursor",
                "400 request.invalid-sort"
            )
            .AuditPersonalReads()
            .RequireRoles(readers);
        var goals = app.MapGroup("/own-goals/{managerNo}/{period}").WithTags("Targets");
        goals
            .MapGet("/", ListGoals.Get)
            .Describe(
                "Shows a manager's own goals for a period with every version and what the SMART check asks.",
                "404 manager.not-found"
            )
            .AuditPersonalReads()
            .RequireRoles(readers);
        goals
            .MapPut("/", SetGoals.Handle)
            .Describe(
                "Sets one's own goals for a period: marketing target of the area, plan of work, focus of work.",
                "400 own-goals.item-missing",
                "400 own-goals.kpi-or-target-missing",
                "400 kpi.not-valid",
                "400 kpi.ended",
                "400 target.not-positive",
                "404 manager.not-found"
            )
            .RequireRoles(Roles.AccountManager);
        goals
            .MapPost("/check", SetGoals.Check)
            .Describe(
                "Shows what the SMART check asks about one's own goals before they are set. Nothing is kept.",
                "400 kpi.not-valid",
                "400 kpi.ended",
                "400 target.not-positive",
                "404 manager.not-found"
            )
            .RequireRoles(Roles.AccountManager);
        goals
            .MapPost("/confirm", DecideGoals.Confirm)
            .Describe(
                "Confirms the goals a manager has set.",
                "404 manager.not-found",
                "404 own-goals.not-found",
                "409 own-goals.wrong-state",
                "409 own-goals.maker-cannot-check"
            )
            .RequireRoles(Roles.BranchHead, Roles.Hr);
        goals
            .MapPost("/return", DecideGoals.Return)
            .Describe(
                "Returns the goals a manager has set, with a reason.",
                "400 own-goals.reason-missing",
                "404 manager.not-found",
                "404 own-goals.not-found",
                "409 own-goals.wrong-state",
                "409 own-goals.maker-cannot-check"
            )
            .RequireRoles(Roles.BranchHead, Roles.Hr);
    }
}

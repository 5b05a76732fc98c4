using CardTeam.Platform.Audit;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Description;
using CardTeam.ServiceDefaults.Security;

namespace CardTeam.Performance.WorkingDay;

internal static class WorkRoutes
{
    public static void MapWork(this IEndpointRouteBuilder app)
    {
        string[] readers = [Roles.Hr, Roles.BranchHead, Roles.AccountManager, Roles.Auditor];
        var all = app.MapGroup("").WithTags("Working day");
        all.MapList("/work-tasks", (list, path) => list.MapGet(path, ListTasks.Handle))
            .Describe(
                "Lists tasks: what managers have planned, what is done, and what is late.",
                "400 work.unknown-word",
                "400 request.invalid-limit",
                "400 request.invalid-cursor",
                "400 request.invalid-sort"
            )
            .AuditPersonalReads()
            .RequireRoles(readers);
        MapTasks(all.MapGroup("/work-tasks/{id:guid}"));
        MapDayTypes(all);
        MapDays(all.MapGroup("/work/{managerNo}"), readers);
    }

    private static void MapTasks(IEndpointRouteBuilder task)
    {
        task.MapPut("/", PlanTask.Handle)
            .Describe(
                "Plans a task for a manager under the id that the page gives it; sent twice it is one task.",
                "400 work.day-out-of-range",
                "400 work-task.title-missing",
                "404 manager.not-found",
                "404 customer.not-found",
                "409 work-task.id-taken"
            )
            .RequireRoles(Roles.AccountManager, Roles.BranchHead);
        task.MapPost("/status", ChangeTask.Handle)
            .Describe(
                "Moves, starts, finishes or drops a task; the same once more changes nothing.",
                "400 work.day-out-of-range",
                "400 work-task.reason-missing",
                "404 work-task.not-found",
                "409 work-task.wrong-state"
            )
            .RequireRoles(Roles.AccountManager, Roles.BranchHead);
    }

    private static void MapDayTypes(IEndpointRouteBuilder all)
    {
        all.MapGet("/day-types", DayTypes.List)
            .Describe("Lists the types of working day with their checklists.")
            .RequireRoles(Roles.Hr, Roles.BranchHead, Roles.AccountManager, Roles.Auditor);
        all.MapPut("/day-types/{code}", DayTypes.Put)
            .Describe("Adds a type of working day, changes or ends it.", "400 day-type.not-valid")
            .RequireRoles(Roles.Hr)
            .RequireWholeBank();
    }

    private static void MapDays(IEndpointRouteBuilder work, string[] readers)
    {
        work.MapGet("/days/{date}", ShowDay.Handle)
            .Describe(
                "Shows a manager's day: tasks in their order, the care that is due, and the log.",
                "404 manager.not-found"
            )
            .AuditPersonalReads()
            .RequireRoles(readers);
        work.MapGet("/months/{period}", ShowMonth.Handle)
            .Describe(
                "Shows a manager's month: its targets, what each week is to bring, and how much of the work is done.",
                "400 work.not-a-month",
                "404 manager.not-found"
            )
            .AuditPersonalReads()
            .RequireRoles(readers);
        work.MapPut("/logs/{kind}/{date}", WriteLog.Handle)
            .Describe(
                "Writes the log of one's day or week.",
                "400 work.day-out-of-range",
                "400 work-log.no-such-item",
                "404 manager.not-found",
                "404 day-type.not-found",
                "404 work-log.not-found"
            )
            .RequireRoles(Roles.AccountManager);
        work.MapPost("/logs/{kind}/{date}/comment", WriteLog.Comment)
            .Describe(
                "Comments on a manager's log of a day or week.",
                "400 work-log.comment-missing",
                "404 manager.not-found",
                "404 work-log.not-found"
            )
            .RequireRoles(Roles.BranchHead);
    }
}

using CardTeam.Platform.Audit;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.Platform.Roster;
using CardTeam.ServiceDefaults.Description;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Training.Data;
using CardTeam.Training.Sessions;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Training.Enrolments;

internal static class EnrolmentRoutes
{
    /// <param name="Name">The manager's name; null for a manager not announced yet.</param>
    /// <param name="State"><c>enrolled</c>, <c>waiting</c>, <c>without-seat</c> or <c>withdrawn</c>.</param>
    public sealed record Answer(
        string ManagerNo,
        string? Name,
        string SessionCode,
        string Course,
        DateOnly StartsOn,
        DateTimeOffset EnrolledAt,
        string State
    );

    private static readonly ListOrder<Enrolment> Order = new ListOrder<Enrolment>("managerNo")
        .Key("managerNo", e => e.ManagerNo)
        .Key("sessionCode", e => e.SessionCode)
        .By("enrolledAt", e => e.EnrolledAt);

    private static readonly ExportColumn<Answer>[] Columns =
    [
        new("managerNo", new("客户经理编号", "Manager number"), e => e.ManagerNo),
        new("name", new("姓名", "Name"), e => e.Name),
        new("sessionCode", new("场次", "Session"), e => e.SessionCode),
        new("course", new("课程", "Course"), e => e.Course),
        new("startsOn", new("开课日期", "Starts on"), e => e.StartsOn),
        new("enrolledAt", new("报名时间", "Enrolled at"), e => e.EnrolledAt),
        new("state", new("状态", "State"), e => e.State),
    ];

    public static void MapEnrolments(this IEndpointRouteBuilder app)
    {
        string[] readers = [Roles.Trainer, Roles.Hr, Roles.BranchHead, Roles.AccountManager, Roles.Auditor];
        app.MapList("/enrolments", (list, path) => list.MapGet(path, List))
            .Describe(
                "Lists enrolments of all training sessions, with those that wait for a manager or a seat.",
                "400 enrolment.unknown-state",
                "400 request.invalid-limit",
                "400 request.invalid-cursor",
                "400 request.invalid-sort"
            )
            .AuditPersonalReads()
            .WithTags("Sessions")
            .RequireRoles(readers);
        app.MapList("/enrolment-requests", (list, path) => list.MapGet(path, ListRequests.Handle))
            .Describe(
                "Lists managers' own requests for seats.",
                "400 request.invalid-state",
                "400 request.invalid-limit",
                "400 request.invalid-cursor",
                "400 request.invalid-sort"
            )
            .AuditPersonalReads()
            .WithTags("Sessions")
            .RequireRoles(readers);
        var session = app.MapGroup("/sessions/{code}").WithTags("Sessions");
        session
            .MapPost("/enrolments", EnrolManager.Handle)
            .Describe(
                "Enrols a manager in a session, or puts them on its waiting list.",
                ["404 manager.not-found", "404 session.not-found", .. Refusals]
            )
            .RequireRoles(Roles.Trainer, Roles.BranchHead);
        session
            .MapPost("/enrol-audience", EnrolAudience.Handle)
            .Describe(
                "Enrols everybody whom the session's course is for, or tells what that would come to.",
                "404 session.not-found",
                "409 session.no-course",
                "409 session.over",
                "409 session.confirmed"
            )
            .RequireRoles(Roles.Trainer, Roles.BranchHead);
        session
            .MapPost("/enrolments/{managerNo}/withdraw", EnrolManager.Withdraw)
            .Describe(
                "Takes a manager off a session; whoever has waited longest gets the seat.",
                "404 manager.not-found",
                "404 session.not-found",
                "409 enrolment.not-enrolled",
                "409 session.over",
                "409 session.confirmed"
            )
            .RequireRoles(Roles.Trainer, Roles.BranchHead, Roles.AccountManager);
        session
            .MapPost("/requests", RequestSeat.Handle)
            .Describe(
                "Asks for a seat of a session for oneself; the head decides.",
                ["404 manager.not-found", "404 session.not-found", "409 enrolment-request.already", .. Refusals]
            )
            .RequireRoles(Roles.AccountManager);
        var requests = app.MapGroup("/enrolment-requests/{id:guid}").WithTags("Sessions");
        requests
            .MapPost("/approve", DecideRequest.Approve)
            .Describe(
                "Approves a manager's request, which enrols the manager.",
                [
                    "404 enrolment-request.not-found",
                    "409 enrolment-request.wrong-state",
                    "409 enrolment-request.maker-cannot-check",
                    .. Refusals,
                ]
            )
            .RequireRoles(Roles.BranchHead, Roles.Trainer);
        requests
            .MapPost("/refuse", DecideRequest.Refuse)
            .Describe(
                "Refuses a manager's request with a reason.",
                "400 enrolment-request.reason-missing",
                "404 enrolment-request.not-found",
                "409 enrolment-request.wrong-state",
                "409 enrolment-request.maker-cannot-check"
            )
            .RequireRoles(Roles.BranchHead, Roles.Trainer);
        requests
            .MapPost("/take-back", RequestSeat.TakeBack)
            .Describe(
                "Takes one's own request back.",
                "404 enrolment-request.not-found",
                "409 enrolment-request.wrong-state"
            )
            .RequireRoles(Roles.AccountManager);
    }

    /// <summary>The reasons for which a manager cannot be enrolled.</summary>
    private static readonly string[] Refusals =
    [
        "409 session.over",
        "409 session.confirmed",
        "409 session.full",
        "409 session.no-waiting-list",
        "409 manager.left-bank",
        "409 manager.not-yet-hired",
        "409 course.prerequisite-missing",
        "409 course.outside-audience",
        "409 enrolment.other-session-then",
        "409 enrolment.already-completed",
    ];

    /// <summary>Lists the enrolments of the managers that the caller may see.</summary>
    /// <param name="session">A session's code, to list only its enrolments; null for all.</param>
    /// <param name="state">
    /// <c>enrolled</c>, <c>waiting</c>, <c>without-seat</c> or <c>withdrawn</c>; null for all but the last.
    /// </param>
    /// <param name="manager">A manager's number; null for all.</param>
    /// <param name="search">A part of the manager's name or number.</param>
    private static async Task<Listing<Enrolment, Answer>> List(
        [AsParameters] ListQuery list,
        string? session,
        string? state,
        string? search,
        string? manager,
        PartOfBankFinder part,
        TrainingDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var enrolments = db
            .Enrolments.AsNoTracking()
            .OfManagersWithin(await part.FindAsync(ct), e => e.ManagerNo, db, clock)
            .OfManagersLike(search, e => e.ManagerNo, db);
        if (session is not null)
            enrolments = enrolments.Where(e => e.SessionCode == session);
        if (manager is not null)
            enrolments = enrolments.Where(e => e.ManagerNo == manager);
        if (state is not null)
        {
            var chosen = EnrolmentStates.Of(state);
            enrolments = enrolments.Where(e => e.State == chosen);
        }
        else
            enrolments = enrolments.Where(e => e.State != EnrolmentState.Withdrawn);

        return new(
            enrolments,
            list,
            Order,
            e => new Answer(
                e.ManagerNo,
                db.ManagerNames.Where(n => n.ManagerNo == e.ManagerNo).Select(n => n.Name).FirstOrDefault(),
                e.SessionCode,
                db.Sessions.Where(s => s.Code == e.SessionCode).Select(s => s.Course).First(),
                db.Sessions.Where(s => s.Code == e.SessionCode).Select(s => s.StartsOn).First(),
                e.EnrolledAt,
                e.State.Name()
            ),
            Columns
        );
    }
}

using System.Linq.Expressions;
using CardTeam.Contracts;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.Platform.Roster;
using CardTeam.ServiceDefaults.Description;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Training.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Training.Sessions;

internal static class SessionRoutes
{
    /// <param name="Seats">The number of seats; null for no limit.</param>
    /// <param name="Enrolled">The number of seats taken.</param>
    /// <param name="Waiting">
    /// The number of enrolments of managers not announced to Training yet; they keep no seat.
    /// </param>
    /// <param name="WithoutSeat">The number of people who wait for a seat.</param>
    /// <param name="CourseCode">The code of the course of the catalogue; null for a session without one.</param>
    /// <param name="EndsOn">The last day.</param>
    /// <param name="StartTime">The time it begins on each day: <c>09:00</c>; null where no time is planned.</param>
    /// <param name="WaitingList">True where people may wait for a seat once all are taken.</param>
    /// <param name="Confirmed">True once attendance was confirmed.</param>
    public sealed record Answer(
        string Code,
        string Course,
        DateOnly StartsOn,
        int? Seats,
        int Enrolled,
        int Waiting,
        int WithoutSeat,
        string? CourseCode,
        DateOnly EndsOn,
        string? StartTime,
        string? EndTime,
        string? Place,
        string? Teacher,
        string? Branch,
        bool WaitingList,
        bool Confirmed
    );

    /// <param name="Name">The manager's name; null for a manager not announced yet.</param>
    /// <param name="State"><c>enrolled</c>, <c>waiting</c> or <c>without-seat</c>.</param>
    public sealed record EnrolmentAnswer(string ManagerNo, string? Name, DateTimeOffset EnrolledAt, string State);

    private static readonly ListOrder<Session> Order = new ListOrder<Session>("code")
        .Key("code", s => s.Code)
        .By("course", s => s.Course)
        .By("startsOn", s => s.StartsOn)
        .By("enrolled", s => s.Enrolled);

    private static readonly ExportColumn<Answer>[] Columns =
    [
        new("code", new("场次", "Session"), s => s.Code),
        new("course", new("课程", "Course"), s => s.Course),
        new("startsOn", new("开课日期", "Starts on"), s => s.StartsOn),
        new("seats", new("名额", "Seats"), s => s.Seats),
        new("enrolled", new("已报名", "Enrolled"), s => s.Enrolled),
        new("waiting", new("待确认", "Waiting"), s => s.Waiting),
        new("withoutSeat", new("无座位", "Without a seat"), s => s.WithoutSeat),
        new("courseCode", new("课程编号", "Course code"), s => s.CourseCode),
        new("endsOn", new("结束日期", "Ends on"), s => s.EndsOn),
        new("startTime", new("开始时间", "Start time"), s => s.StartTime),
        new("endTime", new("结束时间", "End time"), s => s.EndTime),
        new("place", new("地点", "Place"), s => s.Place),
        new("teacher", new("讲师", "Teacher"), s => s.Teacher),
        new("branch", new("主办机构", "Unit"), s => s.Branch),
        new("confirmed", new("已确认出勤", "Attendance confirmed"), s => s.Confirmed),
    ];

    public static void MapSessions(this IEndpointRouteBuilder app)
    {
        string[] readers = [Roles.Trainer, Roles.Hr, Roles.BranchHead, Roles.AccountManager, Roles.Auditor];
        var sessions = app.MapGroup("/sessions").WithTags("Sessions");
        sessions
            .MapPut("/{code}", PutSession.Handle)
            .Describe(
                "Creates a training session, or changes it.",
                "400 session.invalid-time",
                "400 session.time-missing",
                "400 session.ends-before-start",
                "400 session.too-long",
                "400 session.unknown-course",
                "400 session.unknown-branch",
                "409 session.more-enrolled-than-seats",
                "409 session.teacher-elsewhere",
                "409 session.place-taken",
                "409 session.participants-elsewhere",
                "409 session.confirmed",
                "409 code.differs-in-case-only"
            )
            .RequireRoles(Roles.Trainer)
            .RequireWholeBank();
        sessions
            .MapGet("/{code}", Get)
            .Describe("Shows a training session.", "404 session.not-found")
            .RequireRoles(readers);
        sessions
            .MapGet("/{code}/enrolments", Enrolments)
            .Describe("Lists who is enrolled in a training session.", "404 session.not-found")
            .RequireRoles(readers)
            .AuditPersonalReads();
        app.MapList("/sessions", (list, path) => list.MapGet(path, List))
            .Describe(
                "Lists training sessions.",
                "400 request.invalid-limit",
                "400 request.invalid-cursor",
                "400 request.invalid-sort"
            )
            .WithTags("Sessions")
            .RequireRoles(readers);
    }

    internal static Task<Answer> ShowAsync(string code, TrainingDbContext db, CancellationToken ct) =>
        db.Sessions.AsNoTracking().Where(s => s.Code == code).Select(Shown(db)).SingleAsync(ct);

    private static Expression<Func<Session, Answer>> Shown(TrainingDbContext db) =>
        s => new Answer(
            s.Code,
            s.Course,
            s.StartsOn,
            s.Seats,
            s.Enrolled,
            db.Enrolments.Count(e => e.SessionCode == s.Code && e.State == EnrolmentState.Waiting),
            db.Enrolments.Count(e => e.SessionCode == s.Code && e.State == EnrolmentState.WithoutSeat),
            s.CourseCode,
            s.EndsOn ?? s.StartsOn,
            TimeOfDay.Show(s.StartMinute),
            TimeOfDay.Show(s.EndMinute),
            s.Place,
            s.Teacher,
            s.Branch,
            s.HasWaitingList,
            s.ConfirmedAt != null
        );

    /// <summary>Shows a session, which everybody may see.</summary>
    private static async Task<Ok<Answer>> Get(string code, TrainingDbContext db, CancellationToken ct) =>
        TypedResults.Ok(
            await db.Sessions.AsNoTracking().Where(s => s.Code == code).Select(Shown(db)).FirstOrDefaultAsync(ct)
                ?? throw RuleBrokenException.NotFound("session")
        );

    /// <summary>Lists the sessions, which everybody may see.</summary>
    /// <param name="from">A day; only sessions that start on it or later are listed.</param>
    /// <param name="until">A day; only sessions that start on it or earlier are listed.</param>
    /// <param name="course">The code of a course; only its sessions are listed.</param>
    /// <param name="on">A day; only sessions that take place on it are listed.</param>
    /// <param name="toConfirm">True for sessions that are over and whose attendance is not confirmed.</param>
    /// <param name="search">A part of the code or of the course's title.</param>
    private static Listing<Session, Answer> List(
        [AsParameters] ListQuery list,
        DateOnly? from,
        DateOnly? until,
        string? course,
        DateOnly? on,
        bool? toConfirm,
        string? search,
        TrainingDbContext db,
        TimeProvider clock
    )
    {
        var sessions = db.Sessions.AsNoTracking();
        if (from is not null)
            sessions = sessions.Where(s => s.StartsOn >= from);
        if (until is not null)
            sessions = sessions.Where(s => s.StartsOn <= until);
        if (course is not null)
            sessions = sessions.Where(s => s.CourseCode == course);
        if (on is not null)
            sessions = sessions.Where(s => s.StartsOn <= on && (s.EndsOn ?? s.StartsOn) >= on);
        if (toConfirm == true)
        {
            var today = BankCalendar.Today(clock);
            sessions = sessions.Where(s =>
                s.CourseCode != null && s.ConfirmedAt == null && (s.EndsOn ?? s.StartsOn) < today
            );
        }

        if (!string.IsNullOrWhiteSpace(search))
        {
            var pattern = Fragment.Of(search);
            sessions = sessions.Where(s =>
                EF.Functions.Like(s.Code, pattern, Fragment.Escape)
                || EF.Functions.Like(s.Course, pattern, Fragment.Escape)
            );
        }

        return new(sessions, list, Order, Shown(db), Columns);
    }

    /// <summary>Lists the enrolled managers that the caller may see.</summary>
    /// <param name="search">A part of the manager's name or number.</param>
    private static async Task<Page<EnrolmentAnswer>> Enrolments(
        string code,
        [AsParameters] PageQuery page,
        string? search,
        PartOfBankFinder part,
        TrainingDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        if (!await db.Sessions.AnyAsync(s => s.Code == code, ct))
            throw RuleBrokenException.NotFound("session");
        var after = page.AfterKey();
        var enrolments = db
            .Enrolments.AsNoTracking()
            .Where(e => e.SessionCode == code && e.State != EnrolmentState.Withdrawn)
            .OfManagersWithin(await part.FindAsync(ct), e => e.ManagerNo, db, clock)
            .OfManagersLike(search, e => e.ManagerNo, db);
        return await enrolments
            .Where(e => e.ManagerNo.CompareTo(after) > 0)
            .OrderBy(e => e.ManagerNo)
            .Select(e => new EnrolmentAnswer(
                e.ManagerNo,
                db.ManagerNames.Where(n => n.ManagerNo == e.ManagerNo).Select(n => n.Name).FirstOrDefault(),
                e.EnrolledAt,
                e.State.Name()
            ))
            .ToPageAsync(page, e => e.ManagerNo, ct)
            .WithTotalAsync(enrolments, page, ct);
    }
}

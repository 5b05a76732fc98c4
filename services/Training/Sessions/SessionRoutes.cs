using System.Linq.Expressions;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.Platform.Roster;
using CardTeam.ServiceDefaults.Description;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Training.Data;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Training.Sessions;

internal static class SessionRoutes
{
    /// <param name="Seats">The number of seats; null for no limit.</param>
    /// <param name="Enrolled">The number of seats taken.</param>
    /// <param name="Waiting">
    /// The number of enrolments of managers not announced to Training yet; they keep no seat.
    /// </param>
    /// <param name="WithoutSeat">The number of enrolments whose manager became known when the session was full.</param>
    public sealed record Answer(
        string Code,
        string Course,
        DateOnly StartsOn,
        int? Seats,
        int Enrolled,
        int Waiting,
        int WithoutSeat
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
    ];

    public static void MapSessions(this IEndpointRouteBuilder app)
    {
        string[] readers = [Roles.Trainer, Roles.Hr, Roles.BranchHead, Roles.AccountManager, Roles.Auditor];
        var sessions = app.MapGroup("/sessions").WithTags("Sessions");
        sessions
            .MapPut("/{code}", PutSession.Handle)
            .Describe(
                "Creates a training session, or changes it.",
                "409 session.more-enrolled-than-seats",
                "409 code.differs-in-case-only"
            )
            .RequireRoles(Roles.Trainer)
            .RequireWholeBank();
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

    internal static Task<Answer> ShowAsync(Session session, TrainingDbContext db, CancellationToken ct) =>
        db.Sessions.AsNoTracking().Where(s => s.Code == session.Code).Select(Shown(db)).SingleAsync(ct);

    private static Expression<Func<Session, Answer>> Shown(TrainingDbContext db) =>
        s => new Answer(
            s.Code,
            s.Course,
            s.StartsOn,
            s.Seats,
            s.Enrolled,
            db.Enrolments.Count(e => e.SessionCode == s.Code && e.State == EnrolmentState.Waiting),
            db.Enrolments.Count(e => e.SessionCode == s.Code && e.State == EnrolmentState.WithoutSeat)
        );

    /// <summary>Lists the sessions, which everybody may see.</summary>
    /// <param name="from">A day; only sessions that start on it or later are listed.</param>
    private static Listing<Session, Answer> List([AsParameters] ListQuery list, DateOnly? from, TrainingDbContext db)
    {
        var sessions = db.Sessions.AsNoTracking();
        if (from is not null)
            sessions = sessions.Where(s => s.StartsOn >= from);
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
            .Where(e => e.SessionCode == code)
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

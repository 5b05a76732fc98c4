using System.ComponentModel.DataAnnotations;
using System.Globalization;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Bounds;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.Training.Courses;
using CardTeam.Training.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Training.Sessions;

/// <summary>Plans a session, or changes its plan.</summary>
internal static class PutSession
{
    /// <summary>The most participants that a refusal names.</summary>
    private const int MostNamed = 50;

    /// <param name="Course">The title; may be left out where <paramref name="CourseCode"/> names a course.</param>
    /// <param name="Seats">The number of seats; null for no limit.</param>
    /// <param name="CourseCode">The code of a course of the catalogue; null for a session without one.</param>
    /// <param name="EndsOn">The last day; null for a session of one day.</param>
    /// <param name="StartTime">The time it begins on each day: <c>09:00</c>.</param>
    /// <param name="EndTime">The time it ends on each day.</param>
    /// <param name="Branch">The code of the unit that holds it; null for head office.</param>
    /// <param name="WaitingList">True where people may wait for a seat once all are taken.</param>
    public sealed record Request(
        [property: MaxLength(Lengths.Title)] string? Course,
        [property: Required] DateOnly? StartsOn,
        [property: Range(1, 100_000)] int? Seats,
        [property: MaxLength(Lengths.CourseCode)] string? CourseCode = null,
        DateOnly? EndsOn = null,
        [property: MaxLength(5)] string? StartTime = null,
        [property: MaxLength(5)] string? EndTime = null,
        [property: MaxLength(Lengths.Place)] string? Place = null,
        [property: MaxLength(Lengths.PersonName)] string? Teacher = null,
        [property: MaxLength(Lengths.OrgCode)] string? Branch = null,
        bool WaitingList = false
    ) : IValidatableObject
    {
        public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
        {
            if (string.IsNullOrWhiteSpace(Course) && string.IsNullOrWhiteSpace(CourseCode))
                yield return new("The Course field is required.", [nameof(Course)]);
        }
    }

    public static async Task<Ok<SessionRoutes.Answer>> Handle(
        [RegularExpression(CourseBounds.Code)] string code,
        Request request,
        BankBounds bounds,
        TrainingDbContext db,
        AuditTrail trail,
        CancellationToken ct
    )
    {
        var typed = Read(request, bounds);
        SessionRoutes.Answer? answer = null;

        // One transaction around reading and writing: a concurrent import of enrolments waits, or is counted.
        await db.InTransactionAsync(
            async () =>
            {
                db.ChangeTracker.Clear();
                var plan = await WithCourseAsync(typed, db, ct);
                var session = await db.Sessions.FindAsync([code], ct);
                var before = session?.Planned;
                if (
                    session is null
                    && (await AlikeCodes.AmongAsync(db.Sessions.Select(s => s.Code), [code], ct)).Of(code) is { } alike
                )
                    throw AlikeCodes.Broken(code, alike);
                if (session is null)
                    db.Sessions.Add(session = Session.Plan(code, plan));
                else
                    session.Replan(plan);
                if (before is null || before != plan)
                    await CheckTimesAsync(session, db, ct);
                if (before is not null)
                    await WaitingList.MoveUpAsync(session, db, ct);
                Note(trail, before, plan);
                await db.SaveChangesAsync(ct);
                answer = await SessionRoutes.ShowAsync(session.Code, db, ct);
            },
            ct
        );
        return TypedResults.Ok(answer);
    }

    private static SessionPlan Read(Request request, BankBounds bounds)
    {
        if (bounds.OfPlanned(request.StartsOn!.Value) is { } refusal)
            throw refusal.Of("startsOn");
        if (request.EndsOn is { } end && bounds.OfPlanned(end) is { } late)
            throw late.Of("endsOn");
        var plan = new SessionPlan(
            TypedText.Read(request.Course, Lengths.Title, "course") ?? "",
            request.StartsOn.Value
        )
        {
            CourseCode = Codes.Read(request.CourseCode, Lengths.CourseCode, "courseCode"),
            EndsOn = request.EndsOn == request.StartsOn ? null : request.EndsOn,
            StartMinute = TimeOfDay.Read(request.StartTime, "startTime"),
            EndMinute = TimeOfDay.Read(request.EndTime, "endTime"),
            Place = TypedText.Read(request.Place, Lengths.Place, "place"),
            Teacher = TypedText.Read(request.Teacher, Lengths.PersonName, "teacher"),
            Branch = Codes.Read(request.Branch, Lengths.OrgCode, "branch"),
            Seats = request.Seats,
            HasWaitingList = request.WaitingList,
        };
        plan.Check();
        return plan;
    }

    /// <summary>Finds the course and the unit; the title of the course stands where none was typed.</summary>
    private static async Task<SessionPlan> WithCourseAsync(SessionPlan plan, TrainingDbContext db, CancellationToken ct)
    {
        if (plan.Branch is { } branch && !await db.OrgUnits.AnyAsync(u => u.Code == branch, ct))
            throw new RuleBrokenException(
                "session.unknown-branch",
                new($"branch：没有编号为“{branch}”的机构。", $"branch: there is no unit '{branch}'."),
                status: 400
            );
        if (plan.CourseCode is not { } code)
            return plan;
        var title =
            await db.Courses.Where(c => c.Code == code && c.IsCurrent).Select(c => c.TitleZh).FirstOrDefaultAsync(ct)
            ?? throw new RuleBrokenException(
                "session.unknown-course",
                new($"courseCode：没有编号为“{code}”的课程。", $"courseCode: there is no course '{code}'."),
                status: 400
            );
        return plan.Course.Length > 0 ? plan : plan with { Course = title };
    }

    /// <summary>Refuses a time at which the teacher, the room or a participant is elsewhere.</summary>
    private static async Task CheckTimesAsync(Session session, TrainingDbContext db, CancellationToken ct)
    {
        if (session.StartMinute is null)
            return;
        var others = (
            await db
                .Sessions.AsNoTracking()
                .Where(s =>
                    s.Code != session.Code
                    && s.StartsOn <= session.LastDay
                    && s.StartsOn >= session.StartsOn.AddDays(-SessionPlan.MostDays)
                    && s.StartMinute != null
                )
                .ToListAsync(ct)
        )
            .Where(session.IsAtTheTimeOf)
            .OrderBy(s => s.Code, StringComparer.Ordinal)
            .ToList();
        if (session.Teacher is not null && others.Find(s => s.Teacher == session.Teacher) is { } teaching)
            throw new RuleBrokenException(
                "session.teacher-elsewhere",
                new(
                    $"该讲师同一时间在场次“{teaching.Code}”授课。",
                    $"The teacher is in session '{teaching.Code}' at that time."
                )
            );
        if (
            session.Place is not null
            && others.Find(s => s.Place == session.Place && s.Branch == session.Branch) is { } there
        )
            throw new RuleBrokenException(
                "session.place-taken",
                new($"该地点同一时间有场次“{there.Code}”。", $"Session '{there.Code}' is there at that time.")
            );
        var codes = others.ConvertAll(s => s.Code);
        var own = db.Enrolments.Where(e => e.SessionCode == session.Code && e.State != EnrolmentState.Withdrawn);
        var elsewhere =
            codes.Count == 0
                ? []
                : await db
                    .Enrolments.Where(e =>
                        codes.Contains(e.SessionCode)
                        && e.State != EnrolmentState.Withdrawn
                        && own.Any(o => o.ManagerNo == e.ManagerNo)
                    )
                    .OrderBy(e => e.ManagerNo)
                    .Select(e => new { e.ManagerNo, e.SessionCode })
                    .Take(MostNamed)
                    .ToListAsync(ct);
        if (elsewhere.Count > 0)
            throw new RuleBrokenException(
                "session.participants-elsewhere",
                new("有学员同一时间已在其他场次报名。", "Participants are enrolled in other sessions at that time."),
                details: [.. elsewhere]
            );
    }

    private static void Note(AuditTrail trail, SessionPlan? before, SessionPlan after)
    {
        trail.Change("course", before?.Course, after.Course);
        trail.Change("courseCode", before?.CourseCode, after.CourseCode);
        trail.Change("startsOn", Day(before?.StartsOn), Day(after.StartsOn));
        trail.Change("endsOn", Day(before?.EndsOn), Day(after.EndsOn));
        trail.Change("startTime", TimeOfDay.Show(before?.StartMinute), TimeOfDay.Show(after.StartMinute));
        trail.Change("endTime", TimeOfDay.Show(before?.EndMinute), TimeOfDay.Show(after.EndMinute));
        trail.Change("place", before?.Place, after.Place);
        trail.Change("branch", before?.Branch, after.Branch);
        trail.Change("seats", Number(before?.Seats), Number(after.Seats));
        trail.Change("waitingList", before is null ? null : Yes(before.HasWaitingList), Yes(after.HasWaitingList));
        // Whether another person teaches is noted; who it is, is a name.
        if (before is not null && before.Teacher != after.Teacher)
            trail.Note("teacher", "changed");
    }

    private static string? Day(DateOnly? day) => day?.ToString("O", CultureInfo.InvariantCulture);

    private static string? Number(int? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static string Yes(bool isSo) => isSo ? "yes" : "no";
}

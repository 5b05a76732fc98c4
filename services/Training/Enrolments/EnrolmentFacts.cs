using CardTeam.Platform.Roster;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.Training.Courses;
using CardTeam.Training.Data;
using CardTeam.Training.Managers;
using CardTeam.Training.Sessions;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Training.Enrolments;

/// <summary>
/// The facts about some managers and some courses, and the reasons for which a manager cannot be enrolled in a session
/// of such a course, apart from seats and other sessions.
/// </summary>
internal sealed class EnrolmentFacts
{
    /// <summary>Managers asked about at a time.</summary>
    private const int BatchSize = 1000;

    private readonly DateOnly _today;
    private readonly Dictionary<string, Course> _courses;
    private readonly AudienceFacts _audience;
    private readonly ILookup<string, Completion> _completions;

    private EnrolmentFacts(
        DateOnly today,
        Dictionary<string, Course> courses,
        IEnumerable<KnownEmployment> employments,
        IEnumerable<KnownTerms> terms,
        IEnumerable<KnownGrade> grades,
        IEnumerable<Completion> completions
    )
    {
        (_today, _courses) = (today, courses);
        _audience = new(employments, terms, grades);
        _completions = completions.ToLookup(c => c.ManagerNo, StringComparer.Ordinal);
    }

    /// <param name="courses">Codes of the courses of the sessions in question.</param>
    public static async Task<EnrolmentFacts> LoadAsync(
        TrainingDbContext db,
        IReadOnlyCollection<string> numbers,
        IReadOnlyCollection<string> courses,
        DateOnly today,
        CancellationToken ct
    )
    {
        var current = new Dictionary<string, Course>(StringComparer.Ordinal);
        if (courses.Count > 0)
        {
            // Courses are few, and a refusal names the titles of prerequisites.
            current = await db
                .Courses.AsNoTracking()
                .Where(c => c.IsCurrent)
                .ToDictionaryAsync(c => c.Code, StringComparer.Ordinal, ct);
        }

        var relevant = courses
            .Where(current.ContainsKey)
            .SelectMany(code => current[code].Prerequisites.Append(code))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var employments = new List<KnownEmployment>();
        var terms = new List<KnownTerms>();
        var grades = new List<KnownGrade>();
        var completions = new List<Completion>();
        foreach (var some in numbers.Chunk(BatchSize))
        {
            employments.AddRange(
                await db.Employments.AsNoTracking().Where(e => some.Contains(e.ManagerNo)).ToListAsync(ct)
            );
            if (relevant.Count == 0)
                continue;
            terms.AddRange(await db.Terms.AsNoTracking().Where(t => some.Contains(t.ManagerNo)).ToListAsync(ct));
            grades.AddRange(await db.Grades.AsNoTracking().Where(g => some.Contains(g.ManagerNo)).ToListAsync(ct));
            completions.AddRange(
                await db
                    .Completions.AsNoTracking()
                    .Where(c => some.Contains(c.ManagerNo) && relevant.Contains(c.CourseCode))
                    .ToListAsync(ct)
            );
        }

        return new(today, current, employments, terms, grades, completions);
    }

    /// <summary>The reason why nobody can be enrolled in a session any more; null where there is none.</summary>
    public Refusal? OfSession(Session session)
    {
        if (session.ConfirmedAt is not null)
            return new(
                "session.confirmed",
                new(
                    $"场次“{session.Code}”的出勤已经确认。",
                    $"The attendance of session '{session.Code}' was confirmed."
                )
            );
        // Lists of earlier years are kept by sessions that are of no course of the catalogue.
        return session.CourseCode is not null && session.LastDay < _today
            ? new(
                "session.over",
                new(
                    Invariant($"场次“{session.Code}”已于 {session.LastDay:yyyy-MM-dd} 结束。"),
                    Invariant($"Session '{session.Code}' ended on {session.LastDay:yyyy-MM-dd}.")
                )
            )
            : null;
    }

    /// <summary>The reason why a manager cannot be enrolled in a session; null where there is none.</summary>
    public Refusal? Of(string managerNo, Session session) =>
        OfEmployment(managerNo, session) ?? OfCourse(managerNo, session);

    private Refusal? OfEmployment(string managerNo, Session session)
    {
        var day = session.StartsOn;
        if (_audience.IsInPost(managerNo, day))
            return null;
        if (_audience.Employments(managerNo).Any(e => e.HiredOn <= day))
            return new(
                "manager.left-bank",
                new(
                    Invariant($"该客户经理在开课日 {day:yyyy-MM-dd} 已离职。"),
                    Invariant($"The manager has left the bank by {day:yyyy-MM-dd}, when the session begins.")
                )
            );
        return new(
            "manager.not-yet-hired",
            new(
                Invariant($"该客户经理在开课日 {day:yyyy-MM-dd} 尚未入职。"),
                Invariant($"The manager is not hired yet on {day:yyyy-MM-dd}, when the session begins.")
            )
        );
    }

    private Refusal? OfCourse(string managerNo, Session session)
    {
        if (session.CourseCode is null || !_courses.TryGetValue(session.CourseCode, out var course))
            return null;
        var held = _completions[managerNo].ToList();
        if (held.Find(c => c.CourseCode == course.Code && c.IsValidOn(session.StartsOn)) is { } valid)
            return new(
                "enrolment.already-completed",
                new(
                    Invariant($"该客户经理已于 {valid.CompletedOn:yyyy-MM-dd} 完成此课程，仍然有效。"),
                    Invariant(
                        $"The manager completed this course on {valid.CompletedOn:yyyy-MM-dd}, which is still valid."
                    )
                )
            );
        var missing = course
            .Prerequisites.Where(code => !held.Exists(c => c.CourseCode == code && c.IsValidOn(session.StartsOn)))
            .ToList();
        if (missing.Count > 0)
            return new(
                "course.prerequisite-missing",
                new(
                    $"缺少先修课程：{string.Join('、', missing.Select(code => Titled(code, isChinese: true)))}。",
                    $"Missing prerequisites: {string.Join(", ", missing.Select(code => Titled(code, isChinese: false)))}."
                )
            );
        return _audience.Missed(managerNo, course.Audience, session.StartsOn) is { } condition
            ? Outside(condition)
            : null;
    }

    private string Titled(string code, bool isChinese) =>
        _courses.TryGetValue(code, out var course) ? $"{code} {(isChinese ? course.TitleZh : course.TitleEn)}" : code;

    private static Refusal Outside(Text condition) =>
        new(
            "course.outside-audience",
            new(
                $"不在课程的适用范围内（{condition.Zh}）。",
                $"The manager is not of the course's audience ({condition.En})."
            )
        );
}

using System.Globalization;
using CardTeam.Contracts;
using CardTeam.Platform.Audit;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using CardTeam.ServiceDefaults.Settings;
using CardTeam.Training.Courses;
using CardTeam.Training.Data;
using CardTeam.Training.Sessions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Training.Attendance;

/// <summary>
/// Confirms who attended a session: whoever was there often enough has completed its course, which is announced. Where
/// the course has an exam, it is completed by those who have passed it, and by the others once they pass.
/// </summary>
internal static class ConfirmAttendance
{
    /// <param name="Completed">The number of people who have completed the course.</param>
    /// <param name="NotCompleted">The number of those who had a seat and were not there often enough.</param>
    /// <param name="AwaitExam">The number of those who were, and have still to pass the course's exam.</param>
    public sealed record Answer(int Completed, int NotCompleted, int AwaitExam);

    public static async Task<Ok<Answer>> Handle(
        string code,
        Caller caller,
        IConfiguration configuration,
        CourseExams exams,
        TrainingDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var needed = SuiteSettings.AttendancePercent.Of(configuration);
        var now = clock.GetUtcNow();
        var answer = await db.InTransactionAsync(
            async () =>
            {
                db.ChangeTracker.Clear();
                var session = await db.Sessions.FindAsync([code], ct) ?? throw RuleBrokenException.NotFound("session");
                session.Confirm(BankCalendar.DayOf(now), caller.Id, now);
                var seated = await db
                    .Enrolments.AsNoTracking()
                    .Where(e => e.SessionCode == code && e.State == EnrolmentState.Enrolled)
                    .Select(e => e.ManagerNo)
                    .ToListAsync(ct);
                var present = await db
                    .AttendedDays.Where(a =>
                        a.SessionCode == code && a.IsPresent && a.Day >= session.StartsOn && a.Day <= session.LastDay
                    )
                    .GroupBy(a => a.ManagerNo)
                    .Select(g => new { No = g.Key, Days = g.Count() })
                    .ToDictionaryAsync(g => g.No, g => g.Days, StringComparer.Ordinal, ct);
                var attended = seated
                    .Where(no => present.GetValueOrDefault(no) * 100 >= needed * session.Days)
                    .Order(StringComparer.Ordinal)
                    .ToList();
                var awaits = 0;
                if (await CourseOfAsync(session, db, ct) is { } course)
                {
                    var passed = await exams.PassedAsync(course.Code, session.StartsOn, attended, ct);
                    var completed = passed is null ? attended : attended.FindAll(passed.ContainsKey);
                    var waiting = attended.Except(completed, StringComparer.Ordinal).Select(Await).ToList();
                    awaits = waiting.Count;
                    db.AwaitedExams.AddRange(waiting);
                    await CompletionNews.AddAsync(
                        db,
                        completed.ConvertAll(no =>
                            passed is null
                                ? Completion.Of(no, course, code, session.LastDay, PercentOf(no), caller.Id, now)
                                : Await(no).By(passed[no], course)
                        ),
                        ct
                    );

                    AwaitedExam Await(string no) =>
                        new(no, course, code, session.StartsOn, session.LastDay, PercentOf(no), caller.Id, now);
                }

                trail.Note("completed", (attended.Count - awaits).ToString(CultureInfo.InvariantCulture));
                trail.Note("awaitExam", awaits.ToString(CultureInfo.InvariantCulture));
                trail.Note("neededPercent", needed.ToString(CultureInfo.InvariantCulture));
                await db.SaveChangesAsync(ct);
                return new Answer(attended.Count - awaits, seated.Count - attended.Count, awaits);

                int PercentOf(string no) => present.GetValueOrDefault(no) * 100 / session.Days;
            },
            ct
        );
        return TypedResults.Ok(answer);
    }

    /// <summary>
    /// The version of the course that was in force on the session's last day; the first one where the course was
    /// written later.
    /// </summary>
    private static async Task<Course?> CourseOfAsync(Session session, TrainingDbContext db, CancellationToken ct)
    {
        if (session.CourseCode is null)
            return null;
        var versions = await db
            .Courses.AsNoTracking()
            .Where(c => c.Code == session.CourseCode)
            .OrderBy(c => c.Version)
            .ToListAsync(ct);
        return versions.LastOrDefault(c => BankCalendar.DayOf(c.ChangedAt) <= session.LastDay)
            ?? versions.FirstOrDefault();
    }
}

using System.Globalization;
using CardTeam.Contracts;
using CardTeam.Contracts.Training;
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
/// Confirms who attended a session: whoever was there often enough has completed its course, which is announced.
/// </summary>
internal static class ConfirmAttendance
{
    /// <summary>Completions of one event.</summary>
    private const int BatchSize = 500;

    /// <param name="Completed">The number of people who have completed the course.</param>
    /// <param name="NotCompleted">The number of those who had a seat and were not there often enough.</param>
    public sealed record Answer(int Completed, int NotCompleted);

    public static async Task<Ok<Answer>> Handle(
        string code,
        Caller caller,
        IConfiguration configuration,
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
                var completed = seated
                    .Where(no => present.GetValueOrDefault(no) * 100 >= needed * session.Days)
                    .Order(StringComparer.Ordinal)
                    .ToList();
                if (await CourseOfAsync(session, db, ct) is { } course)
                    Announce(
                        db,
                        completed.ConvertAll(no =>
                            Completion.Of(
                                no,
                                course,
                                code,
                                session.LastDay,
                                present.GetValueOrDefault(no) * 100 / session.Days,
                                caller.Id,
                                now
                            )
                        )
                    );
                trail.Note("completed", completed.Count.ToString(CultureInfo.InvariantCulture));
                trail.Note("neededPercent", needed.ToString(CultureInfo.InvariantCulture));
                await db.SaveChangesAsync(ct);
                return new Answer(completed.Count, seated.Count - completed.Count);
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

    private static void Announce(TrainingDbContext db, List<Completion> completions)
    {
        db.Completions.AddRange(completions);
        foreach (var some in completions.Chunk(BatchSize))
            db.Announce(
                new CourseCompleted([
                    .. some.Select(c => new CompletedCourse(
                        ManagerNo: c.ManagerNo,
                        Course: c.CourseCode,
                        CourseVersion: c.CourseVersion,
                        Session: c.SessionCode,
                        CompletedOn: c.CompletedOn,
                        ValidTo: c.ValidTo
                    )),
                ]),
                "courses"
            );
    }
}

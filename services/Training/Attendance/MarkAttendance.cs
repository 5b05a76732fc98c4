using System.ComponentModel.DataAnnotations;
using System.Globalization;
using CardTeam.Contracts;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Organisation;
using CardTeam.Platform.Roster;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Training.Data;
using CardTeam.Training.Sessions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Training.Attendance;

/// <summary>Marks who was there on a day of a session, and who was not.</summary>
internal static class MarkAttendance
{
    /// <summary>The most people of one request.</summary>
    private const int Most = 1000;

    /// <param name="Present">Numbers of managers who were there.</param>
    /// <param name="Absent">Numbers of managers who were not.</param>
    public sealed record Request(
        [property: Required] DateOnly? Day,
        [property: MaxLength(Most)] IReadOnlyList<string>? Present,
        [property: MaxLength(Most)] IReadOnlyList<string>? Absent
    );

    /// <param name="Changed">The number of people whose mark is another now.</param>
    public sealed record Answer(int Changed);

    public static async Task<Ok<Answer>> Handle(
        string code,
        Request request,
        Caller caller,
        PartOfBankFinder finder,
        TrainingDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var marks = (request.Present ?? [])
            .Select(no => (No: no, IsPresent: true))
            .Concat((request.Absent ?? []).Select(no => (No: no, IsPresent: false)))
            .DistinctBy(m => m.No, StringComparer.Ordinal)
            .ToList();
        var numbers = marks.ConvertAll(m => m.No);
        var part = await finder.FindAsync(ct);
        var day = request.Day!.Value;
        var now = clock.GetUtcNow();
        var changed = await db.InTransactionAsync(
            async () =>
            {
                db.ChangeTracker.Clear();
                var session = await db.Sessions.FindAsync([code], ct) ?? throw RuleBrokenException.NotFound("session");
                var seated = await db
                    .Enrolments.AsNoTracking()
                    .Where(e =>
                        e.SessionCode == code && numbers.Contains(e.ManagerNo) && e.State == EnrolmentState.Enrolled
                    )
                    .OfManagersWithin(part, e => e.ManagerNo, db, clock)
                    .Select(e => e.ManagerNo)
                    .ToListAsync(ct);
                // Somebody of another part reads as somebody who is not enrolled.
                if (seated.Count < numbers.Count)
                    throw new RuleBrokenException(
                        "attendance.not-enrolled",
                        AttendedDay.WithoutSeat(session).Text,
                        status: StatusCodes.Status404NotFound
                    );
                if (AttendedDay.OfDay(session, day, BankCalendar.DayOf(now)) is { } refusal)
                    throw new RuleBrokenException(refusal.Code, refusal.Text);
                var known = await db
                    .AttendedDays.Where(a => a.SessionCode == code && a.Day == day && numbers.Contains(a.ManagerNo))
                    .ToDictionaryAsync(a => a.ManagerNo, StringComparer.Ordinal, ct);
                var count = 0;
                foreach (var (no, isPresent) in marks)
                {
                    if (!known.TryGetValue(no, out var own))
                        db.AttendedDays.Add(own = new(code, no, day));
                    if (own.Mark(isPresent, AttendedDay.ByList, caller.Id, now))
                        count++;
                }

                trail.Note("day", day.ToString("O", CultureInfo.InvariantCulture));
                trail.Note("changed", count.ToString(CultureInfo.InvariantCulture));
                await db.SaveChangesAsync(ct);
                return count;
            },
            ct
        );
        return TypedResults.Ok(new Answer(changed));
    }
}

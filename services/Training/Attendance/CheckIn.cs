using System.ComponentModel.DataAnnotations;
using System.Globalization;
using CardTeam.Contracts;
using CardTeam.Platform.Audit;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Training.Data;
using CardTeam.Training.Sessions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Training.Attendance;

/// <summary>A manager checks in by the code shown in the room.</summary>
internal static class CheckIn
{
    /// <summary>The most wrong codes of a manager within <see cref="RoomCode.ValidFor"/>.</summary>
    private const int MostFailures = 5;

    /// <param name="Code">The six digits shown in the room.</param>
    public sealed record Request([property: Required, MaxLength(20)] string? Code);

    public sealed record Answer(string SessionCode, string Course, DateOnly Day);

    public static async Task<Results<Ok<Answer>, ProblemHttpResult>> Handle(
        Request request,
        HttpContext http,
        Caller caller,
        TrainingDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var managerNo = caller.ManagerNo ?? throw RuleBrokenException.NotFound("manager");
        var code = (Codes.ToHalfWidth(request.Code) ?? "").Replace(" ", "", StringComparison.Ordinal);
        var now = clock.GetUtcNow();
        var today = BankCalendar.DayOf(now);
        Answer? checkedIn = null;
        RuleBrokenException? refused = null;
        await db.InTransactionAsync(
            async () =>
            {
                db.ChangeTracker.Clear();
                (checkedIn, refused) = (null, null);
                var since = now - RoomCode.ValidFor;
                await db.FailedCheckIns.Where(f => f.ManagerNo == managerNo && f.At < since).ExecuteDeleteAsync(ct);
                if (await db.FailedCheckIns.CountAsync(f => f.ManagerNo == managerNo, ct) >= MostFailures)
                {
                    refused = TooMany;
                    return;
                }

                var room = await db.RoomCodes.FirstOrDefaultAsync(c => c.Code == code && c.ValidUntil > now, ct);
                if (room is null)
                {
                    // A wrong code is kept although it is refused.
                    db.FailedCheckIns.Add(new(managerNo, now));
                    await db.SaveChangesAsync(ct);
                    refused = Wrong;
                    return;
                }

                var session = (await db.Sessions.FindAsync([room.SessionCode], ct))!;
                if (
                    !await db.Enrolments.AnyAsync(
                        e =>
                            e.SessionCode == session.Code
                            && e.ManagerNo == managerNo
                            && e.State == EnrolmentState.Enrolled,
                        ct
                    )
                )
                {
                    var without = AttendedDay.WithoutSeat(session);
                    refused = new(without.Code, without.Text);
                    return;
                }

                if (AttendedDay.OfDay(session, today, today) is { } refusal)
                {
                    refused = new(refusal.Code, refusal.Text);
                    return;
                }

                if (await db.AttendedDays.FindAsync([session.Code, managerNo, today], ct) is not { } day)
                    db.AttendedDays.Add(day = new(session.Code, managerNo, today));
                day.Mark(isPresent: true, AttendedDay.ByCode, caller.Id, now);
                trail.About($"{session.Code} {managerNo}");
                await db.SaveChangesAsync(ct);
                checkedIn = new(session.Code, session.Course, today);
            },
            ct
        );
        if (refused is null)
            return TypedResults.Ok(checkedIn!);
        if (refused.Status == StatusCodes.Status429TooManyRequests)
            http.Response.Headers.RetryAfter = RoomCode.ValidFor.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        return Problems.Of(refused, http);
    }

    private static RuleBrokenException Wrong =>
        new("attendance.wrong-code", new("签到码不正确或已过期。", "The code is wrong, or no longer valid."));

    private static RuleBrokenException TooMany =>
        new(
            "attendance.too-many-tries",
            new(
                "签到码多次输入错误，请 15 分钟后再试，或请讲师登记。",
                "Too many wrong codes; try again in 15 minutes, or ask the teacher to mark you present."
            ),
            status: StatusCodes.Status429TooManyRequests
        );
}

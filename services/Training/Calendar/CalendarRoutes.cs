using CardTeam.Contracts;
using CardTeam.Platform.Audit;
using CardTeam.ServiceDefaults.Description;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Training.Data;
using CardTeam.Training.Sessions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Training.Calendar;

/// <summary>A person's own sessions for their calendar programme.</summary>
internal static class CalendarRoutes
{
    /// <summary>Days of the past that the calendar keeps.</summary>
    private const int DaysBack = 365;

    /// <param name="Address">
    /// The address of the calendar with the new key. It is told once; who loses it renews the key.
    /// </param>
    public sealed record Answer(string Address);

    public static void MapCalendar(this IEndpointRouteBuilder app)
    {
        var calendar = app.MapGroup("").WithTags("Sessions");
        calendar
            .MapPost("/calendar-key", Renew)
            .Describe("Gives a new key to one's own calendar; the key before ends.")
            .RequireRoles(Roles.AccountManager);
        calendar
            .MapGet("/calendar.ics", Show)
            .Describe("Shows one person's sessions as a calendar, by their own key.", "404 calendar.not-found")
            .Produces<string>(200, "text/calendar")
            .AllowAnonymous();
    }

    private static async Task<Ok<Answer>> Renew(
        Caller caller,
        TrainingDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var managerNo = caller.ManagerNo ?? throw RuleBrokenException.NotFound("manager");
        var key = await db.InTransactionAsync(
            async () =>
            {
                db.ChangeTracker.Clear();
                var own = await db.CalendarKeys.FindAsync([managerNo], ct);
                if (own is null)
                    db.CalendarKeys.Add(own = new(managerNo));
                var renewed = own.Renew(clock.GetUtcNow());
                trail.About(managerNo);
                await db.SaveChangesAsync(ct);
                return renewed;
            },
            ct
        );
        return TypedResults.Ok(new Answer($"/{TrainingService.Name}/calendar.ics?key={key}"));
    }

    /// <param name="key">The person's own key.</param>
    private static async Task<ContentHttpResult> Show(
        string? key,
        HttpContext http,
        TrainingDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var digest = key is { Length: CalendarKey.KeyLength } ? CalendarKey.DigestOf(key) : null;
        var own = digest is null
            ? null
            : await db.CalendarKeys.AsNoTracking().FirstOrDefaultAsync(k => k.Digest == digest, ct);
        if (own is null)
            throw RuleBrokenException.NotFound("calendar");
        var since = BankCalendar.Today(clock).AddDays(-DaysBack);
        var sessions = await db
            .Sessions.AsNoTracking()
            .Where(s => s.StartsOn >= since)
            .Where(s =>
                db.Enrolments.Any(e =>
                    e.SessionCode == s.Code && e.ManagerNo == own.ManagerNo && e.State == EnrolmentState.Enrolled
                )
            )
            .OrderBy(s => s.StartsOn)
            .ThenBy(s => s.Code)
            .ToListAsync(ct);
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Text(
            CalendarText.Of(sessions, clock.GetUtcNow()),
            "text/calendar",
            System.Text.Encoding.UTF8
        );
    }
}

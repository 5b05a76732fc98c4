using System.ComponentModel.DataAnnotations;
using System.Globalization;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Bounds;
using CardTeam.Training.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Training.Sessions;

/// <summary>Plans a session, or changes its plan.</summary>
internal static class PutSession
{
    /// <param name="Seats">The number of seats; null for no limit.</param>
    public sealed record Request(
        [property: Required, MaxLength(100)] string? Course,
        [property: Required] DateOnly? StartsOn,
        [property: Range(1, 100_000)] int? Seats
    );

    public static async Task<Ok<SessionRoutes.Answer>> Handle(
        [RegularExpression("^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$")] string code,
        Request request,
        BankBounds bounds,
        TrainingDbContext db,
        AuditTrail trail,
        CancellationToken ct
    )
    {
        if (bounds.OfPlanned(request.StartsOn!.Value) is { } refusal)
            throw refusal.Of("startsOn");
        var course = TypedText.Read(request.Course, Lengths.Title, "course")!;
        SessionRoutes.Answer? answer = null;

        // One transaction around reading and writing: a concurrent import of enrolments waits, or is counted.
        await db.InTransactionAsync(
            async () =>
            {
                db.ChangeTracker.Clear();
                var session = await db.Sessions.FindAsync([code], ct);
                var (oldCourse, oldStart, oldSeats) = (session?.Course, session?.StartsOn, session?.Seats);
                if (
                    session is null
                    && (await AlikeCodes.AmongAsync(db.Sessions.Select(s => s.Code), [code], ct)).Of(code) is { } alike
                )
                    throw AlikeCodes.Broken(code, alike);
                if (session is null)
                    db.Sessions.Add(session = Session.Plan(code, course, request.StartsOn.Value, request.Seats));
                else
                {
                    session.Replan(course, request.StartsOn.Value, request.Seats);
                    await SeatAsync(session, db, ct);
                }

                trail.Change("course", oldCourse, session.Course);
                trail.Change(
                    "startsOn",
                    oldStart?.ToString("O", CultureInfo.InvariantCulture),
                    session.StartsOn.ToString("O", CultureInfo.InvariantCulture)
                );
                trail.Change(
                    "seats",
                    oldSeats?.ToString(CultureInfo.InvariantCulture),
                    session.Seats?.ToString(CultureInfo.InvariantCulture)
                );
                await db.SaveChangesAsync(ct);
                answer = await SessionRoutes.ShowAsync(session, db, ct);
            },
            ct
        );
        return TypedResults.Ok(answer);
    }

    /// <summary>Gives added seats to enrolments without one, first come first served.</summary>
    private static async Task SeatAsync(Session session, TrainingDbContext db, CancellationToken ct)
    {
        if (!session.HasSeat)
            return;
        var without = await db
            .Enrolments.Where(e => e.SessionCode == session.Code && e.State == EnrolmentState.WithoutSeat)
            .ToListAsync(ct);
        foreach (var enrolment in without.OrderBy(e => e.EnrolledAt).ThenBy(e => e.ManagerNo, StringComparer.Ordinal))
            enrolment.SeatOrSay(session);
    }
}

using System.ComponentModel.DataAnnotations;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Bounds;
using CardTeam.Training.Data;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CardTeam.Training.Sessions;

/// <summary>Plans a session, or plans it anew.</summary>
internal static class PutSession
{
    /// <param name="Seats">Left out: as many as come.</param>
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
        Session? session = null;

        // One transaction around looking and writing: an import that enrols meanwhile waits, or is counted.
        await db.InTransactionAsync(
            async () =>
            {
                db.ChangeTracker.Clear();
                session = await db.Sessions.FindAsync([code], ct);
                var before = session is null ? null : SessionRoutes.Show(session);
                if (session is null)
                    db.Sessions.Add(session = Session.Plan(code, course, request.StartsOn.Value, request.Seats));
                else
                    session.Replan(course, request.StartsOn.Value, request.Seats);
                var after = SessionRoutes.Show(session);
                trail.Change("course", before?.Course, after.Course);
                trail.Change("startsOn", before?.StartsOn.ToString("O"), after.StartsOn.ToString("O"));
                trail.Change("seats", before?.Seats?.ToString(), after.Seats?.ToString());
                await db.SaveChangesAsync(ct);
            },
            ct
        );
        return TypedResults.Ok(SessionRoutes.Show(session!));
    }
}

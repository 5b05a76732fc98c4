using System.ComponentModel.DataAnnotations;
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
        TrainingDbContext db,
        CancellationToken ct
    )
    {
        Session? session = null;

        // One transaction around looking and writing: an import that enrols meanwhile waits, or is counted.
        await db.InTransactionAsync(
            async () =>
            {
                db.ChangeTracker.Clear();
                session = await db.Sessions.FindAsync([code], ct);
                if (session is null)
                    db.Sessions.Add(
                        session = Session.Plan(code, request.Course!, request.StartsOn!.Value, request.Seats)
                    );
                else
                    session.Replan(request.Course!, request.StartsOn!.Value, request.Seats);
                await db.SaveChangesAsync(ct);
            },
            ct
        );
        return TypedResults.Ok(SessionRoutes.Show(session!));
    }
}

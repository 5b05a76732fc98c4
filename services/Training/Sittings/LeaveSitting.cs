using System.Globalization;
using CardTeam.Platform.Audit;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Training.Data;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CardTeam.Training.Sittings;

/// <summary>Notes that the page of an open sitting was left, which has no consequence.</summary>
internal static class LeaveSitting
{
    public static async Task<NoContent> Handle(
        Guid id,
        Caller caller,
        TrainingDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        await db.InTransactionAsync(
            async () =>
            {
                db.ChangeTracker.Clear();
                var sitting = await EndSitting.OwnAsync(id, caller, db, ct);
                sitting.Leave(clock.GetUtcNow());
                trail.Note("timesLeft", sitting.TimesLeft.ToString(CultureInfo.InvariantCulture));
                await db.SaveChangesAsync(ct);
            },
            ct
        );
        return TypedResults.NoContent();
    }
}

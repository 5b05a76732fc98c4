using System.ComponentModel.DataAnnotations;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Ledger;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CardTeam.Incentive.Recoveries;

/// <summary>Records the manager's own statement on a case, once.</summary>
internal static class StateSide
{
    /// <param name="Text">The manager's statement, which the approver reads.</param>
    public sealed record Request([property: Required, MaxLength(Lengths.Comment)] string? Text);

    public static async Task<Ok<RecoveryAnswer>> Handle(
        Guid id,
        Request request,
        Caller caller,
        PartOfBankFinder finder,
        LeaverDeferral leavers,
        IncentiveDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var text = RecoveryBounds.ReadText(request.Text);
        var part = await finder.FindAsync(ct);
        return TypedResults.Ok(
            await db.InTransactionAsync(
                async () =>
                {
                    var recovery = await RecoveryAnswer.FindAsync(id, part, db, ct);
                    recovery.StateSide(text, clock.GetUtcNow());
                    trail.Note("side", "stated");
                    await db.SaveChangesAsync(ct);
                    return await RecoveryAnswer.OfAsync(recovery, caller, leavers, db, clock, ct);
                },
                ct
            )
        );
    }
}

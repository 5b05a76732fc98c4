using System.ComponentModel.DataAnnotations;
using CardTeam.Incentive.Data;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CardTeam.Incentive.Corrections;

/// <summary>
/// Approves, returns or withdraws manual adjustments. Those of a file are decided together.
/// </summary>
internal static class DecideAdjustment
{
    /// <param name="Reason">The reason for returning it, which the analyst reads.</param>
    public sealed record ReturnRequest([property: Required, MaxLength(Lengths.Reason)] string? Reason);

    public static Task<Ok<AdjustmentProposal>> Approve(
        Guid id,
        Caller caller,
        IncentiveDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    ) => DecideAsync(id, "approved", a => a.Approve(caller.Id, clock.GetUtcNow()), db, trail, ct);

    public static Task<Ok<AdjustmentProposal>> Return(
        Guid id,
        ReturnRequest request,
        Caller caller,
        IncentiveDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var reason = CorrectionBounds.ReadReason(request.Reason);
        trail.Note("reason", reason);
        return DecideAsync(id, "returned", a => a.Return(caller.Id, reason, clock.GetUtcNow()), db, trail, ct);
    }

    public static Task<Ok<AdjustmentProposal>> Withdraw(
        Guid id,
        Caller caller,
        IncentiveDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    ) => DecideAsync(id, "withdrawn", a => a.Withdraw(caller.Id, clock.GetUtcNow()), db, trail, ct);

    private static async Task<Ok<AdjustmentProposal>> DecideAsync(
        Guid id,
        string state,
        Action<ManualAdjustment> decide,
        IncentiveDbContext db,
        AuditTrail trail,
        CancellationToken ct
    ) =>
        TypedResults.Ok(
            await db.InTransactionAsync(
                async () =>
                {
                    var adjustments = await AdjustmentProposal.FindAsync(id, PartOfBank.Whole, db, ct);
                    foreach (var adjustment in adjustments)
                        decide(adjustment);
                    trail.Change("state", "proposed", state);
                    var proposal = AdjustmentProposal.Of(adjustments);
                    trail.Note("given", proposal.Given.ToString());
                    trail.Note("taken", proposal.Taken.ToString());
                    await db.SaveChangesAsync(ct);
                    return proposal;
                },
                ct
            )
        );
}

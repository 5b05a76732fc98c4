using System.ComponentModel.DataAnnotations;
using CardTeam.Incentive.Data;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

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
    ) => DecideAsync(id, "approved", (a, now) => a.Approve(caller.Id, now), caller.Id, clock, db, trail, ct);

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
        return DecideAsync(
            id,
            "returned",
            (a, now) => a.Return(caller.Id, reason, now),
            caller.Id,
            clock,
            db,
            trail,
            ct
        );
    }

    public static Task<Ok<AdjustmentProposal>> Withdraw(
        Guid id,
        Caller caller,
        IncentiveDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    ) => DecideAsync(id, "withdrawn", (a, now) => a.Withdraw(caller.Id, now), caller.Id, clock, db, trail, ct);

    private static async Task<Ok<AdjustmentProposal>> DecideAsync(
        Guid id,
        string state,
        Action<ManualAdjustment, DateTimeOffset> decide,
        string by,
        TimeProvider clock,
        IncentiveDbContext db,
        AuditTrail trail,
        CancellationToken ct
    ) =>
        TypedResults.Ok(
            await db.InTransactionAsync(
                async () =>
                {
                    var now = clock.GetUtcNow();
                    var adjustments = await AdjustmentProposal.FindAsync(id, PartOfBank.Whole, db, ct);
                    foreach (var adjustment in adjustments)
                        decide(adjustment, now);
                    if (adjustments[0].State != AdjustmentState.Approved)
                        await ReopenDisputesAsync(adjustments[0], by, now, db, ct);
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

    /// <summary>A dispute that was upheld with an adjustment nobody pays waits for another answer.</summary>
    private static async Task ReopenDisputesAsync(
        ManualAdjustment adjustment,
        string by,
        DateTimeOffset now,
        IncentiveDbContext db,
        CancellationToken ct
    )
    {
        if (adjustment.IsOfFile)
            return;
        var id = adjustment.Id;
        foreach (var dispute in await db.Disputes.Where(d => d.AdjustmentId == id).ToListAsync(ct))
            dispute.AdjustmentFailed(by, now);
    }
}

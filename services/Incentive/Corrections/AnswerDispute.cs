using System.ComponentModel.DataAnnotations;
using CardTeam.Contracts;
using CardTeam.Incentive.Data;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CardTeam.Incentive.Corrections;

/// <summary>
/// Takes a dispute and answers it. Who upholds one proposes the adjustment in the same step; another person approves it.
/// </summary>
internal static class AnswerDispute
{
    /// <param name="To">The analyst who answers it; null for oneself.</param>
    public sealed record AssignRequest([property: MaxLength(200)] string? To);

    /// <param name="Outcome"><c>upheld</c> or <c>rejected</c>.</param>
    /// <param name="Text">The answer, which the manager reads; of an upheld one also the reason of the adjustment.</param>
    /// <param name="Amount">The adjustment of an upheld dispute; null for a rejected one.</param>
    public sealed record Request(
        [property: Required, RegularExpression("^(upheld|rejected)$")] string? Outcome,
        [property: Required, MaxLength(Lengths.Reason)] string? Text,
        Money? Amount
    );

    public static async Task<Ok<DisputeAnswer>> Assign(
        Guid id,
        AssignRequest request,
        Caller caller,
        IncentiveDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var to = TypedText.Read(request.To, 200, "to") ?? caller.Id;
        return TypedResults.Ok(
            await db.InTransactionAsync(
                async () =>
                {
                    var dispute = await DisputeAnswer.FindAsync(id, PartOfBank.Whole, db, ct);
                    trail.Change("assignedTo", dispute.AssignedTo ?? "", to);
                    dispute.Assign(to, caller.Id, clock.GetUtcNow());
                    await db.SaveChangesAsync(ct);
                    return await DisputeAnswer.OfAsync(dispute, caller, db, clock, ct);
                },
                ct
            )
        );
    }

    public static async Task<Ok<DisputeAnswer>> Handle(
        Guid id,
        Request request,
        Caller caller,
        IncentiveDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var text = CorrectionBounds.ReadReason(request.Text, "text");
        var isUpheld = request.Outcome == "upheld";
        if (isUpheld != request.Amount is not null)
            throw new RuleBrokenException(
                "dispute.amount-with-upheld",
                new(
                    "amount：认定成立时填写调整金额，不成立时不填。",
                    "amount: the adjustment of an upheld dispute, and of no other."
                ),
                status: 400
            );
        return TypedResults.Ok(
            await db.InTransactionAsync(
                async () =>
                {
                    var (dispute, now) = (
                        await DisputeAnswer.FindAsync(id, PartOfBank.Whole, db, ct),
                        clock.GetUtcNow()
                    );
                    if (request.Amount is { } amount)
                    {
                        var adjustment = ManualAdjustment.Propose(
                            new(
                                dispute.ManagerNo,
                                dispute.Period,
                                ProposeAdjustment.CheckAmount(amount),
                                text,
                                [Invariant($"dispute {dispute.Number}")]
                            ),
                            dispute.Org,
                            import: null,
                            caller.Id,
                            now
                        );
                        dispute.Uphold(text, adjustment.Id, caller.Id, now);
                        db.ManualAdjustments.Add(adjustment);
                        trail.Note("adjustment", adjustment.Id.ToString());
                        trail.Note("amount", amount.ToString());
                    }
                    else
                        dispute.Reject(text, caller.Id, now);

                    trail.Change("state", "open", request.Outcome!);
                    await db.SaveChangesAsync(ct);
                    return await DisputeAnswer.OfAsync(dispute, caller, db, clock, ct);
                },
                ct
            )
        );
    }
}

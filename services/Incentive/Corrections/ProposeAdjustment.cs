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

/// <summary>Proposes to give or take an amount beside the plan.</summary>
internal static class ProposeAdjustment
{
    /// <param name="Period">The month it is for; not after the current one.</param>
    /// <param name="Amount">The amount to give, or below zero to take.</param>
    /// <param name="Reason">The reason, which the manager reads in the statement.</param>
    /// <param name="Evidence">References of what it rests on, such as numbers of files.</param>
    public sealed record Request(
        [property: Required, MaxLength(Lengths.ManagerNo)] string? ManagerNo,
        [property: Required] Period? Period,
        [property: Required] Money? Amount,
        [property: Required, MaxLength(Lengths.Reason)] string? Reason,
        [property: MaxLength(CorrectionBounds.MostEvidence)] IReadOnlyList<string>? Evidence
    );

    public static async Task<Created<AdjustmentProposal>> Handle(
        Request request,
        Caller caller,
        PartOfBankFinder finder,
        IncentiveDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var content = new AdjustmentContent(
            request.ManagerNo!,
            CorrectionBounds.CheckMonth(request.Period!.Value, clock, "period"),
            CheckAmount(request.Amount!.Value),
            CorrectionBounds.ReadReason(request.Reason),
            ReadEvidence(request.Evidence)
        );
        var part = await finder.FindAsync(ct);
        ManualAdjustment? adjustment = null;
        await db.InTransactionAsync(
            async () =>
            {
                var org = await CorrectionBounds.OrgOfAsync(content.ManagerNo, part, db, ct);
                adjustment = ManualAdjustment.Propose(content, org, import: null, caller.Id, clock.GetUtcNow());
                db.ManualAdjustments.Add(adjustment);
                trail.About(adjustment.Id.ToString());
                trail.Note("managerNo", content.ManagerNo);
                trail.Note("period", content.Period.ToString());
                trail.Note("amount", content.Amount.ToString());
                trail.Note("reason", content.Reason);
                await db.SaveChangesAsync(ct);
            },
            ct
        );
        return TypedResults.Created(
            $"/{IncentiveService.Name}/adjustments/{adjustment!.Id}",
            AdjustmentProposal.Of([adjustment])
        );
    }

    /// <exception cref="RuleBrokenException">400: zero, or too great.</exception>
    internal static Money CheckAmount(Money amount) =>
        IsAmount(amount) ? amount : throw new RuleBrokenException(WrongAmount, AmountRule, status: 400);

    internal const string WrongAmount = "adjustment.amount-out-of-range";

    internal static readonly ServiceDefaults.Text AmountRule = new(
        $"amount：金额不能为零，且不超过 {CorrectionBounds.LargestAmount}（可为负）。",
        $"amount: not zero, and at most {CorrectionBounds.LargestAmount} either way."
    );

    internal static bool IsAmount(Money amount) =>
        amount != Money.Zero && amount <= CorrectionBounds.LargestAmount && -amount <= CorrectionBounds.LargestAmount;

    private static IReadOnlyList<string> ReadEvidence(IReadOnlyList<string>? given) =>
        [
            .. (given ?? [])
                .Select(e => TypedText.Read(e, CorrectionBounds.LongestEvidence, "evidence"))
                .OfType<string>(),
        ];
}

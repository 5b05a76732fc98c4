using System.ComponentModel.DataAnnotations;
using CardTeam.Contracts;
using CardTeam.Incentive.Corrections;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Ledger;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CardTeam.Incentive.Recoveries;

/// <summary>Opens a case of recovery against a manager, in post or not. From then on the manager sees it.</summary>
internal static class OpenRecovery
{
    /// <param name="Ground">The code of one of the grounds.</param>
    /// <param name="Periods">The months whose pay is recovered.</param>
    /// <param name="Evidence">References of what it rests on, such as numbers of files.</param>
    /// <param name="Text">What happened, which the manager reads.</param>
    public sealed record Request(
        [property: Required, MaxLength(Lengths.ManagerNo)] string? ManagerNo,
        [property: Required, MaxLength(40)] string? Ground,
        [property: Required] IReadOnlyList<string>? Periods,
        [property: Required] Money? Amount,
        [property: MaxLength(CorrectionBounds.MostEvidence)] IReadOnlyList<string>? Evidence,
        [property: Required, MaxLength(Lengths.Comment)] string? Text
    );

    public static async Task<Created<RecoveryAnswer>> Handle(
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
        var content = new RecoveryContent(
            request.ManagerNo!,
            RecoveryBounds.CheckGround(request.Ground),
            RecoveryBounds.CheckPeriods(request.Periods, clock),
            RecoveryBounds.CheckAmount(request.Amount!.Value),
            RecoveryBounds.ReadEvidence(request.Evidence),
            RecoveryBounds.ReadText(request.Text)
        );
        var part = await finder.FindAsync(ct);
        RecoveryCase? opened = null;
        await db.InTransactionAsync(
            async () =>
            {
                var org = await CorrectionBounds.OrgOfAsync(content.ManagerNo, part, db, ct);
                opened = RecoveryCase.Open(content, org, caller.Id, clock.GetUtcNow());
                db.Recoveries.Add(opened);
                trail.About(opened.Id.ToString());
                trail.Note("managerNo", content.ManagerNo);
                trail.Note("ground", content.Ground);
                trail.Note("periods", string.Join(' ', content.Periods));
                trail.Note("amount", content.Amount.ToString());
                trail.Note("sideUntil", Invariant($"{opened.SideUntil:yyyy-MM-dd}"));
                await db.SaveChangesAsync(ct);
            },
            ct
        );
        return TypedResults.Created(
            $"/{IncentiveService.Name}/recoveries/{opened!.Id}",
            await RecoveryAnswer.OfAsync(opened, caller, leavers, db, clock, ct)
        );
    }
}

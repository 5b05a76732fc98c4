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
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Recoveries;

/// <summary>
/// Approves or refuses a case. Approval takes what is not released and books it in one transaction; a release that was
/// proposed with any of it no longer finds it due, and has to be proposed again.
/// </summary>
internal static class DecideRecovery
{
    /// <param name="Reason">The reason, which the analyst and the manager read.</param>
    public sealed record RefuseRequest([property: Required, MaxLength(Lengths.Reason)] string? Reason);

    public static async Task<Ok<RecoveryAnswer>> Approve(
        Guid id,
        Caller caller,
        LeaverDeferral leavers,
        IncentiveDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    ) =>
        TypedResults.Ok(
            await db.InTransactionAsync(
                async () =>
                {
                    var recovery = await RecoveryAnswer.FindAsync(id, PartOfBank.Whole, db, ct);
                    await ApproveAsync(recovery, caller.Id, leavers, db, clock, ct);
                    trail.Change("state", "proposed", "approved");
                    trail.Note("managerNo", recovery.ManagerNo);
                    trail.Note("amount", recovery.Amount.ToString());
                    trail.Note("forfeited", recovery.Forfeited.ToString());
                    trail.Note("from", recovery.From!.Value.ToString());
                    await db.SaveChangesAsync(ct);
                    return await RecoveryAnswer.OfAsync(recovery, caller, leavers, db, clock, ct);
                },
                ct
            )
        );

    /// <summary>Approves a case and books it, in the caller's transaction. Saves nothing.</summary>
    internal static async Task ApproveAsync(
        RecoveryCase recovery,
        string by,
        LeaverDeferral leavers,
        IncentiveDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var now = clock.GetUtcNow();
        var from = await RecoveryBook.NextMonthAsync(db, clock, ct);
        var forfeited = await ForfeitedAsync(recovery, leavers, db, ct);
        recovery.Approve(by, from, new(forfeited.Sum(f => f.Amount.Fen)), now);
        var number = await db.LedgerEntries.MaxAsync(e => (long?)e.Number, ct) ?? 0;
        var account = new OpenPart(recovery.ManagerNo, LedgerEntry.Recovery, from, DueOn: null);
        Book(LedgerEntry.Recovery, account, recovery.Amount);
        foreach (var (part, amount) in forfeited)
            Book(LedgerEntry.Forfeited, part, -amount);
        if (recovery.Forfeited != Money.Zero)
            Book(LedgerEntry.Forfeited, account, -recovery.Forfeited);

        void Book(string kind, OpenPart part, Money amount) =>
            db.LedgerEntries.Add(LedgerEntry.OfRecovery(++number, recovery.Number, kind, part, amount, now));
    }

    /// <summary>The parts of what is not released that an approval takes now.</summary>
    internal static async Task<IReadOnlyList<(OpenPart Part, Money Amount)>> ForfeitedAsync(
        RecoveryCase recovery,
        LeaverDeferral leavers,
        IncentiveDbContext db,
        CancellationToken ct
    ) =>
        Unreleased.Take(
            await Unreleased.FindAsync(db, recovery.ManagerNo, leavers.Forfeits, ct),
            recovery.Amount,
            [.. recovery.ReadPeriods()]
        );

    public static async Task<Ok<RecoveryAnswer>> Refuse(
        Guid id,
        RefuseRequest request,
        Caller caller,
        LeaverDeferral leavers,
        IncentiveDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var reason = CorrectionBounds.ReadReason(request.Reason);
        return TypedResults.Ok(
            await db.InTransactionAsync(
                async () =>
                {
                    var recovery = await RecoveryAnswer.FindAsync(id, PartOfBank.Whole, db, ct);
                    recovery.Refuse(caller.Id, reason, clock.GetUtcNow());
                    trail.Change("state", "proposed", "refused");
                    trail.Note("reason", reason);
                    await db.SaveChangesAsync(ct);
                    return await RecoveryAnswer.OfAsync(recovery, caller, leavers, db, clock, ct);
                },
                ct
            )
        );
    }
}

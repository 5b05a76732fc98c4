using System.ComponentModel.DataAnnotations;
using CardTeam.Contracts;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Ledger;
using CardTeam.Incentive.Payroll;
using CardTeam.Platform.Audit;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Releases;

/// <summary>
/// Approves, rejects or withdraws a release. Approval books it and writes the payroll stream in one transaction.
/// </summary>
internal static class DecideRelease
{
    /// <param name="Reason">The reason for returning the release, which the analyst reads.</param>
    public sealed record Request([property: Required, MaxLength(2000)] string? Reason);

    public static async Task<Ok<ReleaseAnswer>> Approve(
        Guid id,
        Caller caller,
        IncentiveDbContext db,
        AuditTrail trail,
        LeaverDeferral leavers,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        Release? release = null;
        await db.InTransactionAsync(
            async () =>
            {
                release = await ReleaseAnswer.FindAsync(id, db, ct);
                var parts = await db
                    .ReleaseParts.AsNoTracking()
                    .Where(p => p.ReleaseNumber == release.Number)
                    .ToListAsync(ct);
                var due = await DueParts.FindAsync(db, release.DueUntil, leavers.Forfeits, ct);
                release.Approve(caller.Id, parts.Select(p => p.Due()).ToHashSet().SetEquals(due), clock.GetUtcNow());
                trail.Change("status", "proposed", "approved");
                trail.Note("total", release.Total.ToString());
                await BookAsync(release, parts, db, ct);
                await PayrollStream.AppendAsync(db, release, parts, ct);
                await db.SaveChangesAsync(ct);
            },
            ct
        );
        return TypedResults.Ok(ReleaseAnswer.Of(release!));
    }

    public static async Task<Ok<ReleaseAnswer>> Reject(
        Guid id,
        Request request,
        Caller caller,
        IncentiveDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var release = await ReleaseAnswer.FindAsync(id, db, ct);
        release.Reject(caller.Id, request.Reason!, clock.GetUtcNow());
        trail.Change("status", "proposed", "rejected");
        trail.Note("reason", request.Reason!);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(ReleaseAnswer.Of(release));
    }

    public static async Task<Ok<ReleaseAnswer>> Withdraw(
        Guid id,
        Caller caller,
        IncentiveDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var release = await ReleaseAnswer.FindAsync(id, db, ct);
        release.Withdraw(caller.Id, clock.GetUtcNow());
        trail.Change("status", "proposed", "withdrawn");
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(ReleaseAnswer.Of(release));
    }

    private static async Task BookAsync(
        Release release,
        IEnumerable<ReleasePart> parts,
        IncentiveDbContext db,
        CancellationToken ct
    )
    {
        var number = await db.LedgerEntries.MaxAsync(e => (long?)e.Number, ct) ?? 0;
        foreach (var part in parts.OrderBy(p => p.ManagerNo, StringComparer.Ordinal).ThenBy(p => p.DueOn))
        {
            if (part.Amount != Money.Zero)
                Book(LedgerEntry.Released, part, part.Amount);
            if (part.Forfeited != Money.Zero)
                Book(LedgerEntry.Forfeited, part, part.Forfeited);
        }

        void Book(string kind, ReleasePart part, Money amount) =>
            db.LedgerEntries.Add(LedgerEntry.OfRelease(++number, kind, part, amount, release.DecidedAt!.Value));
    }
}

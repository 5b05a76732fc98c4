using CardTeam.Contracts;
using CardTeam.Incentive.Corrections;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Ledger;
using CardTeam.Incentive.Payroll;
using CardTeam.Incentive.Runs;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Recoveries;

/// <summary>
/// Demands what is left of a case from a manager who has left: an analyst asks for it, another person approves, and payroll
/// gets a negative entry in the same transaction. Once for each case.
/// </summary>
internal static class DemandRecovery
{
    public static async Task<Ok<RecoveryAnswer>> Propose(
        Guid id,
        Caller caller,
        PartOfBankFinder finder,
        LeaverDeferral leavers,
        IncentiveDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var part = await finder.FindAsync(ct);
        return TypedResults.Ok(
            await db.InTransactionAsync(
                async () =>
                {
                    var recovery = await RecoveryAnswer.FindAsync(id, part, db, ct);
                    recovery.Demand(
                        (await RecoveryBalance.OfAsync(db, recovery.Number, ct)).Left,
                        await HasPayLeftAsync(recovery.ManagerNo, db, ct),
                        caller.Id,
                        clock.GetUtcNow()
                    );
                    trail.Change("demand", "none", "proposed");
                    trail.Note("demanded", recovery.Demanded.ToString());
                    await db.SaveChangesAsync(ct);
                    return await RecoveryAnswer.OfAsync(recovery, caller, leavers, db, clock, ct);
                },
                ct
            )
        );
    }

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
                    await ApproveAsync(recovery, caller.Id, db, clock, ct);
                    trail.Change("demand", "proposed", "approved");
                    trail.Note("managerNo", recovery.ManagerNo);
                    trail.Note("demanded", recovery.Demanded.ToString());
                    await db.SaveChangesAsync(ct);
                    return await RecoveryAnswer.OfAsync(recovery, caller, leavers, db, clock, ct);
                },
                ct
            )
        );

    /// <summary>Approves a demand, books it and tells payroll, in the caller's transaction. Saves nothing.</summary>
    internal static async Task ApproveAsync(
        RecoveryCase recovery,
        string by,
        IncentiveDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var now = clock.GetUtcNow();
        var from = await RecoveryBook.NextMonthAsync(db, clock, ct);
        recovery.ApproveDemand((await RecoveryBalance.OfAsync(db, recovery.Number, ct)).Left, from, by, now);
        var number = await db.LedgerEntries.MaxAsync(e => (long?)e.Number, ct) ?? 0;
        db.LedgerEntries.Add(
            LedgerEntry.OfRecovery(
                number + 1,
                recovery.Number,
                LedgerEntry.Recovered,
                new(recovery.ManagerNo, LedgerEntry.Recovery, from, DueOn: null),
                -recovery.Demanded,
                now
            )
        );
        var run = await RunOfAsync(recovery, db, ct);
        var (month, managerNo) = (run.Period, recovery.ManagerNo);
        var stream = await PayrollStream.OpenAsync(db, ct);
        stream.Append(
            PayrollEntry.OfRecovery(
                @case: recovery.Id,
                run: run,
                managerNo: managerNo,
                org: recovery.Org,
                amount: recovery.Demanded,
                corrects: await db
                    .PayrollEntries.Where(e => e.ManagerNo == managerNo && e.Period == month)
                    .Where(e => e.Kind == PayrollEntry.ApprovedKind && e.CorrectsEventId == null)
                    .Select(e => (Guid?)e.EventId)
                    .FirstOrDefaultAsync(ct),
                approvedBy: by,
                approvedAt: now
            )
        );
    }

    public static async Task<Ok<RecoveryAnswer>> Refuse(
        Guid id,
        DecideRecovery.RefuseRequest request,
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
                    recovery.RefuseDemand(caller.Id, reason, clock.GetUtcNow());
                    trail.Change("demand", "proposed", "refused");
                    trail.Note("reason", reason);
                    await db.SaveChangesAsync(ct);
                    return await RecoveryAnswer.OfAsync(recovery, caller, leavers, db, clock, ct);
                },
                ct
            )
        );
    }

    /// <summary>True while the manager is in post, or a month in which they were has no approved run.</summary>
    internal static async Task<bool> HasPayLeftAsync(string managerNo, IncentiveDbContext db, CancellationToken ct)
    {
        var leftOn = await db
            .ManagerPosts.Where(p => p.ManagerNo == managerNo)
            .Select(p => p.LeftOn)
            .FirstOrDefaultAsync(ct);
        // Payroll's entry names a month that was paid: without one there is nothing to demand yet.
        return leftOn is not { } day
            || !(await ApprovedRuns.LastPeriodAsync(db, ct) is { } last && day <= last.LastDay);
    }

    /// <summary>
    /// The approved run of the last month that the case is about, or of the last month approved before it: payroll's entry
    /// names a month that was paid. A manager without pay left has at least one.
    /// </summary>
    private static async Task<Run> RunOfAsync(RecoveryCase recovery, IncentiveDbContext db, CancellationToken ct)
    {
        var runs = await db
            .Runs.AsNoTracking()
            .Where(r => r.Status == RunStatus.Approved)
            .OrderBy(r => r.Period)
            .ToListAsync(ct);
        var last = recovery.ReadPeriods()[^1];
        return runs.FindLast(r => r.Period <= last) ?? runs[0];
    }
}

using System.ComponentModel.DataAnnotations;
using CardTeam.Incentive.Corrections;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Ledger;
using CardTeam.Incentive.Payroll;
using CardTeam.Incentive.RunCalculations;
using CardTeam.Incentive.Runs;
using CardTeam.Platform.Audit;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Review;

/// <summary>Approves, rejects or cancels a run. Approval writes the payroll stream in the same transaction.</summary>
internal static class DecideRun
{
    /// <param name="Reason">The reason for returning the run, which the analyst reads.</param>
    public sealed record Request([property: Required, MaxLength(2000)] string? Reason);

    public static async Task<Ok<RunAnswer>> Approve(
        Guid id,
        Caller caller,
        IncentiveDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        Run? run = null;
        await db.InTransactionAsync(
            async () =>
            {
                run = await Find(id, db, ct);
                run.CheckDecision(caller.Id);
                var changers = await ClosedMonthChanges.CheckAsync(run, caller.Id, db, ct);
                if (changers.Count > 0)
                    trail.Note("closedMonthsChangedBy", string.Join(", ", changers));
                await StoredResult.CheckAsync(db, run, ct);
                run.Approve(caller.Id, await PinInputs.HashNowAsync(db, run, ct), clock.GetUtcNow());
                run.ApprovedAgainst(
                    await db
                        .PayrollMonths.Where(m => m.Period == run.Period)
                        .Select(m => (DateOnly?)m.CutOff)
                        .FirstOrDefaultAsync(ct)
                );
                if (run.MissedCutOff is { } missed)
                    trail.Note("missedCutOff", Invariant($"{missed:yyyy-MM-dd}"));
                trail.Change("status", "calculated", "approved");
                trail.Note("resultHash", run.ResultHash!);
                await PayrollStream.AppendAsync(db, run, ct);
                await db.SaveChangesAsync(ct);
                await CorrectionBook.SettleAsync(db, run, ct);
                await BookRuns.BookAsync(db, clock.GetUtcNow(), ct);
            },
            ct
        );
        return TypedResults.Ok(RunAnswer.Of(run!));
    }

    public static async Task<Ok<RunAnswer>> Reject(
        Guid id,
        Request request,
        Caller caller,
        IncentiveDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var run = await Find(id, db, ct);
        trail.Change("status", "calculated", "rejected");
        trail.Note("reason", request.Reason!);
        run.Reject(caller.Id, request.Reason!, clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(RunAnswer.Of(run));
    }

    public static async Task<Ok<RunAnswer>> Cancel(
        Guid id,
        Caller caller,
        IncentiveDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var run = await Find(id, db, ct);
        trail.Change("status", run.Status.ToString().ToLowerInvariant(), "cancelled");
        run.Cancel(caller.Id, clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(RunAnswer.Of(run));
    }

    private static async Task<Run> Find(Guid id, IncentiveDbContext db, CancellationToken ct) =>
        await db.Runs.FirstOrDefaultAsync(r => r.Id == id, ct) ?? throw RuleBrokenException.NotFound("run");
}

using CardTeam.Incentive.Data;
using CardTeam.Incentive.Runs;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.RunCalculations;

/// <summary>
/// Calculates queued runs. A run that was interrupted by a crash is calculated again from the start; the statements it
/// had written are deleted.
/// </summary>
internal sealed class RunWorker(
    IServiceScopeFactory scopes,
    CommitNotifier committed,
    RunMetrics metrics,
    TimeProvider clock,
    ILogger<RunWorker> logger
) : CommitTriggeredWorker<Run>(committed, clock, logger)
{
    private static readonly TimeSpan LeaseTime = TimeSpan.FromMinutes(10);

    protected override async Task<bool> WorkAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IncentiveDbContext>();
        var run = await db
            .Runs.Where(r => r.Status == RunStatus.Queued || r.Status == RunStatus.Running)
            .OrderBy(r => r.Number)
            .FirstOrDefaultAsync(ct);
        if (run is null || !await Lease.TryClaimAsync(db, "runs", LeaseTime, Clock, ct))
            return false;

        var trail = scope.ServiceProvider.GetRequiredService<AuditTrail>();
        trail.Begin(run.CreatedBy, [], "run calculate", run.Id.ToString());
        run.Start();
        await db.SaveChangesAsync(ct);
        var began = Clock.GetTimestamp();
        try
        {
            await using var reading = scopes.CreateAsyncScope();
            await using var history = scopes.CreateAsyncScope();
            var result = await RunCalculation.CalculateAsync(
                reading.ServiceProvider.GetRequiredService<IncentiveDbContext>(),
                history.ServiceProvider.GetRequiredService<IncentiveDbContext>(),
                db,
                run,
                () => Lease.TryClaimAsync(db, "runs", LeaseTime, Clock, ct),
                ct
            );
            run.Calculated(result, Clock.GetUtcNow());
            // The audit chain proves the calculated result, even against somebody who can write to the run's row.
            trail.Begin(run.CreatedBy, [], "run calculated", run.Id.ToString());
            trail.Note("resultHash", run.ResultHash!);
            trail.Note("sheetHash", run.StatementHash!);
            trail.Note("stateHash", run.StateHash!);
            await db.SaveChangesAsync(ct);
            metrics.Ended(Clock.GetElapsedTime(began), "calculated");
            Logger.LogInformation(
                "Run {RunId} of {Period}: {Managers} managers, {Recomputed} of them in earlier months too, "
                    + "{Facts} facts in {Elapsed}",
                run.Id,
                run.Period,
                run.Managers,
                result.Recomputed,
                run.Facts,
                Clock.GetElapsedTime(began)
            );
        }
        catch (Exception stopped) when (stopped is RunStoppedException or DbUpdateConcurrencyException)
        {
            Logger.LogInformation("Run {RunId} was cancelled while it was calculated", run.Id);
            db.ChangeTracker.Clear();
            await RunCalculation.DropUnfinishedAsync(db, running: null, ct);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Logger.LogError(failure, "Run {RunId} failed", run.Id);
            db.ChangeTracker.Clear();
            var failed = await db.Runs.SingleAsync(r => r.Number == run.Number, ct);
            failed.Fail($"{failure.GetType().Name}: {failure.Message}");
            await db.SaveChangesAsync(ct);
            await RunCalculation.DropUnfinishedAsync(db, running: null, ct);
            metrics.Ended(Clock.GetElapsedTime(began), "failed");
        }

        return true;
    }
}

using CardTeam.Incentive.Data;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Runs;

/// <summary>Calculates queued runs. One that a crash cut short left nothing, and is calculated again from the start.</summary>
internal sealed class RunWorker(IServiceScopeFactory scopes, CommitSignal committed, TimeProvider clock, ILogger<RunWorker> logger) : BackgroundService
{
    private static readonly TimeSpan LeaseTime = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var wake = committed.Subscribe();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!await TakeNextAsync(stoppingToken)) await wake.WaitAsync(TimeSpan.FromSeconds(5), stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                logger.LogError(failure, "The run worker stumbled; it goes on");
                await Task.Delay(TimeSpan.FromSeconds(2), clock, stoppingToken);
            }
        }
    }

    private async Task<bool> TakeNextAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IncentiveDbContext>();
        var run = await db.Runs.Where(r => r.Status == RunStatus.Queued || r.Status == RunStatus.Running).OrderBy(r => r.Number).FirstOrDefaultAsync(ct);
        if (run is null || !await Lease.TryClaimAsync(db, "runs", LeaseTime, clock, ct)) return false;

        scope.ServiceProvider.GetRequiredService<AuditTrail>().Begin(run.CreatedBy, [], "run calculate", run.Id.ToString());
        run.Start();
        await db.SaveChangesAsync(ct);
        var began = clock.GetTimestamp();
        try
        {
            await using var readingScope = scopes.CreateAsyncScope();
            await db.InTransactionAsync(async () =>
            {
                var reading = readingScope.ServiceProvider.GetRequiredService<IncentiveDbContext>();
                run.Calculated(await RunCalculation.CalculateAsync(reading, db, run, ct), clock.GetUtcNow());
                await db.SaveChangesAsync(ct);
            }, ct);
            logger.LogInformation("Run {RunId} of {Period}: {Managers} managers, {Facts} facts in {Elapsed}", run.Id, run.Period, run.Managers, run.Facts, clock.GetElapsedTime(began));
        }
        catch (DbUpdateConcurrencyException)
        {
            logger.LogInformation("Run {RunId} was cancelled while it was calculated", run.Id);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            logger.LogError(failure, "Run {RunId} failed", run.Id);
            db.ChangeTracker.Clear();
            var failed = await db.Runs.SingleAsync(r => r.Number == run.Number, ct);
            failed.Fail($"{failure.GetType().Name}: {failure.Message}");
            await db.SaveChangesAsync(ct);
        }

        return true;
    }
}

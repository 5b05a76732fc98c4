using CardTeam.Incentive.Data;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.WhatIfs;

/// <summary>
/// Calculates queued what-ifs, one at a time in all replicas. One that was interrupted by a crash starts again, without
/// the rows it had written.
/// </summary>
internal sealed class WhatIfWorker(
    IServiceScopeFactory scopes,
    CommitNotifier committed,
    TimeProvider clock,
    ILogger<WhatIfWorker> logger
) : CommitTriggeredWorker<WhatIf>(committed, clock, logger)
{
    private const string LeaseName = "what-ifs";
    private static readonly TimeSpan LeaseTime = TimeSpan.FromMinutes(10);

    protected override async Task<bool> WorkAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IncentiveDbContext>();
        var whatIf = await db
            .WhatIfs.Where(w => w.Status == WhatIfStatus.Queued || w.Status == WhatIfStatus.Running)
            .OrderBy(w => w.Number)
            .FirstOrDefaultAsync(ct);
        if (whatIf is null || !await Lease.TryClaimAsync(db, LeaseName, LeaseTime, Clock, ct))
            return false;

        var began = Clock.GetTimestamp();
        try
        {
            await ForgetRowsAsync(whatIf, db, ct);
            scope
                .ServiceProvider.GetRequiredService<AuditTrail>()
                .Begin(whatIf.CreatedBy, [], "what-if calculate", whatIf.Id.ToString());
            whatIf.Start(await db.ManagerPosts.CountAsync(ct));
            await db.SaveChangesAsync(ct);
            await using var readingScope = scopes.CreateAsyncScope();
            var reading = readingScope.ServiceProvider.GetRequiredService<IncentiveDbContext>();
            var result = await WhatIfCalculation.CalculateAsync(
                reading,
                whatIf,
                (rows, done) => SaveAsync(rows, done, whatIf, db, ct),
                ct
            );
            whatIf.Calculated(result, Clock.GetUtcNow());
            await db.SaveChangesAsync(ct);
            Logger.LogInformation(
                "What-if {WhatIfId} of {From} to {To}: {Managers} managers in {Elapsed}",
                whatIf.Id,
                whatIf.From,
                whatIf.To,
                result.Managers,
                Clock.GetElapsedTime(began)
            );
        }
        catch (DbUpdateConcurrencyException)
        {
            Logger.LogInformation("What-if {WhatIfId} was cancelled while it was calculated", whatIf.Id);
            await ForgetRowsAsync(whatIf, db, ct);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Logger.LogError(failure, "What-if {WhatIfId} failed", whatIf.Id);
            db.ChangeTracker.Clear();
            await ForgetRowsAsync(whatIf, db, ct);
            var failed = await db.WhatIfs.SingleAsync(w => w.Number == whatIf.Number, ct);
            failed.Fail($"{failure.GetType().Name}: {failure.Message}", Clock.GetUtcNow());
            await db.SaveChangesAsync(ct);
        }

        return true;
    }

    /// <summary>Saves some rows with the progress; a what-if that was cancelled meanwhile fails on its version.</summary>
    private async Task SaveAsync(
        IReadOnlyList<WhatIfManager> rows,
        int done,
        WhatIf whatIf,
        IncentiveDbContext db,
        CancellationToken ct
    )
    {
        whatIf.Progress(done);
        db.WhatIfManagers.AddRange(rows);
        await db.SaveChangesAsync(ct);
        foreach (var row in rows)
            db.Entry(row).State = EntityState.Detached;
        await Lease.TryClaimAsync(db, LeaseName, LeaseTime, Clock, ct);
    }

    private static Task<int> ForgetRowsAsync(WhatIf whatIf, IncentiveDbContext db, CancellationToken ct) =>
        db.WhatIfManagers.Where(m => m.WhatIfNumber == whatIf.Number).ExecuteDeleteAsync(ct);
}

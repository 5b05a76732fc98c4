using CardTeam.Contracts;
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
            await JudgeAsync(whatIf, result, db, ct);
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

    /// <summary>
    /// Judges the drafts with these rules by what they would have paid last year: whether they are led by volume is then
    /// no question of the rules alone.
    /// </summary>
    private static async Task JudgeAsync(
        WhatIf whatIf,
        WhatIfResult result,
        IncentiveDbContext db,
        CancellationToken ct
    )
    {
        if (result.Earnings is not { } earnings || earnings.Earned <= Money.Zero)
            return;
        var closes = await db
            .Closes.AsNoTracking()
            .Where(c => c.CloseNumber == 1 || c.CloseNumber == whatIf.CloseNumber)
            .OrderBy(c => c.CloseNumber)
            .Select(c => c.Period)
            .ToListAsync(ct);
        if (!whatIf.IsOfLastYear(closes[0], closes[^1]))
            return;
        var hash = whatIf.RuleHash;
        foreach (
            var plan in await db
                .Plans.AsNoTracking()
                .Where(p => p.RuleHash == hash && p.ApprovalNumber == null)
                .ToListAsync(ct)
        )
        {
            var findings = plan.FindingsJudged(earnings.Earned, earnings.OnVolume);
            // Not where somebody has approved it meanwhile: then it was approved with what was known of it.
            await db
                .Plans.Where(p => p.Code == plan.Code && p.Version == plan.Version && p.ApprovalNumber == null)
                .ExecuteUpdateAsync(set => set.SetProperty(p => p.Findings, findings), ct);
        }
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

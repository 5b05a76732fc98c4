using CardTeam.Incentive.Data;
using CardTeam.Incentive.Runs;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Ledger;

/// <summary>Books the runs that were approved by a release without a ledger. An approval books its own run.</summary>
internal sealed class LedgerWorker(
    IServiceScopeFactory scopes,
    CommitNotifier committed,
    TimeProvider clock,
    ILogger<LedgerWorker> logger
) : CommitTriggeredWorker<Run>(committed, clock, logger)
{
    protected override async Task<bool> WorkAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IncentiveDbContext>();
        if (!await db.Runs.AnyAsync(r => r.Status == RunStatus.Approved && !r.IsInLedger, ct))
            return false;
        scope.ServiceProvider.GetRequiredService<AuditTrail>().Begin("system", [], "ledger book", "runs");
        await db.InTransactionAsync(() => BookRuns.BookAsync(db, Clock.GetUtcNow(), ct), ct);
        return false;
    }
}

using CardTeam.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CardTeam.Platform.Audit;

/// <summary>Seals audit entries into the chain, one replica at a time; nobody waits for it.</summary>
internal sealed class AuditSealer(
    IServiceScopeFactory scopes,
    CommitNotifier committed,
    AuditKey key,
    AuditHeads heads,
    TimeProvider clock,
    ILogger<AuditSealer> logger
) : CommitTriggeredWorker<AuditEntry>(committed, clock, logger)
{
    protected override async Task<bool> WorkAsync(CancellationToken ct)
    {
        // Entries come in bursts: a short wait seals a burst with one commit.
        await Task.Delay(TimeSpan.FromMilliseconds(200), Clock, ct);
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ServiceDbContext>();
        if (
            !await db.Audit.AnyAsync(e => e.Sequence == null, ct)
            || !await Lease.TryClaimAsync(db, "audit-sealer", TimeSpan.FromSeconds(30), Clock, ct)
        )
            return false;
        var isFirst = await AuditChain.HeadAsync(db, ct) is null;
        var worked = await AuditChain.SealAsync(db, key, ct) > 0;
        // A chain is never without a note: its first entries are noted at once, the rest by and by.
        if (worked && isFirst)
            await heads.NoteAsync(db, Clock, ct);
        return worked;
    }
}

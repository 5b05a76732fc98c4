using CardTeam.Platform.Audit;
using CardTeam.Platform.Data;
using CardTeam.Training.Data;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Training.Sittings;

/// <summary>
/// Ends sittings whose time is over, also when nobody asks for them. A lease keeps replicas from doing it side by side,
/// and the transaction looks again, so that each ends once.
/// </summary>
internal sealed class EndOverdueSittings(
    IServiceScopeFactory scopes,
    CommitNotifier committed,
    TimeProvider clock,
    ILogger<EndOverdueSittings> logger
) : CommitTriggeredWorker<Sitting>(committed, clock, logger)
{
    private const string LeaseName = "sittings";
    private static readonly TimeSpan LeaseTime = TimeSpan.FromMinutes(1);

    protected override async Task<bool> WorkAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TrainingDbContext>();
        var now = Clock.GetUtcNow();
        var overdue = await db
            .Sittings.AsNoTracking()
            .Where(s => s.EndedAt == null && s.EndsAt <= now)
            .OrderBy(s => s.EndsAt)
            .Select(s => new { s.Id, s.ManagerNo })
            .FirstOrDefaultAsync(ct);
        if (overdue is null || !await Lease.TryClaimAsync(db, LeaseName, LeaseTime, Clock, ct))
            return false;
        var trail = scope.ServiceProvider.GetRequiredService<AuditTrail>();
        await db.InTransactionAsync(
            async () =>
            {
                var sitting = await db.Sittings.Include(s => s.Answers).FirstAsync(s => s.Id == overdue.Id, ct);
                if (sitting.EndedAt is not null)
                    return;
                // In the name of the person who began it.
                trail.Begin(overdue.ManagerNo, [], "sitting end", "");
                await EndSitting.EndAsync(sitting, db, trail, now, ct);
            },
            ct
        );
        return true;
    }
}

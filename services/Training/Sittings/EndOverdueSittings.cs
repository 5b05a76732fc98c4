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
    private static readonly TimeSpan LeaseTime = TimeSpan.FromMinutes(1),
        TryAgainAfter = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Sittings that could not be ended, until when they wait: none of them holds up those behind it.
    /// </summary>
    private readonly Dictionary<Guid, DateTimeOffset> _setAside = [];

    protected override async Task<bool> WorkAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TrainingDbContext>();
        var now = Clock.GetUtcNow();
        foreach (var (id, _) in _setAside.Where(s => s.Value <= now).ToList())
            _setAside.Remove(id);
        var waiting = _setAside.Keys.ToList();
        var overdue = await db
            .Sittings.AsNoTracking()
            .Where(s => s.EndedAt == null && s.EndsAt <= now && !waiting.Contains(s.Id))
            .OrderBy(s => s.EndsAt)
            .Select(s => new { s.Id, s.ManagerNo })
            .FirstOrDefaultAsync(ct);
        if (overdue is null || !await Lease.TryClaimAsync(db, LeaseName, LeaseTime, Clock, ct))
            return false;
        try
        {
            await EndAsync(overdue.Id, overdue.ManagerNo, db, scope.ServiceProvider, now, ct);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Logger.LogError(failure, "The sitting {Sitting} could not be ended; it is tried again later", overdue.Id);
            _setAside[overdue.Id] = now + TryAgainAfter;
        }

        return true;
    }

    private static Task EndAsync(
        Guid id,
        string managerNo,
        TrainingDbContext db,
        IServiceProvider services,
        DateTimeOffset now,
        CancellationToken ct
    ) =>
        db.InTransactionAsync(
            async () =>
            {
                var sitting = await db.Sittings.Include(s => s.Answers).FirstAsync(s => s.Id == id, ct);
                if (sitting.EndedAt is not null)
                    return;
                var trail = services.GetRequiredService<AuditTrail>();
                // In the name of the person who began it.
                trail.Begin(managerNo, [], "sitting end", "");
                await EndSitting.EndAsync(sitting, db, trail, now, ct);
            },
            ct
        );
}

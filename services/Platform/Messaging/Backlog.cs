using CardTeam.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Platform.Messaging;

/// <summary>What waits, and what could not be taken.</summary>
/// <param name="OldestSeconds">Age of the event that has waited longest; 0 when none waits.</param>
/// <param name="ErrorQueues">Messages in the broker's error queues; null without a broker, or while it is away.</param>
internal sealed record Backlog(long Waiting, long OldestSeconds, long Parked, long? ErrorQueues)
{
    public static async Task<Backlog> LookAsync(
        ServiceDbContext db,
        ErrorQueues? errors,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var oldest = await db
            .Outbox.OrderBy(m => m.Position)
            .Select(m => (DateTimeOffset?)m.CreatedAt)
            .FirstOrDefaultAsync(ct);
        return new(
            await db.Outbox.LongCountAsync(ct),
            oldest is { } since ? Math.Max(0, (long)(clock.GetUtcNow() - since).TotalSeconds) : 0,
            await db.Parked.LongCountAsync(ct),
            errors is null ? null : await errors.TryCountAsync(ct)
        );
    }
}

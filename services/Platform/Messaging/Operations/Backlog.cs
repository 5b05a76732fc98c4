using CardTeam.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Platform.Messaging.Operations;

/// <summary>The number of events that wait and of messages that were parked.</summary>
/// <param name="OldestSeconds">Age of the event that has waited longest; 0 when none waits.</param>
/// <param name="Refused">
/// The broker's reason for refusing the first event that was tried and waits; null where there is none.
/// </param>
/// <param name="ErrorQueues">
/// Messages in the broker's error queues; null without a broker, or while it is unavailable.
/// </param>
internal sealed record Backlog(long Waiting, long OldestSeconds, long Parked, long? ErrorQueues, string? Refused)
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
            errors is null ? null : await errors.TryCountAsync(ct),
            await RefusedAsync(db, ct)
        );
    }

    /// <summary>
    /// Finds the first event that is refused. Only the first event of a stream is tried while it is refused: one index
    /// seek for each stream.
    /// </summary>
    private static async Task<string?> RefusedAsync(ServiceDbContext db, CancellationToken ct)
    {
        for (var stream = ""; ; )
        {
            var first = await db
                .Outbox.Where(m => m.Stream.CompareTo(stream) > 0)
                .OrderBy(m => m.Stream)
                .ThenBy(m => m.Position)
                .Select(m => new
                {
                    m.Stream,
                    m.Attempts,
                    m.LastError,
                })
                .FirstOrDefaultAsync(ct);
            if (first is null)
                return null;
            if (first.Attempts > 0)
                return first.LastError;
            stream = first.Stream;
        }
    }
}

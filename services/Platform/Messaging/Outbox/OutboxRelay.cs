using CardTeam.Platform.Data;
using CardTeam.Platform.Messaging.Operations;
using CardTeam.Platform.Messaging.Transport;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CardTeam.Platform.Messaging.Outbox;

/// <summary>
/// Sends the outbox to the transport. Woken by commits; keeps the order within a stream and removes confirmed messages
/// only.
/// </summary>
internal sealed class OutboxRelay(
    IServiceScopeFactory scopes,
    ITransport transport,
    CommitNotifier committed,
    MessagingMetrics metrics,
    TimeProvider clock,
    ILogger<OutboxRelay> logger
) : CommitTriggeredWorker<OutboxMessage>(committed, clock, logger)
{
    /// <summary>The greatest number of bytes of a stream held in memory at once.</summary>
    private const int MostBytes = 8 << 20;

    private static readonly TimeSpan WorthSaying = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(60);
    private readonly Dictionary<string, DateTimeOffset> _leased = new(StringComparer.Ordinal);
    private DateTimeOffset? _idleSince;
    private bool _isSaid;

    /// <summary>Gives every stream one turn; false when nothing could be sent.</summary>
    protected override async Task<bool> WorkAsync(CancellationToken ct)
    {
        if (IsIdle())
            return false;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ServiceDbContext>();
        var worked = false;
        for (
            var stream = await NextStreamAsync(db, "", ct);
            stream is not null;
            stream = await NextStreamAsync(db, stream, ct)
        )
            worked |= await RelayStreamAsync(db, stream, ct);
        return worked;
    }

    /// <summary>Finds the next stream with one index seek, however many messages wait.</summary>
    private static Task<string?> NextStreamAsync(ServiceDbContext db, string after, CancellationToken ct) =>
        db
            .Outbox.Where(m => m.Stream.CompareTo(after) > 0)
            .OrderBy(m => m.Stream)
            .Select(m => m.Stream)
            .FirstOrDefaultAsync(ct);

    private async Task<bool> RelayStreamAsync(ServiceDbContext db, string stream, CancellationToken ct)
    {
        if (!await HoldLeaseAsync(db, stream, ct))
            return false;
        var messages = await NextAsync(db, stream, ct);
        if (messages.Count == 0 || messages[0].NextAttemptAt > Clock.GetUtcNow())
            return false;

        var confirmed = 0;
        try
        {
            confirmed = await transport.SendAsync(messages, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception failure)
        {
            await PostponeAsync(db, messages[0], failure, ct);
        }

        if (confirmed == 0)
            return false;
        var positions = messages.Take(confirmed).Select(m => m.Position).ToList();
        await db.Outbox.Where(m => positions.Contains(m.Position)).ExecuteDeleteAsync(ct);
        metrics.Sent(messages.Take(confirmed));
        return true;
    }

    /// <summary>
    /// Logs once per outage, and only when it lasts: at start-up the broker is always briefly unavailable.
    /// </summary>
    private bool IsIdle()
    {
        if (transport.WhyIdle is not { } why)
        {
            if (_isSaid)
                Logger.LogWarning("Events leave again");
            (_idleSince, _isSaid) = (null, false);
            return false;
        }

        _idleSince ??= Clock.GetUtcNow();
        if (!_isSaid && Clock.GetUtcNow() - _idleSince >= WorthSaying)
        {
            Logger.LogWarning("{Why}", why.En);
            _isSaid = true;
        }

        return true;
    }

    private async Task<List<OutboxMessage>> NextAsync(ServiceDbContext db, string stream, CancellationToken ct)
    {
        var (messages, bytes) = (new List<OutboxMessage>(), 0);
        await foreach (
            var message in db
                .Outbox.AsNoTracking()
                .Where(m => m.Stream == stream)
                .OrderBy(m => m.Position)
                .Take(transport.BatchSize)
                .AsAsyncEnumerable()
                .WithCancellation(ct)
        )
        {
            messages.Add(message);
            if ((bytes += message.Body.Length) >= MostBytes)
                break;
        }

        return messages;
    }

    private async Task PostponeAsync(ServiceDbContext db, OutboxMessage first, Exception failure, CancellationToken ct)
    {
        var wait = TimeSpan.FromSeconds(Math.Min(60, Math.Pow(2, Math.Min(first.Attempts, 6))));
        var error = $"{failure.GetType().Name}: {failure.Message}";
        Logger.LogWarning(
            "Message {MessageId} of stream {Stream} was not confirmed ({Error}); again in {Wait}",
            first.MessageId,
            first.Stream,
            failure.GetType().Name,
            wait
        );
        await db
            .Outbox.Where(m => m.Position == first.Position)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(m => m.Attempts, m => m.Attempts + 1)
                        .SetProperty(m => m.NextAttemptAt, Clock.GetUtcNow() + wait)
                        .SetProperty(m => m.LastError, Lengths.Cut(error, 2000)),
                ct
            );
    }

    private async Task<bool> HoldLeaseAsync(ServiceDbContext db, string stream, CancellationToken ct)
    {
        if (_leased.TryGetValue(stream, out var until) && until > Clock.GetUtcNow() + LeaseTime / 2)
            return true;
        if (!await Lease.TryClaimAsync(db, $"outbox:{stream}", LeaseTime, Clock, ct))
            return false;
        _leased[stream] = Clock.GetUtcNow() + LeaseTime;
        return true;
    }
}

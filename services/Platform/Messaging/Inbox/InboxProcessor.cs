using System.Collections.Concurrent;
using System.Diagnostics;
using CardTeam.Contracts;
using CardTeam.Platform.Data;
using CardTeam.Platform.Messaging.Operations;
using CardTeam.Platform.Messaging.Transport;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CardTeam.Platform.Messaging.Inbox;

/// <summary>
/// Processes messages for one consumer, each exactly once. Messages that wait at the same time share a transaction,
/// because its commit costs more than their effects. A message that fails is tried again alone with back-off and then
/// parked; the others continue.
/// </summary>
internal sealed class InboxProcessor(
    Type consumer,
    IServiceScopeFactory scopes,
    MessagingMetrics metrics,
    TimeProvider clock,
    ILogger<InboxProcessor> logger
) : IDisposable
{
    private const int MostTogether = 128;
    private const int MostBytesTogether = 1 << 20;
    private static readonly TimeSpan[] BackOff =
    [
        TimeSpan.FromMilliseconds(50),
        TimeSpan.FromMilliseconds(400),
        TimeSpan.FromSeconds(2),
    ];

    private readonly ConcurrentQueue<Waiting> _waiting = [];
    private readonly SemaphoreSlim _turn = new(1);

    private string Name => consumer.Name;

    /// <summary>Returns when the effect is committed, or the message parked.</summary>
    /// <exception cref="Exception">Not even parking could be written: the message must be delivered again.</exception>
    public async Task TakeAsync(Delivery delivery, CancellationToken ct)
    {
        var own = new Waiting(delivery, Activity.Current);
        _waiting.Enqueue(own);
        await _turn.WaitAsync(ct);
        try
        {
            while (!own.IsDone)
                await TakeWaitingAsync();
        }
        finally
        {
            _turn.Release();
        }

        if (!own.IsTaken)
            await TakeAloneAsync(own, ct);
    }

    /// <summary>Processes a parked message again, in the caller's transaction.</summary>
    public Task TakeAgainAsync(
        ServiceDbContext db,
        IServiceProvider services,
        Delivery delivery,
        CancellationToken ct
    ) => TakeOnceAsync(db, services, [new(delivery, Activity.Current)], ct);

    public void Dispose() => _turn.Dispose();

    private async Task TakeWaitingAsync()
    {
        var together = new List<Waiting>();
        for (
            var bytes = 0;
            together.Count < MostTogether && bytes < MostBytesTogether && _waiting.TryDequeue(out var next);
            bytes += next.Delivery.Body.Length
        )
            together.Add(next);
        try
        {
            // Not the caller's token: the transaction has others' messages too, and a commit is short.
            await TakeOnceAsync(together, CancellationToken.None);
            foreach (var waiting in together)
                waiting.Taken();
            foreach (var waiting in together)
                metrics.Taken(Name, waiting.Delivery, clock.GetUtcNow());
        }
        catch (Exception failure)
        {
            // Processing each message alone shows which one failed.
            foreach (var waiting in together)
                waiting.Failed(together.Count == 1 ? failure : null);
        }
    }

    private async Task TakeAloneAsync(Waiting own, CancellationToken ct)
    {
        var failure = own.Failure;
        for (var attempt = failure is null ? 0 : 1; attempt <= BackOff.Length; attempt++)
        {
            if (failure is not null)
            {
                logger.LogInformation(
                    "{Consumer} failed on message {MessageId} ({Error}); attempt {Attempt}",
                    Name,
                    own.Delivery.MessageId,
                    failure.GetType().Name,
                    attempt
                );
                await Task.Delay(Jitter.On(BackOff[attempt - 1]), clock, ct);
            }

            await _turn.WaitAsync(ct);
            try
            {
                await TakeOnceAsync([own], ct);
                metrics.Taken(Name, own.Delivery, clock.GetUtcNow());
                return;
            }
            catch (Exception again) when (again is not OperationCanceledException || !ct.IsCancellationRequested)
            {
                failure = again;
            }
            finally
            {
                _turn.Release();
            }
        }

        await ParkAsync(own.Delivery, failure!, ct);
    }

    private async Task TakeOnceAsync(IReadOnlyList<Waiting> together, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        await TakeOnceAsync(
            scope.ServiceProvider.GetRequiredService<ServiceDbContext>(),
            scope.ServiceProvider,
            together,
            ct
        );
    }

    private Task TakeOnceAsync(
        ServiceDbContext db,
        IServiceProvider services,
        IReadOnlyList<Waiting> together,
        CancellationToken ct
    ) =>
        db.InTransactionAsync(
            async () =>
            {
                var instance = (IOnceConsumer)ActivatorUtilities.CreateInstance(services, consumer);
                using var _ = instance as IDisposable;
                var ids = together.Select(w => w.Delivery.MessageId).ToList();
                var before = (
                    await db
                        .Inbox.AsNoTracking()
                        .Where(e => e.Consumer == Name && ids.Contains(e.MessageId))
                        .Select(e => e.MessageId)
                        .ToListAsync(ct)
                ).ToHashSet();
                var taken = before.ToHashSet();
                foreach (var (delivery, activity) in together.Where(w => taken.Add(w.Delivery.MessageId)))
                {
                    // Events that this message makes the service announce belong to this message's trace.
                    Activity.Current = activity;
                    await instance.HandleAsync(EventCatalogue.Read(delivery.EventName, delivery.Body), ct);
                    if (!db.ChangeTracker.HasChanges())
                        continue;
                    // Each message sees the effects of those before it.
                    await db.SaveChangesAsync(ct);
                    db.ChangeTracker.Clear();
                }

                await InboxEntry.WriteAsync(db, [.. taken.Except(before)], Name, clock.GetUtcNow(), ct);
            },
            ct
        );

    private async Task ParkAsync(Delivery delivery, Exception failure, CancellationToken ct)
    {
        logger.LogError(
            "{Consumer} gave up on message {MessageId} ({Error}); parked",
            Name,
            delivery.MessageId,
            failure.GetType().Name
        );
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ServiceDbContext>();
        if (await db.Parked.AnyAsync(p => p.MessageId == delivery.MessageId && p.Consumer == Name, ct))
            return;
        db.Parked.Add(
            new ParkedMessage(delivery, Name, $"{failure.GetType().Name}: {failure.Message}", clock.GetUtcNow())
        );
        await db.SaveChangesAsync(ct);
        metrics.Parked(Name, delivery, failure);
    }

    private sealed class Waiting(Delivery delivery, Activity? activity)
    {
        public Delivery Delivery { get; } = delivery;
        public bool IsDone { get; private set; }
        public bool IsTaken { get; private set; }
        public Exception? Failure { get; private set; }

        public void Taken() => IsDone = IsTaken = true;

        public void Failed(Exception? failure) => (IsDone, Failure) = (true, failure);

        public void Deconstruct(out Delivery itsDelivery, out Activity? itsActivity) =>
            (itsDelivery, itsActivity) = (Delivery, activity);
    }
}

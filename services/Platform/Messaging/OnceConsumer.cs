using CardTeam.Contracts;
using CardTeam.Platform.Data;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CardTeam.Platform.Messaging;

/// <summary>A consumer with one effect, had exactly once per message: effect and inbox row in one transaction, retries with back-off, then parked.</summary>
public abstract class OnceConsumer<T>(ServiceDbContext db, TimeProvider clock, ILogger logger) : IConsumer<T>, IReplay where T : class, IIntegrationEvent
{
    private static readonly TimeSpan[] BackOff = [TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(400), TimeSpan.FromSeconds(2)];

    private string Name => GetType().Name;

    /// <summary>The effect. Saves nothing itself; may run again after a failure, with a fresh change tracker.</summary>
    protected abstract Task Handle(T message, CancellationToken ct);

    public async Task Consume(ConsumeContext<T> context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var id = context.MessageId ?? throw new InvalidOperationException("A message without an id cannot be taken once.");
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await TakeOnceAsync(id, context.Message, context.CancellationToken);
                return;
            }
            catch (OperationCanceledException) when (context.CancellationToken.IsCancellationRequested)
            {
                throw;
            }
            catch (Exception failure)
            {
                db.ChangeTracker.Clear();
                if (attempt == BackOff.Length)
                {
                    await ParkAsync(id, context.Message, failure, context.CancellationToken);
                    return;
                }

                logger.LogInformation("{Consumer} failed on message {MessageId} ({Error}); attempt {Attempt}", Name, id, failure.GetType().Name, attempt + 1);
                await Task.Delay(BackOff[attempt], clock, context.CancellationToken);
            }
        }
    }

    async Task IReplay.ReplayAsync(ParkedMessage parked, CancellationToken ct) =>
        await TakeOnceAsync(parked.MessageId, (T)EventCatalogue.Read(parked.EventName, parked.Body), ct);

    private Task TakeOnceAsync(Guid id, T message, CancellationToken ct) => db.InTransactionAsync(async () =>
    {
        if (await db.Inbox.AnyAsync(e => e.MessageId == id && e.Consumer == Name, ct)) return;
        db.Inbox.Add(new InboxEntry(id, Name, clock.GetUtcNow()));
        await Handle(message, ct);
        await db.SaveChangesAsync(ct);
    }, ct);

    private async Task ParkAsync(Guid id, T message, Exception failure, CancellationToken ct)
    {
        logger.LogError("{Consumer} gave up on message {MessageId} ({Error}); parked", Name, id, failure.GetType().Name);
        if (await db.Parked.AnyAsync(p => p.MessageId == id && p.Consumer == Name, ct)) return;
        db.Parked.Add(new ParkedMessage(
            id, Name, EventCatalogue.NameOf(typeof(T)), EventCatalogue.Write(message), $"{failure.GetType().Name}: {failure.Message}", clock.GetUtcNow()));
        await db.SaveChangesAsync(ct);
    }
}

/// <summary>Takes a parked message again.</summary>
internal interface IReplay
{
    Task ReplayAsync(ParkedMessage parked, CancellationToken ct);
}

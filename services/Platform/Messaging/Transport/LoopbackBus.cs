using System.Collections.Immutable;
using CardTeam.Contracts;
using CardTeam.Platform.Messaging.Inbox;
using CardTeam.Platform.Messaging.Operations;
using CardTeam.Platform.Messaging.Outbox;
using CardTeam.ServiceDefaults;
using MassTransit;
using MassTransit.Mediator;

namespace CardTeam.Platform.Messaging.Transport;

/// <summary>
/// Connects the services of one process: an event is sent directly to the MassTransit mediator of every host that
/// consumes it.
/// </summary>
public sealed class LoopbackBus
{
    private readonly TaskCompletionSource _complete = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ImmutableList<(IMediator Mediator, HashSet<Type> Heard)> _hosts = [];

    /// <summary>
    /// Starts delivery once every service of the process has attached: only then are all consumers known.
    /// </summary>
    public void Open() => _complete.TrySetResult();

    internal void Attach(IMediator mediator, IEnumerable<Type> heard) =>
        ImmutableInterlocked.Update(ref _hosts, hosts => hosts.Add((mediator, [.. heard])));

    /// <summary>Returns when every consumer has committed or parked the message.</summary>
    internal async Task DeliverAsync(OutboxMessage message, CancellationToken ct)
    {
        await _complete.Task.WaitAsync(ct);
        var type = EventCatalogue.CurrentTypeOf(message.EventName);
        var delivery = new Delivery(
            message.MessageId,
            message.EventName,
            message.Body,
            message.TraceParent,
            message.CreatedAt
        );
        foreach (var (mediator, _) in _hosts.Where(h => h.Heard.Contains(type)))
            await mediator.Publish(delivery, ct);
    }
}

/// <summary>
/// Confirms a message when its last consumer has committed, so that a crash in between loses nothing.
/// </summary>
internal sealed class LoopbackTransport(LoopbackBus bus) : ITransport
{
    public Text? WhyIdle => null;

    public int BatchSize => 32;

    public async Task<int> SendAsync(IReadOnlyList<OutboxMessage> messages, CancellationToken ct)
    {
        for (var i = 0; i < messages.Count; i++)
        {
            try
            {
                await bus.DeliverAsync(messages[i], ct);
            }
            catch (Exception) when (i > 0)
            {
                return i;
            }
        }

        return messages.Count;
    }
}

/// <summary>The only consumer a host's mediator knows: it takes any event of the suite.</summary>
internal sealed class TakeFromLoopback(Consumers consumers) : IConsumer<Delivery>
{
    public async Task Consume(ConsumeContext<Delivery> context)
    {
        var delivery = context.Message;
        using var activity = MessagingTelemetry.StartProcess(delivery, delivery.EventName);
        foreach (var processor in consumers.Of(EventCatalogue.CurrentTypeOf(delivery.EventName)))
            await processor.TakeAsync(delivery, context.CancellationToken);
    }
}

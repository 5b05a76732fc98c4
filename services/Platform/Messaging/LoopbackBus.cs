using System.Collections.Immutable;
using System.Diagnostics;
using CardTeam.Contracts;
using MassTransit;
using MassTransit.Mediator;
using Microsoft.Extensions.DependencyInjection;

namespace CardTeam.Platform.Messaging;

/// <summary>Joins the services of one process: an event goes straight to the MassTransit mediator of every host that consumes it.</summary>
public sealed class LoopbackBus
{
    private readonly TaskCompletionSource _complete = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ImmutableList<Host> _hosts = [];

    /// <summary>Every service of the process has attached: only now is it known who consumes what, and delivery begins.</summary>
    public void Open() => _complete.TrySetResult();

    internal void Attach(IServiceProvider services, IEnumerable<Type> consumed) =>
        ImmutableInterlocked.Update(ref _hosts, hosts => hosts.Add(new Host(services.GetRequiredService<IMediator>(), consumed.ToHashSet())));

    /// <summary>Returns when every consumer has committed, or parked.</summary>
    internal async Task DeliverAsync(OutboxMessage message, CancellationToken ct)
    {
        await _complete.Task.WaitAsync(ct);
        var type = EventCatalogue.TypeOf(message.EventName);
        var consumers = _hosts.Where(h => h.Consumed.Contains(type)).ToList();
        if (consumers.Count == 0) return;

        using var activity = MessagingTelemetry.Source.StartActivity($"deliver {message.EventName}", ActivityKind.Consumer, message.TraceParent);
        var body = EventCatalogue.Read(message.EventName, message.Body);
        foreach (var host in consumers)
            await host.Mediator.Publish(body, type, Pipe.Execute<PublishContext>(context => context.MessageId = message.MessageId), ct);
    }

    private sealed record Host(IMediator Mediator, HashSet<Type> Consumed);
}

/// <summary>Confirms a message when its last consumer has committed, so that a crash between loses nothing.</summary>
internal sealed class LoopbackTransport(LoopbackBus bus) : ITransport
{
    public string? WhyIdle => null;

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

/// <summary>The activity source of everything that carries messages.</summary>
public static class MessagingTelemetry
{
    public static readonly ActivitySource Source = new("CardTeam.Messaging");
}

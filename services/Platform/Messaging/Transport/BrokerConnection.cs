using CardTeam.Contracts;
using CardTeam.Platform.Data;
using CardTeam.Platform.Messaging.Inbox;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace CardTeam.Platform.Messaging.Transport;

/// <summary>
/// The connection that declares the queues and looks into error queues. Publishing (<see cref="RabbitTransport"/>) and
/// reading (<see cref="QueueReader"/>) use connections of their own: a broker short of memory blocks publishers, and
/// must not block the consumers' confirms.
/// </summary>
internal sealed class BrokerConnection(
    RabbitBus bus,
    Consumers consumers,
    CommitNotifier committed,
    ILogger<BrokerConnection> logger
) : BrokerLink(bus, "-queues", logger)
{
    private static readonly CreateChannelOptions Confirmed = new(
        publisherConfirmationsEnabled: true,
        publisherConfirmationTrackingEnabled: true
    );

    private IConnection? _connection;
    private CancellationToken _untilLost = new(canceled: true);

    /// <summary>
    /// Whether the broker can be reached and every queue has been declared, so that nothing published is lost.
    /// </summary>
    public bool IsReady => _connection is not null;

    /// <summary>Cancelled when the broker that can be reached now no longer can.</summary>
    public CancellationToken UntilLost => _untilLost;

    /// <summary>Opens a channel for the caller.</summary>
    /// <exception cref="BrokerUnreachableException">The broker is unavailable.</exception>
    public Task<IChannel> ChannelAsync(CancellationToken ct) =>
        (
            _connection ?? throw new BrokerUnreachableException(new IOException("There is no connection."))
        ).CreateChannelAsync(Confirmed, ct);

    protected override async Task UseAsync(IConnection connection, CancellationToken ct)
    {
        using var untilLost = new CancellationTokenSource();
        try
        {
            var channel = await connection.CreateChannelAsync(Confirmed, ct);
            var lost = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            channel.ChannelShutdownAsync += (_, _) =>
            {
                lost.TrySetResult();
                return Task.CompletedTask;
            };
            await Topology.DeclareAsync(channel, Bus, consumers, ct);
            _untilLost = untilLost.Token;
            _connection = connection;
            committed.Set(); // events waiting in the outbox can be sent
            await lost.Task.WaitAsync(ct);
        }
        finally
        {
            _connection = null;
            await untilLost.CancelAsync();
        }
    }
}

using CardTeam.Contracts;
using CardTeam.Platform.Data;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace CardTeam.Platform.Messaging;

/// <summary>
/// The connection for publishing, and for looking into error queues. Reading uses another connection
/// (<see cref="QueueReader"/>): a broker short of memory blocks publishers, and must not block the consumers' confirms.
/// </summary>
internal sealed class BrokerConnection(
    RabbitBus bus,
    Consumers consumers,
    CommitSignal committed,
    ILogger<BrokerConnection> logger
) : BrokerLink(bus, "", logger)
{
    public static readonly CreateChannelOptions Confirmed = new(
        publisherConfirmationsEnabled: true,
        publisherConfirmationTrackingEnabled: true
    );

    private IConnection? _connection;

    /// <summary>
    /// The channel for publishing, or null while disconnected. Set only after all queues have been declared.
    /// </summary>
    public PublishingChannel? Publishing { get; private set; }

    /// <summary>Opens a channel for the caller.</summary>
    /// <exception cref="BrokerUnreachableException">The broker is unavailable.</exception>
    public Task<IChannel> ChannelAsync(CancellationToken ct) =>
        (
            _connection ?? throw new BrokerUnreachableException(new IOException("There is no connection."))
        ).CreateChannelAsync(Confirmed, ct);

    protected override async Task UseAsync(IConnection connection, CancellationToken ct)
    {
        try
        {
            var channel = await connection.CreateChannelAsync(Confirmed, ct);
            var publishing = new PublishingChannel(channel);
            await Topology.DeclareAsync(channel, Bus, consumers, ct);
            (_connection, Publishing) = (connection, publishing);
            committed.Set(); // events waiting in the outbox can be sent
            await publishing.Gone.WaitAsync(ct);
        }
        finally
        {
            (_connection, Publishing) = (null, null);
        }
    }
}

/// <summary>A channel for publishing, and the event of its loss.</summary>
internal sealed class PublishingChannel
{
    private readonly TaskCompletionSource _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public PublishingChannel(IChannel channel)
    {
        Channel = channel;
        channel.ChannelShutdownAsync += (_, _) =>
        {
            Abandon();
            return Task.CompletedTask;
        };
    }

    public IChannel Channel { get; }

    public Task Gone => _gone.Task;

    /// <summary>Gives the channel up when it makes no more progress; a new one is opened.</summary>
    public void Abandon() => _gone.TrySetResult();
}

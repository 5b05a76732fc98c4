using CardTeam.Contracts;
using CardTeam.Platform.Data;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace CardTeam.Platform.Messaging;

/// <summary>This service's own connection to the broker, made again whenever it is lost: for publishing, and for looking into error queues. Consumers have MassTransit's.</summary>
internal sealed class BrokerConnection(RabbitBus bus, Consumers consumers, CommitSignal committed, ILogger<BrokerConnection> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly CreateChannelOptions Confirmed = new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);
    private static readonly Dictionary<string, object?> Quorum = new(StringComparer.Ordinal) { ["x-queue-type"] = "quorum" };

    private IConnection? _connection;

    /// <summary>Where to publish; null while the broker is away. Every queue that hears something stands.</summary>
    public PublishingChannel? Publishing { get; private set; }

    /// <summary>A channel of the caller's own.</summary>
    /// <exception cref="BrokerUnreachableException">The broker is away.</exception>
    public Task<IChannel> ChannelAsync(CancellationToken ct) =>
        (_connection ?? throw new BrokerUnreachableException(new IOException("There is no connection."))).CreateChannelAsync(Confirmed, ct);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var factory = new ConnectionFactory
        {
            Uri = bus.Address, ClientProvidedName = $"cardteam-{bus.Service}", AutomaticRecoveryEnabled = false, RequestedConnectionTimeout = Patience,
        };
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await StayConnectedAsync(factory, stoppingToken);
                logger.LogWarning("The connection to the broker was lost");
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                // Its message may name the address.
                logger.LogDebug(failure, "No connection to the broker ({Error})", failure.GetType().Name);
            }

            await Task.Delay(Jitter.On(Pause), stoppingToken);
        }
    }

    /// <summary>Returns when the connection, or the channel to publish on, is gone.</summary>
    private async Task StayConnectedAsync(ConnectionFactory factory, CancellationToken ct)
    {
        var connection = await factory.CreateConnectionAsync(ct);
        IChannel? channel = null;
        try
        {
            channel = await connection.CreateChannelAsync(Confirmed, ct);
            var publishing = new PublishingChannel(channel);
            await DeclareAsync(channel, ct);
            (_connection, Publishing) = (connection, publishing);
            committed.Set(); // what waits in the outbox can leave
            await publishing.Gone.WaitAsync(ct);
        }
        finally
        {
            (_connection, Publishing) = (null, null);
            // The client can take minutes to close what the broker no longer answers on: nobody waits for that.
            await Task.Run(async () =>
            {
                if (channel is not null) await channel.DisposeAsync();
                await connection.DisposeAsync();
            }, CancellationToken.None).WaitAsync(Patience, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>The whole suite's exchanges and queues, so that nothing is published before all who hear it have a queue; and those of this service's consumers.</summary>
    private async Task DeclareAsync(IChannel channel, CancellationToken ct)
    {
        foreach (var exchange in (string[])[Exchanges.Events, Exchanges.Payroll]) await channel.ExchangeDeclareAsync(exchange, ExchangeType.Topic, durable: true, cancellationToken: ct);
        foreach (var subscription in Subscriptions.All.Concat(consumers.Events.Select(e => Subscriptions.Of(bus.Service, e))).Distinct())
        {
            await channel.QueueDeclareAsync(subscription.Queue, durable: true, exclusive: false, autoDelete: false, Quorum, cancellationToken: ct);
            await channel.QueueBindAsync(subscription.Queue, subscription.Exchange, subscription.RoutingKey, cancellationToken: ct);
        }
    }
}

/// <summary>What is published on, until it is gone.</summary>
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

    /// <summary>Gives it up when nothing moves on it any more; another one is made.</summary>
    public void Abandon() => _gone.TrySetResult();
}

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
    ILogger<BrokerConnection> logger,
    IAddedQueues? added = null
) : BrokerLink(bus, "-queues", logger)
{
    /// <summary>
    /// The interval at which added queues are looked for, because another replica's commit does not wake this process.
    /// </summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

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
        using var untilOver = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var declaring = Task.CompletedTask;
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
            var declared = new Declared();
            if (added is not null)
                await DeclareAddedAsync(connection, added, declared, ct);
            _untilLost = untilLost.Token;
            _connection = connection;
            committed.Set(); // events waiting in the outbox can be sent
            if (added is not null)
                declaring = KeepDeclaringAsync(connection, added, declared, untilOver.Token);
            await lost.Task.WaitAsync(ct);
        }
        finally
        {
            _connection = null;
            await untilLost.CancelAsync();
            await untilOver.CancelAsync();
            await declaring.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task KeepDeclaringAsync(
        IConnection connection,
        IAddedQueues queues,
        Declared declared,
        CancellationToken ct
    )
    {
        using var wake = committed.Subscribe(queues.Row);
        while (!ct.IsCancellationRequested)
        {
            await wake.WaitAsync(LookEvery, ct);
            if (await DeclareAddedAsync(connection, queues, declared, ct))
                committed.Set(); // what a missing queue kept in the outbox can be sent
        }
    }

    /// <summary>Declares the added queues that are not declared on this connection yet; true when there was one.</summary>
    /// <remarks>
    /// Each has a channel of its own: a queue that somebody else declared in another way closes that channel, and must
    /// not cut off the rest. What is sent to such a queue is returned, and waits in the outbox.
    /// </remarks>
    private async Task<bool> DeclareAddedAsync(
        IConnection connection,
        IAddedQueues queues,
        Declared declared,
        CancellationToken ct
    )
    {
        var isNew = false;
        try
        {
            foreach (var subscription in (await queues.ListAsync(ct)).Except(declared.Done))
            {
                try
                {
                    await using var channel = await connection.CreateChannelAsync(Confirmed, ct);
                    await Topology.DeclareAsync(channel, subscription, ct);
                    declared.Done.Add(subscription);
                    isNew = true;
                }
                catch (OperationInterruptedException refusal)
                {
                    if (declared.Refused.Add(subscription))
                        Logger.LogError(
                            "Queue {Queue} could not be declared ({Reason}); what it should get waits",
                            subscription.Queue,
                            refusal.ShutdownReason?.ReplyText
                        );
                }
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Logger.LogWarning("The added queues could not be declared ({Error})", failure.GetType().Name);
        }

        return isNew;
    }

    /// <summary>The added queues of one connection: those that exist, and those whose refusal was logged.</summary>
    private sealed class Declared
    {
        public HashSet<Subscription> Done { get; } = [];
        public HashSet<Subscription> Refused { get; } = [];
    }
}

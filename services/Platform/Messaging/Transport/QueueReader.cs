using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CardTeam.Contracts;
using CardTeam.Platform.Messaging.Inbox;
using CardTeam.Platform.Messaging.Operations;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace CardTeam.Platform.Messaging.Transport;

/// <summary>
/// Reads this service's queues: hands each message to the consumers of its event, and confirms it when all have
/// committed or parked it. A message not confirmed when the connection is lost is delivered again over the next one,
/// and the inbox recognises it.
/// </summary>
/// <remarks>
/// It reads with RabbitMQ.Client instead of MassTransit because MassTransit acknowledges inside the callback of the
/// client, where an acknowledgement written while the socket dies waits for ever (rabbitmq-dotnet-client, issue 1930)
/// and the queue is never read again (ADR 2). Here the callback only takes the message; <see cref="AckBatcher"/>
/// acknowledges outside it.
/// </remarks>
internal sealed class QueueReader(RabbitBus bus, Consumers consumers, ILogger<QueueReader> logger)
    : BrokerLink(bus, "-consumers", logger)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1),
        LongestPause = TimeSpan.FromSeconds(30);

    private int _read;

    /// <summary>The number of this service's queues without a reader at the moment.</summary>
    public int Unread => consumers.Events.Count() - _read;

    protected override async Task UseAsync(IConnection connection, CancellationToken ct)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            await using (var channel = await connection.CreateChannelAsync(cancellationToken: ct))
                await Topology.DeclareAsync(channel, Bus, consumers, ct);
            foreach (var message in consumers.Events)
            {
                await ReadAsync(connection, message, gone, over.Token);
                _read++;
            }

            await gone.Task.WaitAsync(ct);
        }
        finally
        {
            _read = 0;
            await over.CancelAsync();
        }
    }

    private async Task ReadAsync(
        IConnection connection,
        Type message,
        TaskCompletionSource gone,
        CancellationToken over
    )
    {
        var queue = Subscriptions.QueueOf(Bus.Service, message);
        var channel = await connection.CreateChannelAsync(
            new(
                publisherConfirmationsEnabled: true,
                publisherConfirmationTrackingEnabled: true,
                consumerDispatchConcurrency: (ushort)Bus.Concurrency
            ),
            over
        );
        await channel.BasicQosAsync(prefetchSize: 0, (ushort)Bus.Prefetch, global: false, over);
        var consumer = new AsyncEventingBasicConsumer(channel);
        var acks = new AckBatcher(channel);
        consumer.ReceivedAsync += (_, got) => TakeAsync(channel, acks, queue, message, got, over);
        // When one channel closes or one queue cancels its reader, everything is set up again: there is one way to
        // recover, and it is the ordinary start.
        consumer.UnregisteredAsync += (_, _) => End();
        channel.ChannelShutdownAsync += (_, _) => End();
        await channel.BasicConsumeAsync(queue, autoAck: false, consumer, over);
        _ = SettleAsync();

        // Deliveries that could no longer be confirmed come again over the next connection.
        async Task SettleAsync()
        {
            await acks.RunAsync(over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await End();
        }

        Task End()
        {
            gone.TrySetResult();
            return Task.CompletedTask;
        }
    }

    private async Task TakeAsync(
        IChannel channel,
        AckBatcher acks,
        string queue,
        Type message,
        BasicDeliverEventArgs got,
        CancellationToken over
    )
    {
        try
        {
            var delivery = Read(message, got);
            if (
                (
                    WhyUnreadable(delivery.Body) ?? Origin.WhyForeign(message, got.Exchange, got.BasicProperties.UserId)
                ) is
                { } why
            )
                await SetAsideAsync(channel, queue, got.BasicProperties, delivery.Body, why, over);
            else
                await HandOverAsync(queue, message, delivery, over);
            acks.Taken(got.DeliveryTag);
        }
        catch (Exception failure)
        {
            if (over.IsCancellationRequested || !channel.IsOpen)
                return;
            Logger.LogWarning(
                "A message of {Queue} could be neither taken nor set aside ({Error}); it comes again",
                queue,
                failure.GetType().Name
            );
            await Task.Delay(FirstPause, over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            acks.Again(got.DeliveryTag);
        }
    }

    /// <summary>Retries for as long as not even parking works, which is when the database is unavailable.</summary>
    private async Task HandOverAsync(string queue, Type message, Delivery delivery, CancellationToken over)
    {
        for (var pause = FirstPause; ; pause = pause * 2 > LongestPause ? LongestPause : pause * 2)
        {
            try
            {
                using var activity = MessagingTelemetry.StartProcess(delivery, queue);
                foreach (var processor in consumers.Of(message))
                    await processor.TakeAsync(delivery, over);
                return;
            }
            catch (Exception failure) when (!over.IsCancellationRequested)
            {
                Logger.LogWarning(
                    "Message {MessageId} of {Queue} is held ({Error}); again in {Pause}",
                    delivery.MessageId,
                    queue,
                    failure.GetType().Name,
                    pause
                );
            }

            await Task.Delay(Jitter.On(pause), over);
        }
    }

    /// <summary>
    /// Moves a message with the reason into the broker's error queue, confirmed there before it is confirmed here.
    /// </summary>
    private async Task SetAsideAsync(
        IChannel channel,
        string queue,
        IReadOnlyBasicProperties properties,
        byte[] body,
        string why,
        CancellationToken over
    )
    {
        Logger.LogError("A message of {Queue} is not taken; it lies in its error queue: {Reason}", queue, why);
        await Topology.DeclareErrorQueueAsync(channel, ErrorQueues.ErrorsOf(queue), over);
        var headers = new Dictionary<string, object?>(
            properties.Headers ?? new Dictionary<string, object?>(StringComparer.Ordinal),
            StringComparer.Ordinal
        )
        {
            [ErrorQueues.Fault] = why,
        };
        await channel.BasicPublishAsync(
            Exchanges.Errors,
            ErrorQueues.ErrorsOf(queue),
            mandatory: true,
            // The broker refuses another user's name on this connection.
            new BasicProperties(properties)
            {
                Headers = headers,
                DeliveryMode = DeliveryModes.Persistent,
                UserId = null,
            },
            body,
            over
        );
    }

    private static string? WhyUnreadable(byte[] body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            while (reader.Read())
            {
                // Checks only that the JSON is complete.
            }

            return body.Length == 0 ? "It is empty." : null;
        }
        catch (JsonException wrong)
        {
            return wrong.Message;
        }
    }

    /// <summary>
    /// Reads a delivery and fills in what outside publishers leave out: the event is the one of this queue, and the id
    /// is derived from the content, so that the same message sent twice counts once.
    /// </summary>
    private static Delivery Read(Type message, BasicDeliverEventArgs got)
    {
        var (properties, body) = (got.BasicProperties, got.Body.ToArray()); // the client takes its buffer back
        var name =
            properties.Type is { } type
            && type.StartsWith(EventCatalogue.AttributeOf(message).Name + ".v", StringComparison.Ordinal)
                ? type
                : EventCatalogue.NameOf(message);
        return new(
            Guid.TryParse(properties.MessageId, out var id)
                ? id
                : new Guid(
                    SHA256.HashData([.. Encoding.UTF8.GetBytes(properties.MessageId ?? ""), .. body]).AsSpan(0, 16)
                ),
            name,
            body,
            properties.TextHeader(RabbitTransport.TraceParent),
            DateTimeOffset.TryParse(
                properties.TextHeader(RabbitTransport.AnnouncedAt),
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out var at
            )
                ? at
                : null
        );
    }
}

using System.Text;
using CardTeam.Contracts;
using CardTeam.Platform.Messaging.Inbox;
using CardTeam.Platform.Messaging.Transport;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace CardTeam.Platform.Messaging.Operations;

/// <summary>
/// The messages of this service that could not even be parked because they are not JSON; the broker keeps them.
/// </summary>
internal sealed class ErrorQueues(RabbitBus bus, BrokerConnection broker, Consumers consumers)
{
    /// <summary>The header with the reason why a message is in the error queue.</summary>
    public const string Fault = "fault";

    /// <summary>A message that could not be processed.</summary>
    /// <param name="Place">Its place from the front of its queue, counted from 1.</param>
    public sealed record Entry(
        int Place,
        string? MessageId,
        string? EventName,
        string? Reason,
        DateTimeOffset? SentAt,
        string Body
    );

    /// <summary>This service's queues.</summary>
    public IEnumerable<string> Queues =>
        consumers.Events.Select(e => Subscriptions.QueueOf(bus.Service, e)).Order(StringComparer.Ordinal);

    /// <summary>
    /// The number of messages in the error queue of a queue; 0 where the error queue was never declared.
    /// </summary>
    public async Task<long> CountAsync(string queue, CancellationToken ct)
    {
        await using var channel = await broker.ChannelAsync(ct);
        try
        {
            return await channel.MessageCountAsync(ErrorsOf(queue), ct);
        }
        catch (OperationInterruptedException missing) when (missing.ShutdownReason?.ReplyCode == Constants.NotFound)
        {
            return 0;
        }
    }

    /// <summary>The number of messages in all of them; null while the broker is unavailable.</summary>
    public async Task<long?> TryCountAsync(CancellationToken ct)
    {
        try
        {
            var count = 0L;
            foreach (var queue in Queues)
                count += await CountAsync(queue, ct);
            return count;
        }
        catch (Exception away) when (away is IOException or RabbitMQClientException)
        {
            return null;
        }
    }

    /// <summary>Reads the first of them and leaves them in the queue.</summary>
    public async Task<IReadOnlyList<Entry>> ReadAsync(string queue, int most, CancellationToken ct)
    {
        var entries = new List<Entry>();
        if (await CountAsync(queue, ct) == 0)
            return entries;
        // Messages that are not acknowledged return to the queue when the channel closes.
        await using var channel = await broker.ChannelAsync(ct);
        while (entries.Count < most && await channel.BasicGetAsync(ErrorsOf(queue), autoAck: false, ct) is { } got)
        {
            var properties = got.BasicProperties;
            entries.Add(
                new(
                    entries.Count + 1,
                    properties.MessageId,
                    properties.Type,
                    properties.TextHeader(Fault),
                    properties.IsTimestampPresent()
                        ? DateTimeOffset.FromUnixTimeSeconds(properties.Timestamp.UnixTime)
                        : null,
                    Encoding.UTF8.GetString(got.Body.Span)
                )
            );
        }

        return entries;
    }

    /// <summary>
    /// Moves all messages now in the error queue back to their queue; each is confirmed there before it is removed
    /// here.
    /// </summary>
    public async Task<int> ReplayAsync(string queue, CancellationToken ct)
    {
        var count = await CountAsync(queue, ct);
        if (count == 0)
            return 0;
        await using var channel = await broker.ChannelAsync(ct);
        var replayed = 0;
        for (
            ;
            replayed < count && await channel.BasicGetAsync(ErrorsOf(queue), autoAck: false, ct) is { } got;
            replayed++
        )
        {
            var headers = got.BasicProperties.Headers?.Where(h => h.Key != Fault).ToDictionary(StringComparer.Ordinal);
            var properties = new BasicProperties(got.BasicProperties) { Headers = headers, UserId = null };
            await channel.BasicPublishAsync(Exchanges.Replays, queue, mandatory: true, properties, got.Body, ct);
            await channel.BasicAckAsync(got.DeliveryTag, multiple: false, ct);
        }

        return replayed;
    }

    public static string ErrorsOf(string queue) => $"{queue}_error";
}

using System.Globalization;
using System.Net.Mime;
using CardTeam.Contracts;
using CardTeam.Platform.Messaging.Operations;
using CardTeam.Platform.Messaging.Outbox;
using CardTeam.ServiceDefaults;
using MassTransit;
using MassTransit.RabbitMqTransport;

namespace CardTeam.Platform.Messaging.Transport;

/// <summary>
/// Publishes to the broker through MassTransit; a message counts as sent when a quorum of the broker has stored it in
/// every queue bound to it.
/// </summary>
internal sealed class RabbitTransport : ITransport, ISendObserver
{
    public const string TraceParent = "traceparent",
        AnnouncedAt = "announced-at";

    /// <summary>
    /// The time after which the broker counts as unavailable; messages not confirmed by then are sent again later.
    /// </summary>
    private static readonly TimeSpan ConfirmTimeout = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The extra time for publications that were cancelled. One can hang for ever on a connection that died at the
    /// wrong moment, despite cancellation (rabbitmq-dotnet-client, issue 1930): nothing waits longer for it.
    /// </summary>
    private static readonly TimeSpan CancellationTimeout = TimeSpan.FromSeconds(1);

    private readonly RabbitBus _bus;
    private readonly BrokerConnection _broker;
    private readonly ISendEndpointProvider _endpoints;
    private Batch? _batch;

    public RabbitTransport(RabbitBus bus, BrokerConnection broker, IBus publisher)
    {
        _bus = bus;
        _broker = broker;
        _endpoints = publisher;
        publisher.ConnectSendObserver(this);
    }

    public Text? WhyIdle =>
        _broker.IsReady
            ? null
            : new("无法连接消息代理，事件留在发件箱中。", "The broker cannot be reached; events stay in the outbox.");

    /// <summary>The greatest number of outstanding confirms: measured, more gains nothing.</summary>
    public int BatchSize => 500;

    /// <summary>
    /// Sends the first message alone and then the rest at once. Several messages that meet a connection that is not
    /// open yet are written in any order; once the first is confirmed the connection is open, and each message is
    /// written before the next one is begun. When the broker is lost meanwhile, the rest is given up: it would wait for
    /// the next connection, and be written in any order there.
    /// </summary>
    public async Task<int> SendAsync(IReadOnlyList<OutboxMessage> messages, CancellationToken ct)
    {
        if (!_broker.IsReady)
            return 0;
        using var batch = new Batch(messages, _broker.UntilLost, ct);
        _batch = batch;
        try
        {
            await SendFirstAsync(messages[0], batch, ct);
            var rest = messages.Skip(1).Select(m => SendAsync(m, batch.Token)).ToList();
            await Task.WhenAll(rest)
                .WaitAsync(ConfirmTimeout + CancellationTimeout, ct)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            ct.ThrowIfCancellationRequested();
            return 1 + rest.TakeWhile(s => s.IsCompletedSuccessfully).Count();
        }
        finally
        {
            _batch = null;
        }
    }

    private async Task SendFirstAsync(OutboxMessage first, Batch batch, CancellationToken ct)
    {
        try
        {
            await SendAsync(first, batch.Token).WaitAsync(ConfirmTimeout + CancellationTimeout, ct);
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            var exchange = ExchangeOf(first);
            throw (batch.Fault ?? failure) switch
            {
                MessageReturnedException => new IOException(
                    $"No queue takes what {exchange} gets as {RoutingKeyOf(first)}.",
                    failure
                ),
                OperationCanceledException or TimeoutException => new TimeoutException(
                    "The broker neither confirms nor refuses.",
                    failure
                ),
                _ => new IOException($"The broker did not confirm it in {exchange}.", failure),
            };
        }
    }

    private async Task SendAsync(OutboxMessage message, CancellationToken ct)
    {
        var exchange = ExchangeOf(message);
        using var activity = MessagingTelemetry.StartPublish(message, exchange);
        var traceParent = activity?.Id ?? message.TraceParent;
        var endpoint = await _endpoints.GetSendEndpoint(new($"exchange:{exchange}?type=topic"));
        await endpoint.Send(
            message,
            Pipe.Execute<SendContext<OutboxMessage>>(context => Address(context, message, traceParent)),
            ct
        );
    }

    /// <summary>Sets what outsiders rely on; see contracts.md, Messages.</summary>
    private void Address(SendContext context, OutboxMessage message, string? traceParent)
    {
        context.MessageId = message.MessageId;
        context.Serializer = new StoredBody(message.Body);
        context.Headers.Set(AnnouncedAt, message.CreatedAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
        if (traceParent is not null)
            context.Headers.Set(TraceParent, traceParent);
        var rabbit = context.GetPayload<RabbitMqSendContext>();
        rabbit.RoutingKey = RoutingKeyOf(message);
        rabbit.Mandatory = true;
        rabbit.BasicProperties.Type = message.EventName;
        rabbit.BasicProperties.UserId = _bus.User; // the broker refuses a name that is not the connection's own
        rabbit.BasicProperties.Timestamp = new(message.CreatedAt.ToUnixTimeSeconds());
    }

    private static string ExchangeOf(OutboxMessage message) =>
        EventCatalogue.AttributeOf(EventCatalogue.TypeOf(message.EventName)).Exchange;

    private static string RoutingKeyOf(OutboxMessage message) => message.RoutingKey ?? message.EventName;

    Task ISendObserver.PreSend<T>(SendContext<T> context) => Task.CompletedTask;

    Task ISendObserver.PostSend<T>(SendContext<T> context) => Task.CompletedTask;

    /// <summary>
    /// Ends the batch at its first fault: MassTransit tries each message again by itself, which would put a later one
    /// before an earlier one.
    /// </summary>
    Task ISendObserver.SendFault<T>(SendContext<T> context, Exception exception)
    {
        // A message given up earlier may still fail, which concerns no later batch.
        if (_batch is { } batch && batch.Holds(context.Message))
            batch.Fail(exception);
        return Task.CompletedTask;
    }

    /// <summary>Messages of a stream that are sent together, until the first of them is not confirmed.</summary>
    private sealed class Batch : IDisposable
    {
        private readonly IReadOnlyList<OutboxMessage> _messages;
        private readonly CancellationTokenSource _over;

        public Batch(IReadOnlyList<OutboxMessage> messages, CancellationToken untilLost, CancellationToken ct)
        {
            _messages = messages;
            _over = CancellationTokenSource.CreateLinkedTokenSource(untilLost, ct);
            _over.CancelAfter(ConfirmTimeout);
            Token = _over.Token;
        }

        public CancellationToken Token { get; }

        /// <summary>The first failure; null while there is none.</summary>
        public Exception? Fault { get; private set; }

        public bool Holds(object message) => message is OutboxMessage one && _messages.Contains(one);

        public void Fail(Exception failure)
        {
            Fault ??= failure;
            try
            {
                _over.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // The batch has ended already.
            }
        }

        public void Dispose() => _over.Dispose();
    }

    /// <summary>The event as the outbox holds it, without an envelope.</summary>
    private sealed class StoredBody(byte[] body) : IMessageSerializer, MessageBody
    {
        public ContentType ContentType { get; } = new("application/json");

        public long? Length => body.Length;

        public MessageBody GetMessageBody<T>(SendContext<T> context)
            where T : class => this;

        public Stream GetStream() => new MemoryStream(body, writable: false);

        public byte[] GetBytes() => body;

        public string GetString() => System.Text.Encoding.UTF8.GetString(body);
    }
}

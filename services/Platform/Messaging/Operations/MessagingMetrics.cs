using System.Diagnostics;
using System.Diagnostics.Metrics;
using CardTeam.Platform.Messaging.Outbox;
using CardTeam.Platform.Messaging.Transport;
using CardTeam.ServiceDefaults.Telemetry;

namespace CardTeam.Platform.Messaging.Operations;

/// <summary>
/// The metrics of a service's messaging, tagged with names of events and consumers and never with content of a message.
/// </summary>
internal sealed class MessagingMetrics
{
    private readonly Counter<long> _sent,
        _consumed;
    private readonly Histogram<double> _lag;

    public MessagingMetrics(IMeterFactory meters, string service)
    {
        var meter = meters.CreateServiceMeter(service);
        _sent = meter.CreateCounter<long>(
            "messaging.client.sent.messages",
            "{message}",
            "Events that left the outbox, confirmed."
        );
        _consumed = meter.CreateCounter<long>(
            "messaging.client.consumed.messages",
            "{message}",
            "Messages taken; error.type is set on those that had to be parked."
        );
        _lag = meter.CreateHistogram<double>(
            "cardteam.consumer.lag",
            "s",
            "From the commit that announced an event to the commit of its effect."
        );
        meter.CreateObservableGauge(
            "cardteam.outbox.messages",
            () => Seen(b => b.Waiting),
            "{message}",
            "Events that wait to leave."
        );
        meter.CreateObservableGauge(
            "cardteam.outbox.age",
            () => Seen(b => b.OldestSeconds),
            "s",
            "Age of the oldest event that waits to leave."
        );
        meter.CreateObservableGauge(
            "cardteam.parked.messages",
            () => Seen(b => b.Parked),
            "{message}",
            "Messages a consumer could not take."
        );
        meter.CreateObservableGauge(
            "cardteam.error_queue.messages",
            () => Seen(b => b.ErrorQueues ?? 0),
            "{message}",
            "Messages in the broker's error queues of this service."
        );
    }

    /// <summary>True when somebody collects the metrics: only then is the backlog counted.</summary>
    public bool IsWatched { get; private set; }

    /// <summary>The backlog when last counted; null before the first count.</summary>
    public Backlog? Backlog { get; set; }

    public void Sent(IEnumerable<OutboxMessage> messages)
    {
        foreach (var sent in messages.CountBy(m => m.EventName, StringComparer.Ordinal))
            _sent.Add(sent.Value, new KeyValuePair<string, object?>("cardteam.event", sent.Key));
    }

    public void Taken(string consumer, Delivery delivery, DateTimeOffset now)
    {
        _consumed.Add(1, Of(consumer, delivery));
        if (delivery.AnnouncedAt is { } announced)
            _lag.Record(Math.Max(0, (now - announced).TotalSeconds), Of(consumer, delivery));
    }

    public void Parked(string consumer, Delivery delivery, Exception failure)
    {
        var tags = Of(consumer, delivery);
        tags.Add("error.type", failure.GetType().Name);
        _consumed.Add(1, tags);
    }

    private static TagList Of(string consumer, Delivery delivery) =>
        new() { { "messaging.consumer.name", consumer }, { "cardteam.event", delivery.EventName } };

    private IEnumerable<Measurement<long>> Seen(Func<Backlog, long> part)
    {
        IsWatched = true;
        return Backlog is { } seen ? [new(part(seen))] : [];
    }
}

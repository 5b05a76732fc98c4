using System.Collections.Concurrent;
using CardTeam.Contracts;
using CardTeam.Contracts.Training;
using CardTeam.Platform.Messaging.Outbox;
using CardTeam.Platform.Messaging.Transport;
using CardTeam.ServiceDefaults;

namespace CardTeam.Platform.Tests.Messaging;

/// <summary>Replaces a broker: records the messages, and confirms as many as the test says.</summary>
internal sealed class ScriptedTransport : ITransport
{
    /// <summary>Returns the number of confirmed messages; all by default.</summary>
    public Func<IReadOnlyList<OutboxMessage>, CancellationToken, Task<int>> Confirm { get; set; } =
        (messages, _) => Task.FromResult(messages.Count);

    /// <summary>All messages sent, confirmed or not, in order.</summary>
    public ConcurrentQueue<(string Stream, int Number, Guid Id)> Given { get; } = [];

    public Text? WhyIdle { get; set; }

    public int BatchSize { get; init; } = 32;

    public async Task<int> SendAsync(IReadOnlyList<OutboxMessage> messages, CancellationToken ct)
    {
        foreach (var message in messages)
            Given.Enqueue((message.Stream, NumberOf(message), message.MessageId));
        return await Confirm(messages, ct);
    }

    public IEnumerable<int> Numbers(string stream) => Given.Where(g => g.Stream == stream).Select(g => g.Number);

    public static int NumberOf(OutboxMessage message) =>
        ((CertificatesCounted)EventCatalogue.Read(message.EventName, message.Body)).Intervals;
}

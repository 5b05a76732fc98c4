using CardTeam.Platform.Messaging.Outbox;
using CardTeam.ServiceDefaults;

namespace CardTeam.Platform.Messaging.Transport;

/// <summary>The way events leave a service: loopback inside one process, a broker between processes.</summary>
public interface ITransport
{
    /// <summary>The reason why events stay in the outbox, which health reports; null when events can be sent.</summary>
    Text? WhyIdle { get; }

    /// <summary>The number of messages of one stream sent at once before the next stream has its turn.</summary>
    int BatchSize { get; }

    /// <summary>
    /// Sends in order and returns the number of confirmed messages, counted from the first. Throws only when the first
    /// was not confirmed.
    /// </summary>
    Task<int> SendAsync(IReadOnlyList<OutboxMessage> messages, CancellationToken ct);
}

/// <summary>The transport of a service started alone without a broker: nothing is sent, nothing is dropped.</summary>
internal sealed class NoTransport : ITransport
{
    public Text? WhyIdle =>
        new(
            "未配置消息代理（ConnectionStrings:messaging），事件留在发件箱中。",
            "No broker is configured (ConnectionStrings:messaging); events stay in the outbox."
        );

    public int BatchSize => 1;

    public Task<int> SendAsync(IReadOnlyList<OutboxMessage> messages, CancellationToken ct) => Task.FromResult(0);
}

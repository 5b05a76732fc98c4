namespace CardTeam.Platform.Messaging;

/// <summary>How events leave a service: loopback inside one process, a broker between processes.</summary>
public interface ITransport
{
    /// <summary>Null when events can leave now; otherwise why they stay in the outbox, said in health.</summary>
    string? WhyIdle { get; }

    /// <summary>Messages of one stream to give at once, before the next stream has its turn.</summary>
    int Turn { get; }

    /// <summary>Sends in order and returns how many were confirmed, counted from the front. Throws only when not even the first was.</summary>
    Task<int> SendAsync(IReadOnlyList<OutboxMessage> messages, CancellationToken ct);
}

/// <summary>A service started alone without a broker: nothing leaves, nothing is dropped.</summary>
internal sealed class NoTransport : ITransport
{
    public string? WhyIdle => "No transport is configured (ConnectionStrings:messaging); events stay in the outbox.";

    public int Turn => 1;

    public Task<int> SendAsync(IReadOnlyList<OutboxMessage> messages, CancellationToken ct) => Task.FromResult(0);
}

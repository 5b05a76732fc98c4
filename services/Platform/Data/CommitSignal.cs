namespace CardTeam.Platform.Data;

/// <summary>Wakes those who wait for a commit (relay, sealer, workers). Latched: a signal given before the wait is not lost.</summary>
public sealed class CommitSignal
{
    private readonly Lock _gate = new();
    private readonly List<SemaphoreSlim> _waiters = [];

    public void Set()
    {
        lock (_gate)
            foreach (var waiter in _waiters)
                if (waiter.CurrentCount == 0) waiter.Release();
    }

    /// <summary>One waiter's own latch.</summary>
    public Subscription Subscribe()
    {
        var latch = new SemaphoreSlim(1); // the first wait returns at once: look before you sleep
        lock (_gate) _waiters.Add(latch);
        return new Subscription(this, latch);
    }

    public sealed class Subscription(CommitSignal owner, SemaphoreSlim latch) : IDisposable
    {
        /// <summary>Returns at the next commit, or after the safety net's time.</summary>
        public Task WaitAsync(TimeSpan atMost, CancellationToken ct) => latch.WaitAsync(atMost, ct);

        public void Dispose()
        {
            lock (owner._gate) owner._waiters.Remove(latch);
            latch.Dispose();
        }
    }
}

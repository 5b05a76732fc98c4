using CardTeam.ServiceDefaults;

namespace CardTeam.Platform.Data;

/// <summary>
/// Wakes the workers that wait for a commit of their kind of row (relay, sealer, workers). Latched: a signal given
/// before the wait is not lost.
/// </summary>
/// <param name="start">The moment from which they work; null for at once.</param>
public sealed class CommitNotifier(WorkStart? start = null)
{
    private readonly Lock _gate = new();
    private readonly List<Subscription> _waiters = [];

    /// <summary>The moment from which the workers work.</summary>
    public WorkStart Start { get; } = start ?? WorkStart.AtOnce();

    /// <summary>Wakes all waiting workers.</summary>
    public void Set() => Wake(static _ => true);

    /// <summary>Wakes the workers that wait for rows of these types.</summary>
    public void Set(IReadOnlySet<Type> written) => Wake(waiter => written.Contains(waiter.Row));

    /// <summary>Gives a worker a latch of its own for rows of a type.</summary>
    public Subscription Subscribe(Type row)
    {
        var waiter = new Subscription(this, row);
        lock (_gate)
            _waiters.Add(waiter);
        return waiter;
    }

    private void Wake(Predicate<Subscription> isMeant)
    {
        lock (_gate)
        {
            foreach (var waiter in _waiters)
                if (isMeant(waiter))
                    waiter.Release();
        }
    }

    public sealed class Subscription(CommitNotifier owner, Type row) : IDisposable
    {
        private readonly SemaphoreSlim _latch = new(1); // the first wait returns at once: look before you sleep

        internal Type Row { get; } = row;

        /// <summary>Returns at the next commit, or after the given time as a safety net.</summary>
        public Task WaitAsync(TimeSpan atMost, CancellationToken ct) => _latch.WaitAsync(atMost, ct);

        public void Dispose()
        {
            lock (owner._gate)
                owner._waiters.Remove(this);
            _latch.Dispose();
        }

        internal void Release()
        {
            if (_latch.CurrentCount == 0)
                _latch.Release();
        }
    }
}

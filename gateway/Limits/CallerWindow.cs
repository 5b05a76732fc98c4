using System.Threading.RateLimiting;

namespace CardTeam.Gateway.Limits;

/// <summary>
/// Counts one caller's requests in this minute of the clock: those admitted here, and those the other replicas last
/// reported.
/// </summary>
/// <remarks>
/// The framework's own window counts for one process and begins with a caller's first request: two replicas could not
/// add theirs up.
/// </remarks>
internal sealed class CallerWindow(string caller, int limit, TimeProvider time, Action<CallerWindow> closed)
    : RateLimiter
{
    private static readonly TimeSpan Length = TimeSpan.FromMinutes(1);
    private static readonly RateLimitLease Admitted = new Lease(null);

    private readonly Lock _gate = new();
    private long _minute;
    private int _own,
        _told,
        _others;

    public string Caller => caller;

    /// <summary>The idle time; null while the window may still be counting and must not be removed.</summary>
    public override TimeSpan? IdleDuration
    {
        get
        {
            var over = time.GetUtcNow() - Start(Volatile.Read(ref _minute) + 1);
            return over > TimeSpan.Zero ? over : null;
        }
    }

    public override RateLimiterStatistics GetStatistics()
    {
        lock (_gate)
            return new() { CurrentAvailablePermits = Math.Max(0, limit - _own - _others) };
    }

    /// <summary>The count that the other replicas do not know yet; null when there is none.</summary>
    public (long Minute, int Count)? News()
    {
        lock (_gate)
        {
            MoveOn();
            return _own == _told ? null : (_minute, _own);
        }
    }

    /// <summary>Records the count of the other replicas, and that they know ours.</summary>
    public void Hear(long minute, int told, int others)
    {
        lock (_gate)
            if (minute == _minute)
                (_told, _others) = (told, others);
    }

    protected override RateLimitLease AttemptAcquireCore(int permitCount)
    {
        lock (_gate)
        {
            var now = MoveOn();
            if ((long)_own + _others + permitCount > limit)
                return new Lease(Start(_minute + 1) - now);
            _own += permitCount;
            return Admitted;
        }
    }

    protected override ValueTask<RateLimitLease> AcquireAsyncCore(
        int permitCount,
        CancellationToken cancellationToken
    ) => new(AttemptAcquireCore(permitCount));

    protected override void Dispose(bool disposing)
    {
        closed(this);
        base.Dispose(disposing);
    }

    private static DateTimeOffset Start(long minute) => DateTimeOffset.UnixEpoch + minute * Length;

    private DateTimeOffset MoveOn()
    {
        var now = time.GetUtcNow();
        var minute = (now - DateTimeOffset.UnixEpoch).Ticks / Length.Ticks;
        if (minute != _minute)
            (_minute, _own, _told, _others) = (minute, 0, 0, 0);
        return now;
    }

    private sealed class Lease(TimeSpan? wait) : RateLimitLease
    {
        public override bool IsAcquired => wait is null;

        public override IEnumerable<string> MetadataNames => wait is null ? [] : [MetadataName.RetryAfter.Name];

        public override bool TryGetMetadata(string metadataName, out object? metadata)
        {
            metadata = wait;
            return wait is not null && metadataName == MetadataName.RetryAfter.Name;
        }
    }
}

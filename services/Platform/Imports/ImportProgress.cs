using System.Collections.Concurrent;
using CardTeam.ServiceDefaults.Security;

namespace CardTeam.Platform.Imports;

/// <summary>
/// The progress of this process's imports that the database does not show yet, and the requests to cancel them.
/// </summary>
internal sealed class ImportProgress(TimeProvider clock)
{
    private readonly ConcurrentDictionary<Guid, RowCounts> _running = new();
    private readonly ConcurrentDictionary<Guid, Caller> _cancelled = new();
    private long _movedAt;
    private int _pending;

    public RowCounts? Of(Guid import) => _running.TryGetValue(import, out var rows) ? rows : null;

    public void Report(Guid import, RowCounts rows)
    {
        _running[import] = rows;
        Interlocked.Exchange(ref _movedAt, clock.GetUtcNow().UtcTicks);
    }

    public void Forget(Guid import)
    {
        _running.TryRemove(import, out _);
        _cancelled.TryRemove(import, out _);
    }

    /// <summary>Asks the import to end after the rows in hand; false where it does not run in this process.</summary>
    public bool Cancel(Guid import, Caller by)
    {
        if (!_running.ContainsKey(import))
            return false;
        _cancelled[import] = by;
        return true;
    }

    /// <summary>The person who asked to cancel the import; null while nobody did.</summary>
    public Caller? CancelledBy(Guid import) => _cancelled.GetValueOrDefault(import);

    /// <summary>Notes how many imports wait or run, and when the last of them moved.</summary>
    public void Note(int pending, DateTimeOffset? movedAt)
    {
        _pending = pending;
        if (movedAt is { } at && at.UtcTicks > Interlocked.Read(ref _movedAt))
            Interlocked.Exchange(ref _movedAt, at.UtcTicks);
    }

    /// <summary>The time without progress while an import waits or runs; zero while there is none.</summary>
    public TimeSpan StandingFor()
    {
        var movedAt = Interlocked.Read(ref _movedAt);
        return _pending == 0 || movedAt == 0
            ? TimeSpan.Zero
            : clock.GetUtcNow() - new DateTimeOffset(movedAt, TimeSpan.Zero);
    }
}

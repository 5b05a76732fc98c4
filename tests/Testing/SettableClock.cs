namespace CardTeam.Testing;

/// <summary>
/// A clock that does not move until a test sets it. Timers run on real time, so that waits and retries end.
/// </summary>
public sealed class SettableClock(DateTimeOffset now) : TimeProvider
{
    /// <summary>15 June 2026, ten in the morning in Shanghai: an ordinary working day of an open month.</summary>
    public static readonly DateTimeOffset OrdinaryDay = new(2026, 6, 15, 2, 0, 0, TimeSpan.Zero);

    private long _ticks = now.UtcTicks;

    /// <summary>The time the service sees.</summary>
    public DateTimeOffset Now
    {
        get => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);
        set => Interlocked.Exchange(ref _ticks, value.UtcTicks);
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => Now;

    /// <summary>Sets the clock to ten in the morning, Shanghai time, of a day.</summary>
    public void SetTo(DateOnly day) => Now = new(day.ToDateTime(new TimeOnly(2, 0)), TimeSpan.Zero);

    /// <summary>Moves the clock on.</summary>
    public void Advance(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);
}

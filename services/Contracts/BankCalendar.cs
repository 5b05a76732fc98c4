namespace CardTeam.Contracts;

/// <summary>The bank's calendar for business dates: China Standard Time, UTC+8 all year.</summary>
public static class BankCalendar
{
    private static readonly TimeSpan Offset = TimeSpan.FromHours(8);
    private static readonly DateTime LastInstant = DateTime.MaxValue - TimeSpan.FromHours(8);

    public static DateOnly Today(TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        return DayOf(clock.GetUtcNow());
    }

    /// <summary>The day of an instant.</summary>
    public static DateOnly DayOf(DateTimeOffset instant) =>
        DateOnly.FromDateTime((instant.UtcDateTime > LastInstant ? LastInstant : instant.UtcDateTime) + Offset);

    /// <summary>
    /// The instant at which a day begins; for the calendar's first day, which begins earlier than any instant, the
    /// earliest instant.
    /// </summary>
    public static DateTimeOffset StartOf(DateOnly day) =>
        day == DateOnly.MinValue ? DateTimeOffset.MinValue : new(day.ToDateTime(default), Offset);

    /// <summary>
    /// The instant at which a day ends, which is when the next one begins; for the calendar's last day the latest
    /// instant.
    /// </summary>
    public static DateTimeOffset EndOf(DateOnly day) =>
        day == DateOnly.MaxValue ? DateTimeOffset.MaxValue : StartOf(day.AddDays(1));
}

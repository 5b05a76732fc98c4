namespace CardTeam.Contracts;

/// <summary>Business dates are the bank's calendar: China Standard Time, UTC+8 all year.</summary>
public static class BankCalendar
{
    private static readonly TimeSpan Offset = TimeSpan.FromHours(8);
    private static readonly DateTime LastInstant = DateTime.MaxValue - TimeSpan.FromHours(8);

    public static DateOnly Today(TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        return DayOf(clock.GetUtcNow());
    }

    /// <summary>The day an instant falls on.</summary>
    public static DateOnly DayOf(DateTimeOffset instant) =>
        DateOnly.FromDateTime((instant.UtcDateTime > LastInstant ? LastInstant : instant.UtcDateTime) + Offset);

    /// <summary>The instant a day begins; the earliest instant there is for the calendar's first day, which begins before it.</summary>
    public static DateTimeOffset StartOf(DateOnly day) =>
        day == DateOnly.MinValue ? DateTimeOffset.MinValue : new(day.ToDateTime(default), Offset);

    /// <summary>The instant a day ends, which is when the next one begins; the latest instant there is for the calendar's last day.</summary>
    public static DateTimeOffset EndOf(DateOnly day) =>
        day == DateOnly.MaxValue ? DateTimeOffset.MaxValue : StartOf(day.AddDays(1));
}

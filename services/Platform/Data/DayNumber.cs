namespace CardTeam.Platform.Data;

/// <summary>Days as bulk tables store them: 20260603, so that they compare as numbers and can be read by eye.</summary>
public static class DayNumber
{
    public static int Of(DateOnly day) => day.Year * 10_000 + day.Month * 100 + day.Day;

    public static DateOnly Date(int day) => new(day / 10_000, day / 100 % 100, day % 100);
}

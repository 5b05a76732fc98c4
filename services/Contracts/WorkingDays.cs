namespace CardTeam.Contracts;

/// <summary>The days from Monday to Friday. Public holidays are not known to the suite.</summary>
public static class WorkingDays
{
    /// <summary>The day that is a number of working days after another.</summary>
    public static DateOnly After(DateOnly day, int workingDays)
    {
        while (workingDays > 0)
        {
            day = day.AddDays(1);
            if (IsWorking(day))
                workingDays--;
        }

        return day;
    }

    /// <summary>The number of working days after a day, up to another one.</summary>
    public static int Between(DateOnly from, DateOnly to)
    {
        if (to <= from)
            return 0;
        var days = to.DayNumber - from.DayNumber;
        var count = days / 7 * 5;
        for (var day = from.AddDays(days / 7 * 7 + 1); day <= to; day = day.AddDays(1))
            if (IsWorking(day))
                count++;
        return count;
    }

    private static bool IsWorking(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);
}

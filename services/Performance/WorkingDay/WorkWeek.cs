using CardTeam.Contracts;
using CardTeam.Performance.Targets;

namespace CardTeam.Performance.WorkingDay;

/// <summary>
/// The weeks of a month, each from its Monday, cut at the month's ends, and a month's target over them.
/// </summary>
internal sealed record WorkWeek(DateOnly Monday, DateOnly First, DateOnly Last, int WorkingDays)
{
    public static DateOnly MondayOf(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    public static IReadOnlyList<WorkWeek> Of(Period month)
    {
        var weeks = new List<WorkWeek>();
        for (var monday = MondayOf(month.FirstDay); monday <= month.LastDay; monday = monday.AddDays(7))
        {
            var sunday = monday.AddDays(6);
            var first = monday < month.FirstDay ? month.FirstDay : monday;
            var last = sunday > month.LastDay ? month.LastDay : sunday;
            var days = Enumerable.Range(0, last.DayNumber - first.DayNumber + 1).Select(first.AddDays);
            weeks.Add(
                new(monday, first, last, days.Count(d => d.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)))
            );
        }

        return weeks;
    }

    /// <summary>
    /// A month's target over its weeks by their working days, Monday to Friday; the parts sum exactly to the target. A
    /// rate is the same in every week.
    /// </summary>
    /// <param name="step">The smallest part of a target; null for a KPI whose targets are not summed.</param>
    public static IReadOnlyList<decimal> Spread(decimal target, decimal? step, IReadOnlyList<WorkWeek> weeks)
    {
        if (step is not { } smallest)
            return [.. weeks.Select(_ => target)];
        // A target may have more places than its step; what is left of a step goes to the last week.
        var whole = decimal.Truncate(target / smallest) * smallest;
        var parts = TargetSpread.Over(
            whole,
            smallest,
            weeks.ToDictionary(Key, w => (decimal)w.WorkingDays, StringComparer.Ordinal)
        );
        return [.. weeks.Select((w, at) => parts[Key(w)] + (at == weeks.Count - 1 ? target - whole : 0))];

        static string Key(WorkWeek week) => Invariant($"{week.Monday:yyyy-MM-dd}");
    }
}

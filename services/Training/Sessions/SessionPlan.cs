using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Errors;

namespace CardTeam.Training.Sessions;

/// <summary>The plan of a session.</summary>
/// <param name="Course">The title of what is taught.</param>
/// <param name="StartsOn">The first day.</param>
internal sealed record SessionPlan(string Course, DateOnly StartsOn)
{
    /// <summary>The most days of a session.</summary>
    public const int MostDays = 60;

    /// <summary>The code of the course of the catalogue; null for a session without one.</summary>
    public string? CourseCode { get; init; }

    /// <summary>The last day; null for a session of one day.</summary>
    public DateOnly? EndsOn { get; init; }

    /// <summary>The time it begins on each day, in minutes after midnight; null where no time is planned.</summary>
    public int? StartMinute { get; init; }

    /// <summary>The time it ends on each day.</summary>
    public int? EndMinute { get; init; }

    public string? Place { get; init; }
    public string? Teacher { get; init; }

    /// <summary>The unit that holds it; null for head office.</summary>
    public string? Branch { get; init; }

    /// <summary>The number of seats; null for no limit.</summary>
    public int? Seats { get; init; }

    /// <summary>True where people may wait for a seat once all are taken.</summary>
    public bool HasWaitingList { get; init; }

    /// <exception cref="RuleBrokenException">
    /// 400: it would end before it begins, last too long, or lack a time.
    /// </exception>
    public void Check()
    {
        if (EndsOn < StartsOn)
            throw Invalid(
                "session.ends-before-start",
                new("endsOn：结束日期不能早于开始日期。", "endsOn: the last day is before the first.")
            );
        if (EndsOn is { } end && end.DayNumber - StartsOn.DayNumber >= MostDays)
            throw Invalid(
                "session.too-long",
                new(
                    Invariant($"endsOn：一个场次最长 {MostDays} 天。"),
                    Invariant($"endsOn: a session lasts at most {MostDays} days.")
                )
            );
        if (StartMinute is null != EndMinute is null)
            throw Invalid(
                "session.time-missing",
                new(
                    "startTime、endTime：开始和结束时间须一起填写。",
                    "startTime, endTime: give both times, or neither."
                )
            );
        if (EndMinute <= StartMinute)
            throw Invalid(
                "session.ends-before-start",
                new("endTime：结束时间应晚于开始时间。", "endTime: the end is not after the beginning.")
            );
    }

    private static RuleBrokenException Invalid(string code, Text text) => new(code, text, status: 400);
}

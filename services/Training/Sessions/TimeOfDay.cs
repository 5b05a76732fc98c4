using System.Globalization;
using CardTeam.ServiceDefaults.Errors;

namespace CardTeam.Training.Sessions;

/// <summary>A time of the day in whole minutes after midnight, written as <c>09:30</c>.</summary>
internal static class TimeOfDay
{
    private const string Format = "HH:mm";

    /// <exception cref="RuleBrokenException">400: not a time of the day.</exception>
    public static int? Read(string? given, string field)
    {
        if (string.IsNullOrWhiteSpace(given))
            return null;
        return TimeOnly.TryParseExact(
            given.Trim(),
            Format,
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var at
        )
            ? at.Hour * 60 + at.Minute
            : throw new RuleBrokenException(
                "session.invalid-time",
                new($"{field}：时间应写作 09:30。", $"{field}: write a time as 09:30."),
                status: 400
            );
    }

    public static string? Show(int? minutes) =>
        minutes is { } at ? new TimeOnly(at / 60, at % 60).ToString(Format, CultureInfo.InvariantCulture) : null;
}

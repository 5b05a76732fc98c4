using System.Globalization;
using System.Text;
using CardTeam.Training.Sessions;

namespace CardTeam.Training.Calendar;

/// <summary>Writes sessions as a calendar (RFC 5545).</summary>
internal static class CalendarText
{
    /// <summary>The bank's time is eight hours before UTC all year.</summary>
    private const int MinutesAheadOfUtc = 8 * 60;

    /// <summary>The most octets of a line; longer ones are folded.</summary>
    private const int LongestLine = 75;

    /// <param name="now">The time of this version of every event.</param>
    public static string Of(IEnumerable<Session> sessions, DateTimeOffset now)
    {
        var text = new StringBuilder();
        Line(text, "BEGIN:VCALENDAR");
        Line(text, "VERSION:2.0");
        Line(text, "PRODID:-//CardTeam//Training//ZH");
        foreach (var session in sessions)
            Add(text, session, now);
        Line(text, "END:VCALENDAR");
        return text.ToString();
    }

    private static void Add(StringBuilder text, Session session, DateTimeOffset now)
    {
        Line(text, "BEGIN:VEVENT");
        Line(text, $"UID:{Escaped(session.Code)}@cardteam");
        Line(text, $"DTSTAMP:{now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}");
        if (session.StartMinute is { } start && session.EndMinute is { } end)
        {
            Line(text, $"DTSTART:{At(session.StartsOn, start)}");
            Line(text, $"DTEND:{At(session.StartsOn, end)}");
            if (session.Days > 1)
                Line(text, Invariant($"RRULE:FREQ=DAILY;COUNT={session.Days}"));
        }
        else
        {
            Line(text, $"DTSTART;VALUE=DATE:{Day(session.StartsOn)}");
            Line(text, $"DTEND;VALUE=DATE:{Day(session.LastDay.AddDays(1))}");
        }

        Line(text, $"SUMMARY:{Escaped(session.Course)}");
        if (session.Place is { } place)
            Line(text, $"LOCATION:{Escaped(place)}");
        if (session.Teacher is { } teacher)
            Line(text, $"DESCRIPTION:{Escaped(teacher)}");
        Line(text, "END:VEVENT");
    }

    private static string At(DateOnly day, int minute) =>
        day.ToDateTime(TimeOnly.MinValue)
            .AddMinutes(minute - MinutesAheadOfUtc)
            .ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static string Day(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private static string Escaped(string text) =>
        text.Replace(@"\", @"\\", StringComparison.Ordinal)
            .Replace(";", @"\;", StringComparison.Ordinal)
            .Replace(",", @"\,", StringComparison.Ordinal)
            .Replace("\r", "", StringComparison.Ordinal)
            .Replace("\n", @"\n", StringComparison.Ordinal);

    /// <summary>Writes a line, folded between characters where it is longer than allowed.</summary>
    private static void Line(StringBuilder text, string line)
    {
        var octets = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > LongestLine)
            {
                text.Append("\r\n ");
                octets = 1;
            }

            text.Append(rune.ToString());
            octets += rune.Utf8SequenceLength;
        }

        text.Append("\r\n");
    }
}

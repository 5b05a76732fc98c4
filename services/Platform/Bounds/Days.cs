using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace CardTeam.Platform.Bounds;

/// <summary>Reads a day as people write it, wherever that can mean one day only.</summary>
public static class Days
{
    /// <summary>
    /// Reads 2026-06-01, 2026/6/1, 2026.6.1, 20260601 or 2026年6月1日, also with a time of midnight, as spreadsheets
    /// and systems write it.
    /// </summary>
    /// <param name="text">Half-width and trimmed.</param>
    public static bool TryRead(string text, out DateOnly day, [NotNullWhen(false)] out Refusal? refusal)
    {
        ArgumentNullException.ThrowIfNull(text);
        refusal = null;
        var written = WithoutMidnight(Codes.ToHalfWidth(text)).TrimEnd();
        if (TryParts(written, out var year, out var month, out var date))
        {
            if (
                year is >= 1 and <= 9999
                && month is >= 1 and <= 12
                && date >= 1
                && date <= DateTime.DaysInMonth(year, month)
            )
            {
                day = new(year, month, date);
                return true;
            }

            day = default;
            refusal = new(
                "import.not-a-date",
                new($"日历上没有这一天：{Refusal.Quote(text)}。", $"There is no such day: {Refusal.Quote(text)}.")
            );
            return false;
        }

        day = default;
        refusal = IsAmbiguous(written)
            ? new(
                "import.not-a-date",
                new(
                    $"分不清哪个是月、哪个是日：{Refusal.Quote(text)}；请写作 2026-06-01。",
                    $"Month and day cannot be told apart in {Refusal.Quote(text)}; write 2026-06-01."
                )
            )
            : new(
                "import.not-a-date",
                new(
                    $"不是日期：{Refusal.Quote(text)}；请写作 2026-06-01。",
                    $"Not a date: {Refusal.Quote(text)}. Write 2026-06-01."
                )
            );
        return false;
    }

    private static bool TryParts(ReadOnlySpan<char> text, out int year, out int month, out int date)
    {
        (year, month, date) = (0, 0, 0);
        if (text.Length == 8 && text.IndexOfAnyExceptInRange('0', '9') < 0)
        {
            var number = int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
            (year, month, date) = (number / 10_000, number / 100 % 100, number % 100);
            return true;
        }

        if (text.Length is < 8 or > 14)
            return false;
        var first = text[4];
        if (first is not ('-' or '/' or '.' or '年'))
            return false;
        var rest = text[5..];
        if (first == '年')
        {
            if (rest is not [.., '日' or '号'])
                return false;
            rest = rest[..^1];
        }

        var second = rest.IndexOf(first == '年' ? '月' : first);
        return second > 0
            && TryNumber(text[..4], 4, out year)
            && TryNumber(rest[..second].Trim(), 2, out month)
            && TryNumber(rest[(second + 1)..].Trim(), 2, out date);
    }

    private static bool TryNumber(ReadOnlySpan<char> digits, int longest, out int number)
    {
        number = 0;
        return digits.Length > 0
            && digits.Length <= longest
            && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>True for three numbers of which the first is not the year.</summary>
    private static bool IsAmbiguous(string text)
    {
        var parts = text.Split('/', '-', '.');
        return parts.Length == 3
            && parts.All(p => p.Length is > 0 and <= 4 && p.All(char.IsAsciiDigit))
            && parts[0].Length <= 2;
    }

    private static string WithoutMidnight(string text)
    {
        var at = text.IndexOfAny(['T', ' ']);
        if (at < 8)
            return text;
        return text[(at + 1)..].Trim().TrimEnd('Z') is "00:00" or "0:00" or "00:00:00" or "0:00:00" or "00:00:00.000"
            ? text[..at]
            : text;
    }
}

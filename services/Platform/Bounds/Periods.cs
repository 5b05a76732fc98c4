using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using CardTeam.Contracts;

namespace CardTeam.Platform.Bounds;

/// <summary>Reads a period as people write it, wherever that can mean one period only.</summary>
public static class Periods
{
    /// <summary>
    /// Reads 2026-06, 2026/6, 202606, 2026年6月, 2026-Q2, 2026Q2, 2026-H1 or 2026. A spreadsheet turns a typed month
    /// into its first day.
    /// </summary>
    /// <param name="text">Half-width or not, trimmed.</param>
    /// <param name="isDay">True when the text is a day that a spreadsheet stored for a typed month.</param>
    public static bool TryRead(string text, bool isDay, out Period period, [NotNullWhen(false)] out Refusal? refusal)
    {
        ArgumentNullException.ThrowIfNull(text);
        refusal = null;
        var written = Codes.ToHalfWidth(text).ToUpperInvariant();
        if (isDay && Days.TryRead(written, out var day, out _))
        {
            period = Period.MonthOf(day);
            if (day.Day == 1)
                return true;
            refusal = new(
                "import.not-a-period",
                new(
                    $"{Refusal.Quote(text)} 是一天，不是月份；请写作 {period}。",
                    $"{text} is a day, not a month; write {period}."
                )
            );
            return false;
        }

        if (Period.TryParse(written, out period) || Period.TryParse(Usual(written), out period))
            return true;
        refusal = new(
            "import.not-a-period",
            new(
                $"不是期间：{Refusal.Quote(text)}；请写作 2026-06、2026-Q2、2026-H1 或 2026。",
                $"Not a period: {Refusal.Quote(text)}. Write 2026-06, 2026-Q2, 2026-H1 or 2026."
            )
        );
        return false;
    }

    /// <summary>The way the contract writes the period.</summary>
    private static string Usual(string written)
    {
        if (written.Length < 5)
            return written;
        var year = written[..4];
        var rest = written[4..].TrimStart('年', '-', '/').TrimEnd('月');
        return rest.Length is 1 or 2
            && int.TryParse(rest, NumberStyles.None, CultureInfo.InvariantCulture, out var month)
                ? (
                    written.Length == 5 && rest.Length == 1
                        ? written
                        : string.Create(CultureInfo.InvariantCulture, $"{year}-{month:00}")
                )
            : rest.Length == 0 ? year
            : $"{year}-{rest}";
    }
}

using System.Buffers;
using System.Globalization;

namespace CardTeam.Platform.Imports.Reading;

/// <summary>
/// The display format of a number, as far as it changes the meaning of the number (ECMA-376 part 1, 18.8.30 and
/// 18.8.31).
/// </summary>
/// <param name="IsDate">True when the number is a day.</param>
/// <param name="HasTime">True when the day is shown with its time.</param>
/// <param name="Zeros">The least number of digits shown before the point.</param>
/// <param name="IsDressed">True when the number is shown with letters or signs that do not belong to a number.</param>
internal readonly record struct NumberFormat(bool IsDate, bool HasTime, int Zeros, bool IsDressed)
{
    public static readonly NumberFormat General;

    /// <summary>Quoted signs that do not change the meaning of a number.</summary>
    private static readonly SearchValues<char> Harmless = SearchValues.Create(" ¥￥$元-()");

    /// <summary>The built-in format of an id; those of China and Japan (27 to 36, 50 to 58) are days.</summary>
    public static NumberFormat BuiltIn(int id) =>
        id switch
        {
            22 => new(true, true, 0, false),
            >= 14 and <= 17 or (>= 27 and <= 31) or 36 or (>= 50 and <= 58) => new(true, false, 0, false),
            _ => General,
        };

    /// <summary>
    /// Reads a format code such as <c>yyyy"年"m"月"</c>, <c>0_ ;[Red]\-0\ </c> or <c>00000000</c>. Letters in
    /// colours, conditions and quoted text do not make it a date.
    /// </summary>
    public static NumberFormat Parse(string code)
    {
        if (
            code.Equals("General", StringComparison.OrdinalIgnoreCase)
            || code.StartsWith("G/", StringComparison.Ordinal)
        )
            return General;
        var (hasDay, hasMonth, hasHour, isDressed) = (false, false, false, false);
        var (zeros, isBeforePoint) = (0, true);
        for (var i = 0; i < code.Length && code[i] != ';'; i++)
        {
            switch (code[i])
            {
                case '"':
                    var end = code.IndexOf('"', i + 1);
                    end = end < 0 ? code.Length : end;
                    isDressed |= code.AsSpan(i + 1, end - i - 1).ContainsAnyExcept(Harmless);
                    i = end;
                    break;
                case '[':
                    var close = code.IndexOf(']', i + 1);
                    close = close < 0 ? code.Length : close;
                    hasHour |= code.AsSpan(i + 1, close - i - 1) is ['h' or 'H', ..] or "m" or "mm" or "s" or "ss";
                    i = close;
                    break;
                case '\\':
                    i++;
                    isDressed |= i < code.Length && char.IsLetterOrDigit(code[i]);
                    break;
                case '_' or '*':
                    i++;
                    break;
                case 'E' or 'e' when i + 1 < code.Length && code[i + 1] is '+' or '-':
                    i++;
                    break;
                case 'y' or 'Y' or 'd' or 'D' or 'e' or 'b' or 'B':
                    hasDay = true;
                    break;
                case 'm' or 'M':
                    hasMonth = true;
                    break;
                case 'h' or 'H' or 's' or 'S':
                    hasHour = true;
                    break;
                case '.':
                    isBeforePoint = false;
                    break;
                case '0' when isBeforePoint:
                    zeros++;
                    break;
                case '%':
                    isDressed = true;
                    break;
                default:
                    break;
            }
        }

        return hasDay || (hasMonth && !hasHour)
            ? new(true, hasHour, 0, false)
            : new(false, false, hasHour ? 0 : zeros, isDressed || hasHour);
    }

    /// <summary>The cell of a stored number, as it is displayed.</summary>
    /// <param name="stored">
    /// The stored text; spreadsheets store numbers in binary, so that 0.1 may be written as 0.10000000000000001.
    /// </param>
    /// <param name="firstDay">The offset of the day dates count from: 0 for 1900, 1462 for 1904.</param>
    public Cell Show(string stored, int firstDay)
    {
        if (
            !double.TryParse(stored, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            || !double.IsFinite(number)
        )
            return new(stored);
        if (IsDate)
            return ShowDay(stored, number, firstDay);
        // A spreadsheet stores and shows fifteen digits.
        if (
            !decimal.TryParse(
                number.ToString("G15", CultureInfo.InvariantCulture),
                NumberStyles.Float,
                CultureInfo.InvariantCulture,
                out var exact
            )
        )
            return new(stored, CellKind.LongNumber);
        var text = exact.ToString(CultureInfo.InvariantCulture);
        if (IsLong(stored))
            return new(text, CellKind.LongNumber);
        if (IsDressed)
            return new(text, CellKind.DressedNumber);
        if (Zeros > 1 && exact >= 0 && exact.Scale == 0 && text.Length < Zeros)
            text = text.PadLeft(Zeros, '0');
        return new(text, CellKind.Number);
    }

    private Cell ShowDay(string stored, double number, int firstDay)
    {
        var serial = number + firstDay;
        if (serial is < 1 or >= 2_958_466)
            return new(stored, CellKind.NoDate);
        var at = DateTime.FromOADate(serial);
        return new(
            at.ToString(
                HasTime && at.TimeOfDay != TimeSpan.Zero ? "yyyy-MM-dd HH:mm:ss" : "yyyy-MM-dd",
                CultureInfo.InvariantCulture
            ),
            CellKind.Date
        );
    }

    private static bool IsLong(string stored)
    {
        if (stored.AsSpan().ContainsAny('E', 'e'))
            return true;
        var point = stored.IndexOf('.', StringComparison.Ordinal);
        return (point < 0 ? stored.Length : point) > 15 && stored.Count(char.IsAsciiDigit) > 15;
    }
}

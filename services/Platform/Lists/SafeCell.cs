using System.Buffers;

namespace CardTeam.Platform.Lists;

/// <summary>Writes text into a sheet so that no spreadsheet takes it for a formula.</summary>
public static class SafeCell
{
    /// <summary>
    /// The signs a formula begins with. A spreadsheet program set to Chinese or Japanese accepts the full-width ones as
    /// well.
    /// </summary>
    private static readonly SearchValues<char> Beginnings = SearchValues.Create("=+-@\t\r＝＋－＠");

    /// <summary>
    /// Puts an apostrophe before a text that a spreadsheet would calculate; a plain number such as <c>-0.5</c> is
    /// unchanged.
    /// </summary>
    public static string Plain(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return IsFormula(text) || Read(text) != text ? $"'{text}" : text;
    }

    /// <summary>The text that <see cref="Plain"/> wrote, so that an export comes back as it went.</summary>
    public static string Read(string cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        // A text of the bank's own with apostrophes in front of a formula's sign gets one more.
        var rest = cell.AsSpan().TrimStart('\'');
        return rest.Length < cell.Length && IsFormula(rest) ? cell[1..] : cell;
    }

    /// <summary>The same text as a csv cell, quoted where necessary.</summary>
    public static string Csv(string text)
    {
        var plain = Plain(text);
        return plain.AsSpan().IndexOfAny(",\"\r\n") < 0
            ? plain
            : $"\"{plain.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static bool IsFormula(ReadOnlySpan<char> text) =>
        text.Length > 0 && Beginnings.Contains(text[0]) && !IsNegativeNumber(text);

    /// <summary>
    /// True for a minus, digits, and at most one point with digits after it: a spreadsheet cannot calculate anything of
    /// it.
    /// </summary>
    private static bool IsNegativeNumber(ReadOnlySpan<char> text)
    {
        if (text.Length < 2 || text[0] != '-')
            return false;
        var digits = text[1..];
        var point = digits.IndexOf('.');
        return point < 0 ? IsDigits(digits) : IsDigits(digits[..point]) && IsDigits(digits[(point + 1)..]);
    }

    private static bool IsDigits(ReadOnlySpan<char> text) =>
        text.Length > 0 && text.IndexOfAnyExceptInRange('0', '9') < 0;
}

using System.Buffers;

namespace CardTeam.Platform.Requests;

/// <summary>Writes text into a sheet so that no spreadsheet takes it for a formula.</summary>
public static class SafeCell
{
    /// <summary>The signs a formula begins with. A spreadsheet set to Chinese or Japanese takes the full-width ones as well.</summary>
    private static readonly SearchValues<char> Beginnings = SearchValues.Create("=+-@\t\r＝＋－＠");

    /// <summary>The text with an apostrophe before what a spreadsheet would calculate; a plain number such as <c>-0.5</c> stays as it is.</summary>
    public static string Plain(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length > 0 && Beginnings.Contains(text[0]) && !IsNegativeNumber(text) ? $"'{text}" : text;
    }

    /// <summary>The same as a csv cell, quoted where it must be.</summary>
    public static string Csv(string text)
    {
        var plain = Plain(text);
        return plain.AsSpan().IndexOfAny(",\"\r\n") < 0
            ? plain
            : $"\"{plain.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    /// <summary>True for a minus, digits, and at most one point with digits after it: nothing of it can be calculated.</summary>
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

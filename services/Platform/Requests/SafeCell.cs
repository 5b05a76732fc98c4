namespace CardTeam.Platform.Requests;

/// <summary>Writes text into a sheet so that no spreadsheet takes it for a formula.</summary>
public static class SafeCell
{
    /// <summary>With an apostrophe before what a spreadsheet would calculate.</summary>
    public static string Plain(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? $"'{text}" : text;
    }

    /// <summary>The same as a csv cell, quoted where it must be.</summary>
    public static string Csv(string text)
    {
        var plain = Plain(text);
        return plain.AsSpan().IndexOfAny(",\"\r\n") < 0
            ? plain
            : $"\"{plain.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}

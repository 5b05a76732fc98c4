namespace CardTeam.Platform.Lists;

/// <summary>The SQL pattern of a search for a part of a text.</summary>
public static class Fragment
{
    /// <summary>The escape character before pattern characters that are meant literally.</summary>
    public const string Escape = "\\";

    /// <summary>The pattern that finds the text anywhere; its own percent signs and underscores are escaped.</summary>
    public static string Of(string search)
    {
        ArgumentNullException.ThrowIfNull(search);
        return $"%{search.Trim().Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal).Replace("[", "\\[", StringComparison.Ordinal)}%";
    }
}

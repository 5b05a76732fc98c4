namespace CardTeam.Platform.Requests;

/// <summary>The pattern of a search for a part of a text.</summary>
public static class Fragment
{
    /// <summary>The character before those of a pattern that are meant as they are written.</summary>
    public const string Escape = "\\";

    /// <summary>Finds the text anywhere, its own percent signs and underscores as they are.</summary>
    public static string Of(string search)
    {
        ArgumentNullException.ThrowIfNull(search);
        return $"%{search.Trim().Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal).Replace("[", "\\[", StringComparison.Ordinal)}%";
    }
}

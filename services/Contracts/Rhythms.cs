namespace CardTeam.Contracts;

/// <summary>The lengths of period that people are scored over.</summary>
public static class Rhythms
{
    public const string Month = "month",
        Quarter = "quarter",
        Half = "half",
        Year = "year";

    /// <summary>All of them, the shortest first.</summary>
    public static readonly IReadOnlyList<string> All = [Month, Quarter, Half, Year];

    /// <summary>The rhythms longer than a month, the shortest first.</summary>
    public static readonly IReadOnlyList<string> Longer = [Quarter, Half, Year];
}

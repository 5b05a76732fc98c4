namespace CardTeam.Performance.Leaderboards;

/// <summary>The managers of a month, a level and a part of the bank, ordered by their totals.</summary>
/// <param name="Places">The places by rank; equal ranks by manager number.</param>
internal sealed record Leaderboard(IReadOnlyList<Place> Places)
{
    /// <summary>
    /// Ranks the totals. Equal totals share a rank, and as many ranks after it are skipped: 1, 2, 2, 4.
    /// </summary>
    /// <param name="totals">
    /// The totals in ten-thousandths, compared as whole numbers and never as floating point.
    /// </param>
    public static Leaderboard Of(IEnumerable<(string ManagerNo, long TenThousandths)> totals)
    {
        var places = new List<Place>();
        var last = (Rank: 0, TenThousandths: 0L);
        foreach (
            var (managerNo, total) in totals
                .OrderByDescending(t => t.TenThousandths)
                .ThenBy(t => t.ManagerNo, StringComparer.Ordinal)
        )
        {
            if (places.Count == 0 || total != last.TenThousandths)
                last = (places.Count + 1, total);
            places.Add(new(managerNo, last.Rank));
        }

        return new(places);
    }

    public Standing? Of(string managerNo) =>
        Places.FirstOrDefault(p => p.ManagerNo == managerNo) is { } place ? new(place.Rank, Places.Count) : null;
}

/// <summary>A manager's rank.</summary>
internal sealed record Place(string ManagerNo, int Rank);

/// <summary>A rank without its neighbours, which is all a manager may know.</summary>
/// <param name="Ranked">The number of managers ranked together.</param>
internal readonly record struct Standing(int Rank, int Ranked)
{
    /// <summary>1 for the first quarter of those ranked, to 4 for the last: rank × 4 ÷ ranked, rounded up.</summary>
    public int Quarter => (Rank * 4 + Ranked - 1) / Ranked;
}

/// <summary>The selection of a leaderboard.</summary>
/// <param name="Level">The level; null for all levels together.</param>
/// <param name="Units">Units of the part of the bank; null for the whole bank.</param>
internal sealed record LeaderboardScope(Contracts.Period Period, string? Level, IReadOnlyCollection<string>? Units);

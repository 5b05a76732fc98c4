namespace CardTeam.Performance.Leaderboards;

/// <summary>Who of a month, a level and a part of the bank reached the most, in order.</summary>
/// <param name="Places">By rank, and among equals by number.</param>
internal sealed record Leaderboard(IReadOnlyList<Place> Places)
{
    /// <summary>Equal totals share a rank, and as many ranks after it are left out: 1, 2, 2, 4.</summary>
    /// <param name="totals">In ten-thousandths; compared as they are, never as floating point.</param>
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

/// <summary>Where a manager stands.</summary>
internal sealed record Place(string ManagerNo, int Rank);

/// <summary>A place without its neighbours: what a manager may know.</summary>
/// <param name="Ranked">How many are ranked with them.</param>
internal readonly record struct Standing(int Rank, int Ranked)
{
    /// <summary>1 for the first quarter of those ranked, to 4 for the last: rank × 4 ÷ ranked, rounded up.</summary>
    public int Quarter => (Rank * 4 + Ranked - 1) / Ranked;
}

/// <summary>Which leaderboard.</summary>
/// <param name="Level">Null for all.</param>
/// <param name="Units">Units of the part of the bank; null for the whole bank.</param>
internal sealed record LeaderboardScope(Contracts.Period Period, string? Level, IReadOnlyCollection<string>? Units);

using CardTeam.Performance.Data;
using CardTeam.Platform.Organisation;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Leaderboards;

/// <summary>
/// Leaderboards of closed months: from the cache where it has them, otherwise computed from the scorecards and cached.
/// </summary>
internal sealed class Leaderboards(PerformanceDbContext db, LeaderboardCache cache)
{
    private int? _closeNumber;

    /// <summary>
    /// Returns up to <paramref name="size"/> places that follow the given manager's, or the first ones.
    /// </summary>
    /// <returns>The places and the number ranked; null when <paramref name="after"/> is not among them.</returns>
    public async Task<(IReadOnlyList<Place> Places, int Ranked)?> PageAsync(
        LeaderboardScope scope,
        string? after,
        int size,
        CancellationToken ct
    )
    {
        var close = await LastCloseAsync(ct);
        if (await cache.PageAsync(scope, close, after, size) is { } cached)
            return cached;
        var board = await MakeAsync(scope, close, ct);
        var first = after is null
            ? 0
            : board.Places.Index().Where(p => p.Item.ManagerNo == after).Select(p => p.Index + 1).FirstOrDefault(-1);
        return first < 0 ? null : ([.. board.Places.Skip(first).Take(size)], board.Places.Count);
    }

    public async Task<Standing?> StandingAsync(LeaderboardScope scope, string managerNo, CancellationToken ct)
    {
        var close = await LastCloseAsync(ct);
        return await cache.StandingAsync(scope, close, managerNo) ?? (await MakeAsync(scope, close, ct)).Of(managerNo);
    }

    private async Task<Leaderboard> MakeAsync(LeaderboardScope scope, int close, CancellationToken ct)
    {
        var scorecards = db
            .Scorecards.AsNoTracking()
            .Where(s => s.Period == scope.Period && s.IsCurrent && s.TenThousandths != null)
            .Within(new PartOfBank(scope.Units, null), s => s.Org, s => s.ManagerNo);
        if (scope.Level is not null)
            scorecards = scorecards.Where(s => s.Level == scope.Level);
        var totals = await scorecards.Select(s => new { s.ManagerNo, s.TenThousandths }).ToListAsync(ct);
        var board = Leaderboard.Of(totals.Select(t => (t.ManagerNo, t.TenThousandths!.Value)));
        await cache.KeepAsync(scope, close, board);
        return board;
    }

    /// <summary>
    /// The number of the last close. Only a close makes scorecards: with its number in the key, cached data never has
    /// to be invalidated.
    /// </summary>
    private async Task<int> LastCloseAsync(CancellationToken ct) =>
        _closeNumber ??= await db.ClosedPeriods.MaxAsync(p => (int?)p.CloseNumber, ct) ?? 0;
}

using System.Globalization;
using CardTeam.ServiceDefaults.Cache;
using StackExchange.Redis;

namespace CardTeam.Performance.Leaderboards;

/// <summary>
/// Leaderboards as sorted sets in the cache. A member's score is its rank, a small whole number, and not its total: the
/// server's scores are floating point and must not determine the order. Members of one rank are ordered by their bytes,
/// as in the database.
/// </summary>
internal sealed class LeaderboardCache(SharedCache cache)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    /// <returns>
    /// The places and the number ranked; null where the cache does not have the leaderboard, or
    /// <paramref name="after"/> is not in it.
    /// </returns>
    public async Task<(IReadOnlyList<Place> Places, int Ranked)?> PageAsync(
        LeaderboardScope scope,
        int close,
        string? after,
        int size
    )
    {
        var key = Key(scope, close);
        var answer = await cache.AskAsync(async database =>
        {
            var first = after is null ? 0 : await database.SortedSetRankAsync(key, after) + 1;
            if (first is null)
                return null;
            var ranked = database.SortedSetLengthAsync(key);
            var places = await database.SortedSetRangeByRankWithScoresAsync(key, first.Value, first.Value + size - 1);
            return ((IReadOnlyList<Place>, int)?)
                ([.. places.Select(p => new Place((string)p.Element!, (int)p.Score))], (int)await ranked);
        });
        return answer is { IsThere: true, Value: { Item2: > 0 } kept } ? kept : null;
    }

    /// <returns>
    /// The standing; null where the cache does not have the leaderboard, or the manager is not in it.
    /// </returns>
    public async Task<Standing?> StandingAsync(LeaderboardScope scope, int close, string managerNo)
    {
        var key = Key(scope, close);
        var answer = await cache.AskAsync(async database =>
        {
            var ranked = database.SortedSetLengthAsync(key);
            return (Rank: await database.SortedSetScoreAsync(key, managerNo), Ranked: await ranked);
        });
        return answer is { IsThere: true, Value: { Rank: { } rank } kept }
            ? new Standing((int)rank, (int)kept.Ranked)
            : null;
    }

    public Task KeepAsync(LeaderboardScope scope, int close, Leaderboard board)
    {
        if (board.Places.Count == 0)
            return Task.CompletedTask;
        var key = Key(scope, close);
        return cache.AskAsync(database =>
        {
            // Written in one transaction, so that a concurrent reader sees all of it or nothing.
            var whole = database.CreateTransaction();
            _ = whole.KeyDeleteAsync(key);
            _ = whole.SortedSetAddAsync(key, [.. board.Places.Select(p => new SortedSetEntry(p.ManagerNo, p.Rank))]);
            _ = whole.KeyExpireAsync(key, Kept);
            return whole.ExecuteAsync();
        });
    }

    /// <summary>The key contains the units, because units may move without a close.</summary>
    private static RedisKey Key(LeaderboardScope scope, int close) =>
        SharedCache.KeyOf(
            string.Create(
                CultureInfo.InvariantCulture,
                $"performance:leaderboard:{close}:{scope.Period}:{scope.Level ?? "all"}"
            ),
            scope.Units is null ? "" : string.Join('\n', scope.Units.Order(StringComparer.Ordinal))
        );
}

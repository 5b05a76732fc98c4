using System.Collections.Concurrent;
using System.Globalization;
using CardTeam.ServiceDefaults.Cache;
using StackExchange.Redis;

namespace CardTeam.Gateway.Limits;

/// <summary>
/// The windows of all callers at this replica. Where a cache is set, replicas exchange their counts through it every
/// second: no request waits for this, and a caller who uses several replicas gets at most one second's worth more than
/// from one.
/// </summary>
internal sealed class CallerWindows(SharedCache cache, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1),
        Kept = TimeSpan.FromMinutes(2);

    /// <summary>The number of callers in one call to the cache, which takes some milliseconds.</summary>
    private const int BatchSize = 500;

    private readonly ConcurrentDictionary<CallerWindow, bool> _open = new();

    /// <summary>The name of this replica among the others.</summary>
    private readonly RedisValue _self = Guid.NewGuid().ToString("n");

    public CallerWindow Open(string caller, int limit)
    {
        var window = new CallerWindow(caller, limit, time, closed => _open.TryRemove(closed, out _));
        if (cache.IsSet)
            _open[window] = true;
        return window;
    }

    /// <summary>Reports this replica's new counts and reads the others' counts of the same callers.</summary>
    public async Task ShareAsync()
    {
        var news = _open
            .Keys.Select(window => (Window: window, News: window.News()))
            .Where(n => n.News is not null)
            .Select(n => (n.Window, n.News!.Value.Minute, n.News!.Value.Count));
        foreach (var some in news.Chunk(BatchSize))
        {
            var heard = await cache.AskAsync(database =>
                Task.WhenAll(
                    some.Select(n =>
                        TellAsync(
                            database,
                            SharedCache.KeyOf(
                                string.Create(CultureInfo.InvariantCulture, $"gateway:requests:{n.Minute}"),
                                n.Window.Caller
                            ),
                            n.Count
                        )
                    )
                )
            );
            if (!heard.IsThere)
                return;
            foreach (var (told, others) in some.Zip(heard.Value!))
                told.Window.Hear(told.Minute, told.Count, others);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!cache.IsSet)
            return;
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await ShareAsync();
    }

    /// <summary>
    /// Reports each replica's own total rather than its increase, so that a repeated report changes nothing.
    /// </summary>
    private async Task<int> TellAsync(IDatabase database, RedisKey key, int count)
    {
        var told = database.HashSetAsync(key, _self, count);
        var kept = database.KeyExpireAsync(key, Kept);
        var all = await database.HashGetAllAsync(key);
        await Task.WhenAll(told, kept);
        return all.Where(e => e.Name != _self).Sum(e => e.Value.TryParse(out int count) ? count : 0);
    }
}

using CardTeam.ServiceDefaults.Cache;

namespace CardTeam.Gateway.Tokens;

/// <summary>
/// <see cref="SignInLimit"/> across all replicas, where a cache is set and answers; otherwise per replica.
/// </summary>
internal sealed class SharedSignInLimit(SignInLimit own, SharedCache cache, TimeProvider time)
{
    /// <summary>
    /// Keeps the attempts of the window as a sorted set by time in milliseconds. The script is one step, so that
    /// simultaneous attempts cannot slip through.
    /// </summary>
    private const string Script = """
        redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', ARGV[1] - ARGV[2])
        if redis.call('ZCARD', KEYS[1]) < tonumber(ARGV[3]) then
          redis.call('ZADD', KEYS[1], ARGV[1], ARGV[4])
          redis.call('PEXPIRE', KEYS[1], ARGV[2])
          return 0
        end
        return redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')[2] + ARGV[2] - ARGV[1]
        """;

    /// <summary>Counts a sign-in and admits it, or returns the time to wait.</summary>
    /// <returns>Zero when the sign-in may continue.</returns>
    public async Task<TimeSpan> EnterAsync(string account, string address)
    {
        // Counted here too: if the cache becomes unavailable, this count applies.
        var mayEnter = own.TryEnter(account, address, out var wait);
        var key = SharedCache.KeyOf("gateway:sign-ins", $"{account} {address}");
        var shared = await cache.AskAsync(async database =>
            (long)
                await database.ScriptEvaluateAsync(
                    Script,
                    [key],
                    [
                        time.GetUtcNow().ToUnixTimeMilliseconds(),
                        (long)SignInLimit.Window.TotalMilliseconds,
                        SignInLimit.Attempts,
                        Guid.NewGuid().ToString("n"),
                    ]
                )
        );
        return shared.IsThere ? TimeSpan.FromMilliseconds(shared.Value)
            : mayEnter ? TimeSpan.Zero
            : wait;
    }
}

using CardTeam.ServiceDefaults.Cache;
using StackExchange.Redis;

namespace CardTeam.Gateway.Sessions;

/// <summary>
/// Sealed tickets in the cache that the gateway's replicas share, and for a while the fact that a session was ended.
/// </summary>
internal sealed class TicketCache(SharedCache cache, SessionSettings settings)
{
    /// <summary>The cache's knowledge of a session.</summary>
    /// <param name="IsEnded">True when somebody signed out: no copy of the ticket counts any more.</param>
    /// <param name="Ticket">The sealed ticket; null where the cache has none.</param>
    public readonly record struct Known(bool IsEnded, byte[]? Ticket);

    public bool IsSet => cache.IsSet;

    public async Task<CacheAnswer<Known>> ReadAsync(string hash)
    {
        var read = await cache.AskAsync(database => database.StringGetAsync([Ticket(hash), Ended(hash)]));
        return read.IsThere ? new(true, new(read.Value![1].HasValue, read.Value[0])) : default;
    }

    /// <param name="only">A renewal requires an existing ticket: a session ended meanwhile stays ended.</param>
    public Task WriteAsync(string hash, byte[] ticket, TimeSpan left, When only) =>
        left <= TimeSpan.Zero
            ? Task.CompletedTask
            : cache.AskAsync(database => database.StringSetAsync(Ticket(hash), ticket, left, only));

    /// <returns>True when the other replicas know of it.</returns>
    public async Task<bool> EndAsync(string hash)
    {
        var told = await cache.AskAsync(async database =>
        {
            var both = database.CreateTransaction();
            var ended = both.StringSetAsync(Ended(hash), true, settings.Idle);
            var gone = both.KeyDeleteAsync(Ticket(hash));
            var isDone = await both.ExecuteAsync();
            await Task.WhenAll(ended, gone);
            return isDone;
        });
        return told is { IsThere: true, Value: true };
    }

    /// <summary>Notes that a session belongs to a person, for as long as a session can last.</summary>
    public Task NotePersonAsync(string person, string hash) =>
        cache.AskAsync(async database =>
        {
            var added = database.SetAddAsync(OfPerson(person), hash);
            var kept = database.KeyExpireAsync(OfPerson(person), settings.Longest);
            await Task.WhenAll(added, kept);
            return true;
        });

    /// <summary>The hashes of a person's sessions, including some that have ended meanwhile.</summary>
    public async Task<IReadOnlyList<string>> OfPersonAsync(string person)
    {
        var read = await cache.AskAsync(database => database.SetMembersAsync(OfPerson(person)));
        return read.IsThere ? [.. read.Value!.Select(v => (string)v!)] : [];
    }

    private static RedisKey OfPerson(string person) => SharedCache.KeyOf("gateway:sessions-of", person);

    private static RedisKey Ticket(string hash) => $"{SharedCache.Prefix}gateway:session:{hash}";

    private static RedisKey Ended(string hash) => $"{SharedCache.Prefix}gateway:session-ended:{hash}";
}

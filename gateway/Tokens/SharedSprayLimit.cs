using System.Security.Cryptography;
using System.Text;
using CardTeam.ServiceDefaults.Cache;
using Microsoft.AspNetCore.DataProtection;
using StackExchange.Redis;

namespace CardTeam.Gateway.Tokens;

/// <summary>
/// <see cref="SprayLimit"/> across all replicas, where a cache is set and answers; otherwise per replica.
/// </summary>
/// <remarks>
/// The cache holds neither passwords nor names: an attempt is a hash under a key that the replicas alone can open,
/// because it lies there sealed as sessions are.
/// </remarks>
internal sealed class SharedSprayLimit(SprayLimit own, SharedCache cache, IDataProtectionProvider protection)
{
    /// <summary>
    /// Keeps the names tried with a password from an address as a set that ends with the window. The script is one
    /// step, so that simultaneous attempts cannot slip through.
    /// </summary>
    private const string Script = """
        if redis.call('SISMEMBER', KEYS[1], ARGV[1]) == 1 then
          return 0
        end
        if redis.call('SCARD', KEYS[1]) < tonumber(ARGV[2]) then
          redis.call('SADD', KEYS[1], ARGV[1])
          if redis.call('PTTL', KEYS[1]) < 0 then
            redis.call('PEXPIRE', KEYS[1], ARGV[3])
          end
          return 0
        end
        return redis.call('PTTL', KEYS[1])
        """;

    private const string KeyName = $"{SharedCache.Prefix}gateway:spray-key";

    private static readonly TimeSpan KeyLifetime = TimeSpan.FromDays(1);

    private readonly IDataProtector _seal = protection.CreateProtector("cardteam.spray-key");

    /// <summary>Counts an attempt before its outcome is known, or returns the time to wait.</summary>
    /// <returns>Zero when the attempt may continue.</returns>
    public async Task<TimeSpan> EnterAsync(string name, string secret, string address)
    {
        // Counted here too: if the cache becomes unavailable, this count applies.
        var mayEnter = own.TryEnter(name, secret, address, out var wait);
        var shared = await AskAsync(
            name,
            secret,
            address,
            async (database, set, member) =>
                (long)
                    await database.ScriptEvaluateAsync(
                        Script,
                        [set],
                        [member, SprayLimit.Names, (long)SprayLimit.Window.TotalMilliseconds]
                    )
        );
        return shared is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds)
            : mayEnter ? TimeSpan.Zero
            : wait;
    }

    /// <inheritdoc cref="SprayLimit.Succeeded"/>
    public async Task SucceededAsync(string name, string secret, string address)
    {
        own.Succeeded(name, secret, address);
        await AskAsync(
            name,
            secret,
            address,
            async (database, set, member) => await database.SetRemoveAsync(set, member) ? 1 : 0
        );
    }

    /// <summary>Asks the cache about an attempt; null where it does not answer.</summary>
    private async Task<long?> AskAsync(
        string name,
        string secret,
        string address,
        Func<IDatabase, RedisKey, RedisValue, Task<long>> ask
    )
    {
        var answer = await cache.AskAsync(async database =>
        {
            var key = await KeyAsync(database);
            var set = SharedCache.KeyOf("gateway:sprayed", $"{address} {Hash(key, secret)}");
            return await ask(database, set, Hash(key, name));
        });
        return answer.IsThere ? answer.Value : null;
    }

    /// <summary>
    /// The replicas' key: the first one makes it. It is read each time, because a cache that was emptied may have
    /// another; one that cannot be opened, sealed under a certificate of before, is replaced.
    /// </summary>
    private async Task<byte[]> KeyAsync(IDatabase database)
    {
        var kept = await database.StringGetAsync(KeyName);
        if (Open(kept) is { } known)
            return known;
        var made = RandomNumberGenerator.GetBytes(32);
        var when = kept.IsNull ? When.NotExists : When.Always;
        if (await database.StringSetAsync(KeyName, _seal.Protect(made), KeyLifetime, when: when))
            return made;
        // Another replica was first.
        return Open(await database.StringGetAsync(KeyName)) ?? made;
    }

    private byte[]? Open(RedisValue kept)
    {
        try
        {
            return kept.IsNull ? null : _seal.Unprotect((byte[])kept!);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static string Hash(byte[] key, string text) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
}

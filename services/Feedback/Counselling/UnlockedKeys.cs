using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using CardTeam.Feedback.Complaints;
using CardTeam.Feedback.Sealing;
using CardTeam.ServiceDefaults.Errors;

namespace CardTeam.Feedback.Counselling;

/// <summary>
/// The private keys that are unlocked: each is with its holder's page, sealed by the services' key for half an hour, and
/// comes back with every request. No service keeps one, so that any replica serves the next request.
/// </summary>
internal sealed class UnlockedKeys(ContactSafe safe, TimeProvider clock)
{
    /// <summary>The header in which a page sends the unlocked key.</summary>
    public const string Header = "X-Counselling-Key";

    private const int MostTries = 5,
        MostKnown = 10_000;

    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan TriesOf = TimeSpan.FromMinutes(15);

    private readonly byte[] _key = safe.KeyFor("counselling-session");
    private readonly ConcurrentDictionary<string, (int Tries, DateTimeOffset Since)> _tries = new(
        StringComparer.Ordinal
    );

    /// <summary>Unlocks a key by its passphrase; five wrong ones in a quarter of an hour are refused.</summary>
    public byte[] Unlock(SealingKey key, string passphrase)
    {
        var (holder, now) = ($"{key.Role} {key.UserId}", clock.GetUtcNow());
        if (_tries.Count > MostKnown)
            _tries.Clear();
        var known = _tries.AddOrUpdate(
            holder,
            _ => (1, now),
            (_, tried) => now - tried.Since > TriesOf ? (1, now) : (tried.Tries + 1, tried.Since)
        );
        if (known.Tries > MostTries)
            throw new RuleBrokenException(
                "counselling.too-many-tries",
                new("口令错误次数过多，请 15 分钟后再试。", "Too many wrong passphrases; try again in 15 minutes."),
                status: 429
            );
        var unlocked = key.Unlock(passphrase);
        _tries.TryRemove(holder, out _);
        return unlocked;
    }

    /// <summary>What the page keeps for the session.</summary>
    public (string Token, DateTimeOffset Until) Give(SealingKey key, byte[] privateKey)
    {
        var until = clock.GetUtcNow() + Longest;
        byte[] content = [.. BitConverter.GetBytes(until.UtcTicks), .. privateKey];
        return (
            Base64Url.EncodeToString(SealedBox.Seal(_key, content, Invariant($"{key.UserId} {key.Version}"))),
            until
        );
    }

    /// <summary>The private key that a request brings.</summary>
    /// <exception cref="RuleBrokenException">409: none, too old, or another's.</exception>
    public byte[] Take(HttpContext http, SealingKey key)
    {
        try
        {
            var content = SealedBox.Open(
                _key,
                Base64Url.DecodeFromChars(http.Request.Headers[Header].ToString()),
                Invariant($"{key.UserId} {key.Version}")
            );
            if (BitConverter.ToInt64(content) > clock.GetUtcNow().UtcTicks)
                return content[sizeof(long)..];
        }
        catch (Exception failure) when (failure is FormatException or CryptographicException)
        {
            // The same answer as for one that is too old.
        }

        throw new RuleBrokenException(
            "counselling.locked",
            new("请先输入口令解锁。", "Unlock it with your passphrase first.")
        );
    }
}

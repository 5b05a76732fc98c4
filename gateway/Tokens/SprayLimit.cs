using System.Security.Cryptography;
using System.Text;

namespace CardTeam.Gateway.Tokens;

/// <summary>
/// Stops one password from being tried on many names from one address: after it failed for five names in ten minutes,
/// it is refused from there for every name. Other people behind the same address can still sign in. Counted per gateway
/// process; <see cref="SharedSprayLimit"/> adds them up.
/// </summary>
internal sealed class SprayLimit(TimeProvider time)
{
    /// <summary>The number of names that may be tried with the same password.</summary>
    public const int Names = 5;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    // The greatest number of remembered attempts; beyond it the oldest half is dropped.
    private const int MaxTried = 20_000;

    // Passwords are remembered for ten minutes, as hashes under a key known to this process alone.
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Tried> _tried = new(StringComparer.Ordinal);

    /// <summary>Counts an attempt before its outcome is known, or returns the time to wait.</summary>
    public bool TryEnter(string name, string secret, string address, out TimeSpan wait)
    {
        var now = time.GetUtcNow();
        lock (_gate)
        {
            Sweep(now);
            var key = Key(secret, address);
            if (!_tried.TryGetValue(key, out var tried))
                tried = _tried[key] = new(now, new(StringComparer.Ordinal));
            wait = TimeSpan.Zero;
            if (tried.Names.Contains(name) || tried.Names.Count < Names)
            {
                tried.Names.Add(name);
                return true;
            }

            wait = tried.Since + Window - now;
            return false;
        }
    }

    /// <summary>
    /// Removes an attempt whose password was right: people who happen to share a password must not lock one another
    /// out.
    /// </summary>
    public void Succeeded(string name, string secret, string address)
    {
        lock (_gate)
            if (
                _tried.TryGetValue(Key(secret, address), out var tried)
                && tried.Names.Remove(name)
                && tried.Names.Count == 0
            )
                _tried.Remove(Key(secret, address));
    }

    private string Key(string secret, string address) =>
        $"{address} {Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(secret)))}";

    private void Sweep(DateTimeOffset now)
    {
        foreach (var (key, tried) in _tried)
            if (now - tried.Since >= Window)
                _tried.Remove(key);
            else
                break;
        if (_tried.Count < MaxTried)
            return;
        foreach (var key in _tried.OrderBy(t => t.Value.Since).Take(MaxTried / 2).Select(t => t.Key).ToList())
            _tried.Remove(key);
    }

    private sealed record Tried(DateTimeOffset Since, HashSet<string> Names);
}

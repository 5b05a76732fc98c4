using System.Security.Cryptography;
using System.Text;

namespace CardTeam.Gateway.Tokens;

/// <summary>
/// Stops one password from being tried on many names from one address: it may fail for five names in ten minutes, then it is refused there for every name. Everybody else behind the
/// same address goes on signing in. Counted per gateway process.
/// </summary>
internal sealed class SprayLimit(TimeProvider time)
{
    /// <summary>So many names may be tried with the same password.</summary>
    public const int Names = 5;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    // What is remembered at most; the oldest half goes then.
    private const int Most = 20_000;

    // Passwords are remembered by a hash under a key that this process alone has, for ten minutes.
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Tried> _tried = new(StringComparer.Ordinal);

    /// <summary>Counts a try before its outcome is known, or says how long to wait.</summary>
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

    /// <summary>Takes a try back whose password was right: people who share a password must not lock one another out by it.</summary>
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
        if (_tried.Count < Most)
            return;
        foreach (var key in _tried.OrderBy(t => t.Value.Since).Take(Most / 2).Select(t => t.Key).ToList())
            _tried.Remove(key);
    }

    private sealed record Tried(DateTimeOffset Since, HashSet<string> Names);
}

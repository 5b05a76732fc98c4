using System.Runtime.InteropServices;

namespace CardTeam.Gateway.Tokens;

/// <summary>
/// At most ten sign-ins in any minute for one user (or machine client) from one address, successful and failed alike.
/// </summary>
/// <remarks>
/// Exact, where the framework's fixed window lets twenty through around its edge and its sliding window promises a wait
/// shorter than the real one. Counted per gateway process; <see cref="SharedSignInLimit"/> adds them up.
/// </remarks>
public sealed class SignInLimit(TimeProvider time)
{
    /// <summary>The number of sign-ins allowed in a <see cref="Window"/>.</summary>
    public const int Attempts = 10;

    /// <summary>The time for which a sign-in counts.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly Dictionary<(string Account, string Address), Queue<DateTimeOffset>> recent = [];
    private DateTimeOffset swept;

    /// <summary>Counts a sign-in and admits it, or returns the time to wait.</summary>
    public bool TryEnter(string account, string address, out TimeSpan wait)
    {
        var now = time.GetUtcNow();
        lock (gate)
        {
            Sweep(now);
            ref var attempts = ref CollectionsMarshal.GetValueRefOrAddDefault(recent, (account, address), out _);
            attempts ??= new(Attempts);
            while (attempts.TryPeek(out var oldest) && now - oldest >= Window)
                attempts.Dequeue();
            wait = attempts.Count < Attempts ? TimeSpan.Zero : Window - (now - attempts.Peek());
            if (wait > TimeSpan.Zero)
                return false;
            attempts.Enqueue(now);
            return true;
        }
    }

    /// <summary>
    /// Removes, once a minute, everyone whose last attempt no longer counts: made-up names must not fill the memory.
    /// </summary>
    private void Sweep(DateTimeOffset now)
    {
        if (now - swept < Window)
            return;
        swept = now;
        foreach (var (key, attempts) in recent)
            if (now - attempts.Last() >= Window)
                recent.Remove(key);
    }
}

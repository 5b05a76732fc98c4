namespace CardTeam.Gateway.Tokens;

/// <summary>
/// The hashing of secrets, which is slow on purpose. Only accounts that exist cost any, and those are limited in how often they may be tried; a name that was made up is kept waiting
/// for as long as a hash takes at present, and takes no processor from anybody. So whoever makes up names by the thousand delays no real person.
/// </summary>
internal sealed class SecretWork(TimeProvider time) : IDisposable
{
    // Takes every second core at most: sign-ins must not starve everybody else.
    private readonly SemaphoreSlim _cores = new(Math.Max(1, Environment.ProcessorCount / 2));

    private long _typicalTicks = TimeSpan.FromMilliseconds(100).Ticks;

    /// <summary>Runs a check of a secret when a core is free.</summary>
    public async Task<bool> CheckAsync(Func<bool> check, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(check);
        var begun = time.GetTimestamp();
        await _cores.WaitAsync(cancellationToken);
        try
        {
            return check();
        }
        finally
        {
            _cores.Release();
            // A running mean, the waiting included: that is what an outsider can measure.
            var took = time.GetElapsedTime(begun).Ticks;
            Interlocked.Exchange(ref _typicalTicks, (Interlocked.Read(ref _typicalTicks) * 3 + took) / 4);
        }
    }

    /// <summary>Takes the time of a check, and nothing else.</summary>
    public async Task<bool> PretendAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(TimeSpan.FromTicks(Interlocked.Read(ref _typicalTicks)), time, cancellationToken);
        return false;
    }

    public void Dispose() => _cores.Dispose();
}

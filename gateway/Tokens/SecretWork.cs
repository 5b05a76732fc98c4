namespace CardTeam.Gateway.Tokens;

/// <summary>
/// The hashing of secrets, which is slow on purpose. Only existing accounts cost processor time, and the attempts on
/// them are limited; a made-up name waits as long as a hash takes at present and uses no processor. Somebody who tries
/// thousands of made-up names therefore delays no real person.
/// </summary>
internal sealed class SecretWork(TimeProvider time) : IDisposable
{
    // At most half of the cores: sign-ins must not starve other requests.
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
            // A running mean that includes the waiting, because that is what an outsider can measure.
            var took = time.GetElapsedTime(begun).Ticks;
            Interlocked.Exchange(ref _typicalTicks, (Interlocked.Read(ref _typicalTicks) * 3 + took) / 4);
        }
    }

    /// <summary>Waits as long as a check takes, and does nothing else.</summary>
    public async Task<bool> PretendAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(TimeSpan.FromTicks(Interlocked.Read(ref _typicalTicks)), time, cancellationToken);
        return false;
    }

    public void Dispose() => _cores.Dispose();
}

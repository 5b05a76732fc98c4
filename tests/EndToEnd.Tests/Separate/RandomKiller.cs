namespace CardTeam.EndToEnd.Tests.Separate;

/// <summary>
/// Kills (-9) processes of a suite at random, the gateway too, and starts them again; some are killed once more before
/// they are ready.
/// </summary>
/// <param name="most">The number of kills after which the work goes on undisturbed.</param>
internal sealed class RandomKiller(SeparateSuite suite, int seed, int most = int.MaxValue)
{
    private readonly Random _random = new(seed);

    public int Kills { get; private set; }

    public int KillsDuringStart { get; private set; }

    /// <summary>Kills until the work is done, and returns when everything runs again.</summary>
    public async Task DuringAsync(Func<Task> work)
    {
        using var done = new CancellationTokenSource();
        var killing = KillAsync(done.Token);
        var working = work();
        // A process that does not start again is why the work does not end: reported at once.
        if (await Task.WhenAny(killing, working) == killing)
            await killing;
        await working;
        await done.CancelAsync();
        await killing;
    }

    private async Task KillAsync(CancellationToken done)
    {
        var processes = suite.All.ToArray();
        while (!done.IsCancellationRequested && Kills < most)
        {
            await Task.Delay(_random.Next(100, 1000), CancellationToken.None);
            var process = processes[_random.Next(processes.Length)];
            await process.EndAsync(9);
            Kills++;
            if (_random.Next(3) == 0)
                await KillDuringStartAsync(process);
            await process.StartAsync();
        }
    }

    private async Task KillDuringStartAsync(ServiceProcess process)
    {
        var starting = process.StartAsync(mayBeKilled: true);
        await Task.Delay(_random.Next(50, 1500));
        if (!starting.IsCompleted)
            KillsDuringStart++;
        await process.EndAsync(9);
        Kills++;
        await starting;
    }
}

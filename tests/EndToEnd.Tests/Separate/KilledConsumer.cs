namespace CardTeam.EndToEnd.Tests.Separate;

/// <summary>Payroll's sample consumer, killed (-9) and started again at random.</summary>
internal sealed class KilledConsumer : IAsyncDisposable
{
    private readonly Payroll.PayrollConsumer _consumer;
    private readonly CancellationTokenSource _over = new();
    private readonly Task _killing;

    /// <param name="messaging">The broker, whose payroll queue it reads.</param>
    /// <param name="seed">The seed of the moments at which it is killed.</param>
    public KilledConsumer(string messaging, int seed)
    {
        _consumer = new("csharp", messaging);
        _killing = KillAsync(new Random(seed));
    }

    public int Kills { get; private set; }

    /// <summary>Ends the kills, lets the consumer take what is left, and compares its books with the stream.</summary>
    /// <returns>The sequences that the books do not have, and those they have without reason.</returns>
    public async Task<(IReadOnlyList<string> Lost, IReadOnlyList<string> Doubled)> CompareAsync(int entries)
    {
        await _over.CancelAsync();
        await _killing;
        var (exitCode, said) = await _consumer.RunAsync();
        Assert.True(exitCode == 0, said);
        var (expected, booked) = (
            Enumerable.Range(1, entries).Select(s => $"payroll's books: {s}").ToList(),
            _consumer.Bonuses.Select(b => $"payroll's books: {b.Sequence}").ToList()
        );
        return (
            [.. expected.Except(booked)],
            [.. booked.Except(expected), .. booked.CountBy(b => b).Where(b => b.Value > 1).Select(b => b.Key)]
        );
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _killing;
        _over.Dispose();
        _consumer.Dispose();
    }

    private async Task KillAsync(Random random)
    {
        while (!_over.IsCancellationRequested)
        {
            await using var process = _consumer.Start(heard: null);
            await Task.Delay(random.Next(300, 5000), _over.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await process.EndAsync(9);
            Kills++;
        }
    }
}

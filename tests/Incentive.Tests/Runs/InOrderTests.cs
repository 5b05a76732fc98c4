using CardTeam.Incentive.RunCalculations;
using FsCheck;
using FsCheck.Fluent;

namespace CardTeam.Incentive.Tests.Runs;

public sealed class InOrderTests
{
    [Fact]
    public void Results_come_in_the_order_of_the_items_however_long_each_takes() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<byte[]>(),
                pauses =>
                {
                    var results = Numbered(pauses.Length)
                        .SelectOnAllCoresAsync(
                            number =>
                            {
                                Thread.SpinWait(pauses[number] * 100);
                                return number;
                            },
                            CancellationToken.None
                        )
                        .ToBlockingEnumerable();
                    Assert.Equal(Enumerable.Range(0, pauses.Length), results);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public async Task A_failure_of_an_item_ends_the_stream_after_the_results_before_it()
    {
        var seen = new List<int>();
        await Assert.ThrowsAsync<InvalidDataException>(async () =>
        {
            await foreach (
                var number in Numbered(1000)
                    .SelectOnAllCoresAsync(n => n == 20 ? throw new InvalidDataException() : n, CancellationToken.None)
            )
                seen.Add(number);
        });
        Assert.Equal(Enumerable.Range(0, 20), seen);
    }

    [Fact]
    public async Task A_failure_of_the_stream_comes_after_the_results_of_its_items()
    {
        var seen = new List<int>();
        await Assert.ThrowsAsync<InvalidDataException>(async () =>
        {
            await foreach (
                var number in Numbered(30, failure: new InvalidDataException())
                    .SelectOnAllCoresAsync(n => n, CancellationToken.None)
            )
                seen.Add(number);
        });
        Assert.Equal(Enumerable.Range(0, 30), seen);
    }

    /// <summary>A caller that stops may close the connection of the stream at once, and little was read in advance.</summary>
    [Fact]
    public async Task Who_stops_early_has_the_stream_closed()
    {
        var (read, isClosed) = (0, false);
        await foreach (var number in ReadAsync().SelectOnAllCoresAsync(n => n, CancellationToken.None))
            if (number == 5)
                break;
        Assert.True(isClosed);
        Assert.InRange(read, 6, 6 + 2 + 8 * Environment.ProcessorCount);

        async IAsyncEnumerable<int> ReadAsync()
        {
            try
            {
                for (; ; await Task.Yield())
                    yield return read++;
            }
            finally
            {
                isClosed = true;
            }
        }
    }

    private static async IAsyncEnumerable<int> Numbered(int count, Exception? failure = null)
    {
        for (var number = 0; number < count; number++)
        {
            await Task.Yield();
            yield return number;
        }

        if (failure is not null)
            throw failure;
    }
}

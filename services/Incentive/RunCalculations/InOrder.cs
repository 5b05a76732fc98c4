using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace CardTeam.Incentive.RunCalculations;

/// <summary>Computes on all cores what a stream needs for each of its items.</summary>
internal static class InOrder
{
    /// <summary>Items that may be under way for each core: enough to keep it busy, few enough for little memory.</summary>
    private const int MostPerCore = 8;

    /// <summary>
    /// Computes a result of each item. The stream is read on a thread of its own while results are computed on all cores
    /// and consumed on the caller's; they come in the order of the items.
    /// </summary>
    /// <param name="compute">Called for several items at once: shares nothing that changes.</param>
    public static async IAsyncEnumerable<TResult> SelectOnAllCoresAsync<T, TResult>(
        this IAsyncEnumerable<T> items,
        Func<T, TResult> compute,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        var results = Channel.CreateBounded<Task<TResult>>(MostPerCore * Environment.ProcessorCount);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var reading = Task.Run(ReadAsync, CancellationToken.None);
        try
        {
            await foreach (var result in results.Reader.ReadAllAsync(ct))
                yield return await result;
        }
        finally
        {
            await stop.CancelAsync();
            await reading; // Its connection is closed next.
        }

        async Task ReadAsync()
        {
            try
            {
                await foreach (var item in items.WithCancellation(stop.Token))
                    await results.Writer.WriteAsync(Task.Run(() => compute(item), stop.Token), stop.Token);
                results.Writer.Complete();
            }
            catch (Exception failure)
            {
                results.Writer.Complete(failure);
            }
        }
    }
}

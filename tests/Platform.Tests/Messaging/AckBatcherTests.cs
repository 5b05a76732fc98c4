using System.Reflection;
using CardTeam.Platform.Messaging.Transport;
using RabbitMQ.Client;

namespace CardTeam.Platform.Tests.Messaging;

/// <summary>
/// In whatever order deliveries end, each is settled once with its own outcome, by the broker's own rules.
/// </summary>
public sealed class AckBatcherTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 100)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Every_delivery_is_settled_as_it_ended(int seed)
    {
        var order = new Random(seed);
        var tags = Enumerable
            .Range(1, order.Next(1, 200))
            .Select(n => (Tag: (ulong)n, IsTaken: order.Next(5) > 0))
            .ToArray();
        order.Shuffle(tags);
        var ended = tags.SkipLast(order.Next(tags.Length)).ToList();

        var channel = DispatchProxy.Create<IChannel, Broker>();
        var broker = (Broker)(object)channel;
        var acks = new AckBatcher(channel);
        using var over = new CancellationTokenSource();
        var running = acks.RunAsync(over.Token);
        foreach (var some in Cut(ended, order))
        {
            foreach (var (tag, isTaken) in some)
            {
                if (isTaken)
                    acks.Taken(tag);
                else
                    acks.Again(tag);
            }

            if (order.Next(2) == 0)
                await Task.Yield();
        }

        await broker.HasSettledAsync(ended.Count);
        await over.CancelAsync();
        await running.ContinueWith(_ => { }, TaskScheduler.Default);
        Assert.Empty(broker.Wrong);
        Assert.Equal(ended.Order(), broker.Settled.Select(s => (s.Key, s.Value)).Order());
    }

    [Fact]
    public async Task What_ends_together_is_confirmed_at_once()
    {
        var channel = DispatchProxy.Create<IChannel, Broker>();
        var broker = (Broker)(object)channel;
        var acks = new AckBatcher(channel);
        for (ulong tag = 1; tag <= 100; tag++)
            acks.Taken(tag);
        using var over = new CancellationTokenSource();
        var running = acks.RunAsync(over.Token);
        await broker.HasSettledAsync(100);
        await over.CancelAsync();
        await running.ContinueWith(_ => { }, TaskScheduler.Default);
        Assert.Equal(1, broker.Calls);
    }

    private static IEnumerable<List<(ulong Tag, bool IsTaken)>> Cut(List<(ulong Tag, bool IsTaken)> all, Random order)
    {
        for (var at = 0; at < all.Count; )
        {
            var some = all.Skip(at).Take(order.Next(1, 20)).ToList();
            at += some.Count;
            yield return some;
        }
    }

    /// <summary>
    /// The broker's side: a confirm with <c>multiple</c> includes every earlier delivery not settled yet.
    /// </summary>
    public class Broker : DispatchProxy
    {
        private readonly Lock _gate = new();

        public SortedDictionary<ulong, bool> Settled { get; } = [];

        public List<string> Wrong { get; } = [];

        public int Calls { get; private set; }

        public async Task HasSettledAsync(int count)
        {
            for (var waited = 0; waited < 2000; waited++)
            {
                lock (_gate)
                    if (Settled.Count >= count)
                        return;
                await Task.Delay(5);
            }

            throw new TimeoutException($"{Settled.Count} of {count} were settled.");
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            lock (_gate)
            {
                Calls++;
                var (tag, multiple) = ((ulong)args![0]!, (bool)args[1]!);
                if (Settled.ContainsKey(tag))
                    Wrong.Add($"{tag} was settled before: the broker would close the channel.");
                var isTaken = targetMethod!.Name == nameof(IChannel.BasicAckAsync);
                for (var other = multiple ? 1 : tag; other <= tag; other++)
                    Settled.TryAdd(other, isTaken);
            }

            return ValueTask.CompletedTask;
        }
    }
}

using System.Globalization;
using CardTeam.Testing;
using MassTransit;
using RabbitMQ.Client;

namespace CardTeam.EndToEnd.Tests.Separate;

/// <summary>
/// The fault that keeps MassTransit from reading (ADR 2), repeated: ten quorum queues with a receive endpoint each,
/// whose handlers end together while the broker is killed. Run by <c>taskset -c 0 tests/soak readers 25</c>, on one
/// processor, whenever MassTransit or RabbitMQ.Client is raised: no queue left without a reader means that MassTransit
/// may read again.
/// </summary>
internal static class ReaderDrill
{
    private const int Queues = 10;
    private const int MessagesPerQueue = 200;
    private static readonly TimeSpan UntilQueuesAreSafe = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ReconnectTimeout = TimeSpan.FromSeconds(30);

    /// <returns>0 when every queue had a reader again after every kill, else 1.</returns>
    public static async Task<int> RunAsync(int rounds)
    {
        await using var broker = await RabbitBroker.StartAsync();
        var (unread, worst) = (0, 0);
        for (var round = 1; round <= rounds; round++)
        {
            var queues = await KillAsync(broker, $"readers{round}");
            unread += queues > 0 ? 1 : 0;
            worst = Math.Max(worst, queues);
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"round {round}: {queues} of {Queues} queues without a reader after {ReconnectTimeout.TotalSeconds} s"
                )
            );
        }

        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{unread} of {rounds} kills left a queue without a reader, at most {worst} of {Queues}"
            )
        );
        return unread == 0 ? 0 : 1;
    }

    /// <summary>Kills the broker once and returns how many queues have no reader afterwards.</summary>
    private static async Task<int> KillAsync(RabbitBroker broker, string host)
    {
        var address = new Uri(await broker.CreateVirtualHostAsync(host));
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var bus = Bus.Factory.CreateUsingRabbitMq(rabbit =>
        {
            rabbit.Host(address, _ => { });
            for (var number = 0; number < Queues; number++)
                rabbit.ReceiveEndpoint(
                    QueueOf(number),
                    endpoint =>
                    {
                        endpoint.SetQuorumQueue();
                        endpoint.ConfigureConsumeTopology = false;
                        endpoint.PrefetchCount = MessagesPerQueue;
                        endpoint.Handler<Work>(_ => gate.Task);
                    }
                );
        });
        await bus.StartAsync();
        try
        {
            await Task.Delay(UntilQueuesAreSafe);
            for (var number = 0; number < Queues; number++)
            {
                var endpoint = await bus.GetSendEndpoint(new($"queue:{QueueOf(number)}"));
                await endpoint.SendBatch(Enumerable.Range(0, MessagesPerQueue).Select(i => new Work(i)));
            }

            // The handlers end at the moment of the kill, so that many acknowledgements are being written.
            gate.SetResult();
            await broker.RestartAsync(9);
            await Task.Delay(ReconnectTimeout);
            return await CountUnreadAsync(address);
        }
        finally
        {
            await bus.StopAsync(TimeSpan.FromSeconds(10))
                .ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    private static async Task<int> CountUnreadAsync(Uri address)
    {
        await using var connection = await new ConnectionFactory { Uri = address }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        var unread = 0;
        for (var number = 0; number < Queues; number++)
            if (await channel.ConsumerCountAsync(QueueOf(number)) == 0)
                unread++;
        return unread;
    }

    private static string QueueOf(int number) => string.Create(CultureInfo.InvariantCulture, $"work-{number}");

    internal sealed record Work(int Number);
}

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using CardTeam.Contracts;
using CardTeam.Contracts.Performance;
using CardTeam.Incentive;
using CardTeam.Performance;
using CardTeam.Platform.Data;
using CardTeam.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace CardTeam.Benchmarks;

/// <summary>
/// Sends 100,000 events from Performance's outbox over RabbitMQ to Incentive's books, compared with a bare client that
/// publishes the same bodies with 500 confirms outstanding. Also measures the time from the commit of an event to the
/// commit of its effect, one at a time, compared with a bare client's publish and consume plus a commit to disk in
/// SQLite.
/// </summary>
internal static class OutboxBenchmark
{
    private const int Messages = 100_000,
        Outstanding = 500,
        Idle = 500;

    public static async Task RunAsync(int rounds)
    {
        var folder = Directory.CreateTempSubdirectory("cardteam-bench-").FullName;
        await using (var broker = await RabbitBroker.StartAsync())
        {
            var address = broker.ConnectionString();
            using var lag = new Lag();
            await using var performance = await StartAsync(PerformanceService.Build, "performance", folder, address);
            await using var incentive = await StartAsync(IncentiveService.Build, "incentive", folder, address);
            await LatencyAsync("warm", performance, lag);
            var (ratios, idle50, idle99, idleMax, bare50, bare99, load99, loadMax) = (
                new List<double>(),
                new List<double>(),
                new List<double>(),
                new List<double>(),
                new List<double>(),
                new List<double>(),
                new List<double>(),
                new List<double>()
            );
            for (var round = 0; round < rounds; round++)
            {
                var bare = await PublishBareAsync(address, round);
                lag.Clear();
                await AnnounceAsync(performance, round, Messages);
                var seconds = await Benchmark.SecondsAsync(() => lag.ReachAsync(Messages));
                var loaded = lag.Sorted();
                var least = await BareLatencyAsync(address, Path.Combine(folder, "bare.db"));
                var idle = await LatencyAsync($"{round}", performance, lag);
                ratios.Add(Messages / seconds / bare);
                idle50.Add(At(idle, 0.5));
                idle99.Add(At(idle, 0.99));
                idleMax.Add(idle[^1]);
                bare50.Add(At(least, 0.5));
                bare99.Add(At(least, 0.99));
                load99.Add(At(loaded, 0.99));
                loadMax.Add(loaded[^1]);
                Console.WriteLine(
                    $"round {round + 1}: bare client {bare:0}/s, outbox to effect {Messages / seconds:0}/s; idle p50 {At(idle, 0.5) * 1000:0.0} ms, p99 {At(idle, 0.99) * 1000:0.0} ms, most {idle[^1] * 1000:0.0} ms; "
                        + $"bare p50 {At(least, 0.5) * 1000:0.0} ms, p99 {At(least, 0.99) * 1000:0.0} ms"
                );
            }

            Benchmark.Report("outbox → broker → effect ÷ bare publishing (goal: at least 0.5)", ratios, "×");
            Benchmark.Report("commit to effect, idle, p50", [.. idle50.Select(s => s * 1000)], "ms");
            Benchmark.Report("commit to effect, idle, p99 (goal: under 10)", [.. idle99.Select(s => s * 1000)], "ms");
            Benchmark.Report("commit to effect, idle, longest", [.. idleMax.Select(s => s * 1000)], "ms");
            Benchmark.Report("bare publish, consume and commit, p50", [.. bare50.Select(s => s * 1000)], "ms");
            Benchmark.Report("bare publish, consume and commit, p99", [.. bare99.Select(s => s * 1000)], "ms");
            Benchmark.Report($"commit to effect, {Messages} at once, p99: the time to drain them", load99, "s");
            Benchmark.Report("the same, longest", loadMax, "s");
        }

        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<WebApplication> StartAsync(
        Func<string[], Action<WebApplicationBuilder>?, WebApplication> build,
        string service,
        string folder,
        string messaging
    )
    {
        var app = build(
            [],
            builder =>
            {
                builder.Configuration.AddInMemoryCollection(
                    new Dictionary<string, string?>(StringComparer.Ordinal)
                    {
                        ["urls"] = "http://127.0.0.1:0",
                        ["Authentication:Authority"] = "http://127.0.0.1:1",
                        ["ConnectionStrings:messaging"] = messaging,
                        ["ConnectionStrings:database"] = $"Data Source={Path.Combine(folder, service)}.db",
                        ["Imports:Folder"] = Path.Combine(folder, service),
                    }
                );
                builder.Logging.ClearProviders();
            }
        );
        await app.StartAsync();
        return app;
    }

    /// <summary>Sends events one at a time: the next only when the effect of the one before is committed.</summary>
    private static async Task<List<double>> LatencyAsync(string name, WebApplication performance, Lag lag)
    {
        var seconds = new List<double>();
        lag.Clear();
        for (var i = 0; i < Idle; i++)
        {
            await AnnounceAsync(performance, $"L{name}-{i}-", 1);
            var committed = Stopwatch.GetTimestamp();
            await lag.ReachAsync(i + 1);
            seconds.Add(Stopwatch.GetElapsedTime(committed, lag.LastAt).TotalSeconds);
        }

        seconds.Sort();
        return seconds;
    }

    /// <summary>Measures the least that a durable broker and a durable effect cost on this machine.</summary>
    private static async Task<List<double>> BareLatencyAsync(string address, string file)
    {
        await using var database = new SqliteConnection($"Data Source={file}");
        await database.OpenAsync();
        await using var command = database.CreateCommand();
        command.CommandText =
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE IF NOT EXISTS Effects (Id INTEGER PRIMARY KEY, Body BLOB)";
        await command.ExecuteNonQueryAsync();
        command.CommandText = "INSERT INTO Effects (Body) VALUES (@body)";
        var body = command.Parameters.Add("@body", SqliteType.Blob);

        await using var connection = await new ConnectionFactory { Uri = new(address) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(
            new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true)
        );
        await using var consuming = await connection.CreateChannelAsync();
        await DeclareBareAsync(channel);
        var effect = Pending();
        var consumer = new AsyncEventingBasicConsumer(consuming);
        consumer.ReceivedAsync += async (_, delivery) =>
        {
            body.Value = delivery.Body.ToArray();
            await command.ExecuteNonQueryAsync();
            var at = Stopwatch.GetTimestamp();
            await consuming.BasicAckAsync(delivery.DeliveryTag, multiple: false);
            effect.SetResult(at);
        };
        await consuming.BasicConsumeAsync("bare", autoAck: false, consumer);
        var seconds = new List<double>();
        for (var i = 0; i < Idle; i++)
        {
            effect = Pending();
            var from = Stopwatch.GetTimestamp();
            await PublishBareAsync(channel, EventCatalogue.Write(Event("bare", i)));
            seconds.Add(Stopwatch.GetElapsedTime(from, await effect.Task).TotalSeconds);
        }

        await channel.QueueDeleteAsync("bare");
        seconds.Sort();
        return seconds;

        static TaskCompletionSource<long> Pending() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private static Task AnnounceAsync(WebApplication performance, int round, int messages) =>
        AnnounceAsync(performance, $"R{round}-", messages);

    /// <summary>Announces all in one transaction: nothing is sent before it commits.</summary>
    private static async Task AnnounceAsync(WebApplication performance, string prefix, int messages)
    {
        await using var scope = performance.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ServiceDbContext>();
        await db.InTransactionAsync(
            async () =>
            {
                foreach (var some in Enumerable.Range(0, messages).Chunk(10_000))
                {
                    foreach (var number in some)
                        db.Announce(Event(prefix, number), "card-facts");
                    await db.SaveChangesAsync();
                    db.ChangeTracker.Clear();
                }

                // The lag is measured from now, and not from the time when the first of a hundred thousand was written.
                if (messages > 1)
                    await db.Outbox.ExecuteUpdateAsync(set =>
                        set.SetProperty(m => m.CreatedAt, TimeProvider.System.GetUtcNow())
                    );
            },
            CancellationToken.None
        );
    }

    private static CardFactsRecorded Event(string prefix, int number) =>
        new([
            new(
                $"{prefix}{number}",
                1,
                $"M{number % 5000:0000}",
                CardFactKind.Activated,
                $"card-{prefix}{number}",
                new DateOnly(2026, 6, 1).AddDays(number % 30),
                "gold",
                null,
                false,
                1,
                null
            ),
        ]);

    private static async Task<double> PublishBareAsync(string address, int round)
    {
        await using var connection = await new ConnectionFactory { Uri = new(address) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(
            new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true)
        );
        await DeclareBareAsync(channel);
        var bodies = Enumerable.Range(0, Messages).Select(i => EventCatalogue.Write(Event($"R{round}-", i))).ToList();
        var seconds = await Benchmark.SecondsAsync(async () =>
        {
            var outstanding = new Queue<Task>();
            foreach (var body in bodies)
            {
                if (outstanding.Count == Outstanding)
                    await outstanding.Dequeue();
                outstanding.Enqueue(PublishBareAsync(channel, body));
            }

            while (outstanding.TryDequeue(out var confirm))
                await confirm;
        });
        await channel.QueueDeleteAsync("bare");
        return Messages / seconds;
    }

    private static async Task DeclareBareAsync(IChannel channel)
    {
        await channel.ExchangeDeclareAsync("bare", ExchangeType.Topic, durable: true);
        await channel.QueueDeclareAsync(
            "bare",
            durable: true,
            exclusive: false,
            autoDelete: false,
            new Dictionary<string, object?>(StringComparer.Ordinal) { ["x-queue-type"] = "quorum" }
        );
        await channel.QueueBindAsync("bare", "bare", "performance.card-facts-recorded.*");
    }

    private static Task PublishBareAsync(IChannel channel, byte[] body)
    {
        var properties = new BasicProperties
        {
            MessageId = Guid.NewGuid().ToString(),
            ContentType = "application/json",
            DeliveryMode = DeliveryModes.Persistent,
        };
        return channel
            .BasicPublishAsync("bare", "performance.card-facts-recorded.v1", mandatory: true, properties, body)
            .AsTask();
    }

    private static double At(List<double> sorted, double share) => sorted[(int)Math.Ceiling(sorted.Count * share) - 1];

    /// <summary>The services' own measurements.</summary>
    private sealed class Lag : IDisposable
    {
        private readonly MeterListener _listener = new();
        private ConcurrentBag<double> _seconds = [];

        public Lag()
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "cardteam.consumer.lag")
                    listener.EnableMeasurementEvents(instrument);
            };
            _listener.SetMeasurementEventCallback<double>(
                (_, value, _, _) =>
                {
                    LastAt = Stopwatch.GetTimestamp();
                    _seconds.Add(value);
                }
            );
            _listener.Start();
        }

        /// <summary>The time of the last effect's commit.</summary>
        public long LastAt { get; private set; }

        public void Clear() => _seconds = [];

        public List<double> Sorted() => [.. _seconds.Order()];

        public async Task ReachAsync(int count)
        {
            var wait = new SpinWait();
            for (var from = Stopwatch.GetTimestamp(); _seconds.Count < count; )
            {
                if (Stopwatch.GetElapsedTime(from) > TimeSpan.FromMinutes(5))
                    throw new TimeoutException($"{_seconds.Count} of {count} arrived.");
                if (count > Idle)
                    await Task.Delay(20);
                else if (wait.NextSpinWillYield)
                    await Task.Delay(1);
                else
                    wait.SpinOnce();
            }
        }

        public void Dispose() => _listener.Dispose();
    }
}

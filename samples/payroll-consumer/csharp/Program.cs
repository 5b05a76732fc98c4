// Takes CardTeam's bonuses from RabbitMQ into a ledger, each exactly once, and acknowledges each as paid.
//   AMQP_URL       where the broker is; default amqp://guest:guest@127.0.0.1:5672
//   QUEUE          its queue; default payroll.bonuses. That of a payroll group has numbers of its own
//   LEDGER         the file; default ledger.ndjson
//   --once         ends when nothing has come for three seconds; exit code 2 when an entry is missing
//   --replay FILE  first takes the items of an answer of GET /incentive/payroll/bonuses?after=N
// It may be killed at any moment and started again: a message is acknowledged only when its line is on the disk and
// CardTeam has the acknowledgement.
using System.Globalization;
using System.Text.Json;
using System.Threading.Channels;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace CardTeam.PayrollConsumer;

internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        try
        {
            using var ledger = new Ledger(Environment.GetEnvironmentVariable("LEDGER") ?? "ledger.ndjson");
            Console.WriteLine($"The ledger holds {ledger}");
            var replay = Array.IndexOf(args, "--replay") is var at and >= 0
                ? Bonus.ReadAnswer(File.ReadAllBytes(args[at + 1]))
                : [];
            var factory = new ConnectionFactory
            {
                Uri = new(Environment.GetEnvironmentVariable("AMQP_URL") ?? "amqp://guest:guest@127.0.0.1:5672"),
                AutomaticRecoveryEnabled = false,
            };
            while (true)
            {
                try
                {
                    await using var connection = await factory.CreateConnectionAsync();
                    await using var channel = await connection.CreateChannelAsync(
                        new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true)
                    );
                    var isWhole = await new Session(ledger, channel).RunAsync(replay, once: args.Contains("--once"));
                    Console.WriteLine($"The ledger holds {ledger}");
                    return isWhole ? 0 : 2;
                }
                catch (Exception lost) when (lost is not StopException)
                {
                    // Unacknowledged messages come again over the next connection.
                    await Console.Error.WriteLineAsync(
                        $"No connection to the broker ({lost.GetType().Name}); trying again."
                    );
                    await Task.Delay(TimeSpan.FromSeconds(1));
                }
            }
        }
        catch (StopException stop)
        {
            await Console.Error.WriteLineAsync($"Stopped: {stop.Message}");
            return 1;
        }
    }
}

/// <summary>Thrown when a person has to look, because continuing would pay wrongly.</summary>
internal sealed class StopException(string message) : Exception(message);

/// <summary>
/// An entry of the stream; fields that are not used here are kept unchanged in <paramref name="Whole"/>.
/// </summary>
internal sealed record Bonus(string EventId, long Sequence, decimal Amount, JsonElement Whole)
{
    /// <summary>The queue of the whole bank.</summary>
    public const string OfTheBank = "payroll.bonuses";

    /// <summary>The queue this program reads.</summary>
    public static readonly string Queue = Environment.GetEnvironmentVariable("QUEUE") ?? OfTheBank;

    /// <summary>The number without gaps: the bank's, or that of the group whose queue is read.</summary>
    private static readonly string Number = Queue == OfTheBank ? "sequence" : "groupSequence";

    /// <summary>The part of the address that asks for the group's entries alone.</summary>
    public static readonly string Filter = Queue == OfTheBank ? "" : "group=CODE&";

    private static readonly string[] Kinds = ["approved", "released", "adjusted", "recovered"];

    /// <exception cref="StopException">
    /// It is not an entry, or has a version or kind this program was not written for.
    /// </exception>
    public static Bonus Read(JsonElement whole)
    {
        try
        {
            if (whole.GetProperty("version").GetInt32() != 1 || !Kinds.Contains(whole.GetProperty("kind").GetString()))
                throw new FormatException();
            return new(
                whole.GetProperty("eventId").GetGuid().ToString(),
                whole.GetProperty(Number).GetInt64(),
                decimal.Parse(whole.GetProperty("amount").GetString()!, CultureInfo.InvariantCulture),
                whole
            );
        }
        catch (Exception unreadable)
            when (unreadable
                    is KeyNotFoundException
                        or InvalidOperationException
                        or FormatException
                        or ArgumentNullException
            )
        {
            throw new StopException($"This is no bonus: {whole}");
        }
    }

    public static Bonus Read(byte[] body) => Read(Parse(body));

    public static Bonus[] ReadAnswer(byte[] answer) =>
        Parse(answer).GetProperty("items").EnumerateArray().Select(Read).ToArray();

    private static JsonElement Parse(byte[] json)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(json);
        }
        catch (JsonException)
        {
            throw new StopException("A message is no JSON.");
        }
    }
}

/// <summary>The work on one connection.</summary>
internal sealed class Session(Ledger ledger, IChannel channel)
{
    private const string Acknowledgements = "cardteam.payroll.acknowledgements";
    private static readonly TimeSpan WaitLimit = TimeSpan.FromSeconds(3),
        ConfirmWithin = TimeSpan.FromSeconds(30);

    private readonly SortedDictionary<long, (Bonus Bonus, ulong? Tag)> _held = [];
    private long _reportedAfter = -1;

    /// <returns>False when an entry is missing.</returns>
    public async Task<bool> RunAsync(IEnumerable<Bonus> replay, bool once)
    {
        foreach (var bonus in replay)
            await TakeAsync(bonus, tag: null);
        var arrived = await ConsumeAsync();
        Console.WriteLine("Taking bonuses.");
        while (true)
        {
            if (await NextAsync(arrived) is var (body, tag))
            {
                await TakeAsync(Bonus.Read(body), tag);
                continue;
            }

            if (_held.Count > 0)
                ReportGap();
            if (once)
                return _held.Count == 0;
        }
    }

    /// <summary>The next message; null when nothing arrives for a while.</summary>
    private static async Task<(byte[] Body, ulong Tag)?> NextAsync(ChannelReader<(byte[] Body, ulong Tag)> arrived)
    {
        using var waitLimit = new CancellationTokenSource(WaitLimit);
        try
        {
            return await arrived.ReadAsync(waitLimit.Token);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>Starts the reader, which fails when the connection is lost or the queue is deleted.</summary>
    private async Task<ChannelReader<(byte[] Body, ulong Tag)>> ConsumeAsync()
    {
        var arrived = Channel.CreateUnbounded<(byte[], ulong)>();
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, delivery) =>
            await arrived.Writer.WriteAsync((delivery.Body.ToArray(), delivery.DeliveryTag));
        consumer.UnregisteredAsync += (_, _) => Gone();
        channel.ChannelShutdownAsync += (_, _) => Gone();
        await channel.BasicQosAsync(0, prefetchCount: 100, global: false);
        await channel.BasicConsumeAsync(Bonus.Queue, autoAck: false, consumer);
        return arrived.Reader;

        Task Gone()
        {
            arrived.Writer.TryComplete(new IOException("The connection is gone."));
            return Task.CompletedTask;
        }
    }

    /// <summary>
    /// Writes to the ledger, then to CardTeam, then to the broker: after a loss in between, the message comes again and
    /// is recognised by its eventId.
    /// </summary>
    private async Task TakeAsync(Bonus bonus, ulong? tag)
    {
        if (!ledger.Holds(bonus) && bonus.Sequence > ledger.Last + 1)
        {
            // An entry is neither paid nor acknowledged before its predecessors. A second copy is acknowledged at once,
            // because the first one is held.
            if (!_held.TryAdd(bonus.Sequence, (bonus, tag)) && tag is { } copy)
                await channel.BasicAckAsync(copy, multiple: false);
            return;
        }

        await FinishAsync(bonus, tag);
        while (_held.Remove(ledger.Last + 1, out var next))
            await FinishAsync(next.Bonus, next.Tag);
    }

    private async Task FinishAsync(Bonus bonus, ulong? tag)
    {
        if (!ledger.Holds(bonus))
            ledger.Append(bonus);
        var acknowledgement = JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                items = new[]
                {
                    new
                    {
                        eventId = bonus.EventId,
                        status = "paid",
                        paidOn = ledger.PaidOn(bonus),
                    },
                },
            }
        );
        var properties = new BasicProperties
        {
            ContentType = "application/json",
            DeliveryMode = DeliveryModes.Persistent,
        };
        using var waitLimit = new CancellationTokenSource(ConfirmWithin);
        await channel.BasicPublishAsync(
            Acknowledgements,
            routingKey: "",
            mandatory: true,
            properties,
            acknowledgement,
            waitLimit.Token
        ); // returns when the broker has it
        if (tag is { } delivery)
            await channel.BasicAckAsync(delivery, multiple: false);
    }

    private void ReportGap()
    {
        if (_reportedAfter == ledger.Last)
            return;
        _reportedAfter = ledger.Last;
        Console.Error.WriteLine(
            Invariant(
                $"Sequence {ledger.Last + 1} is missing; {_held.Count} entries from {_held.First().Key} on are held back. "
            )
                + Invariant(
                    $"Fetch it with GET /incentive/payroll/bonuses?{Bonus.Filter}after={ledger.Last}&limit=500, then start again "
                )
                + "with --replay and the answer."
        );
    }
}

/// <summary>
/// The ledger file, with one line per entry: the day of payment, and the entry. Only one process writes it.
/// </summary>
internal sealed class Ledger : IDisposable
{
    private readonly FileStream _file;
    private readonly Dictionary<string, (long Sequence, string PaidOn)> _entries = new(StringComparer.Ordinal);
    private decimal _sum;

    public Ledger(string path)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Read,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite; // it says what people earn
        _file = new(path, options);
        var bytes = new byte[_file.Length];
        _file.ReadExactly(bytes);
        var whole = Array.LastIndexOf(bytes, (byte)'\n') + 1;
        _file.SetLength(whole); // a line without its end was never acknowledged
        _file.Seek(0, SeekOrigin.End);
        _file.Flush(flushToDisk: true); // entries acknowledged again are on the disk, too
        foreach (
            var line in System
                .Text.Encoding.UTF8.GetString(bytes, 0, whole)
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        )
        {
            var entry = JsonSerializer.Deserialize<JsonElement>(line);
            Keep(Bonus.Read(entry.GetProperty("bonus")), entry.GetProperty("paidOn").GetString()!);
        }
    }

    /// <summary>Sequence of the last entry; entries are stored without a gap from 1.</summary>
    public long Last { get; private set; }

    /// <exception cref="StopException">The ledger has a different entry with this sequence.</exception>
    public bool Holds(Bonus bonus)
    {
        var isKnown = _entries.TryGetValue(bonus.EventId, out var entry);
        if (isKnown ? entry.Sequence != bonus.Sequence : bonus.Sequence <= Last)
            throw new StopException(
                Invariant(
                    $"Entry {bonus.EventId} comes as sequence {bonus.Sequence}, which the ledger holds otherwise."
                )
            );
        return isKnown;
    }

    public string PaidOn(Bonus bonus) => _entries[bonus.EventId].PaidOn;

    /// <summary>
    /// Records an entry as paid; a payroll system would pay here. Returns when the line is on the disk.
    /// </summary>
    public void Append(Bonus bonus)
    {
        var paidOn = TimeProvider
            .System.GetUtcNow()
            .ToOffset(TimeSpan.FromHours(8))
            .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture); // the bank's day
        try
        {
            _file.Write([.. JsonSerializer.SerializeToUtf8Bytes(new { paidOn, bonus = bonus.Whole }), (byte)'\n']);
            _file.Flush(flushToDisk: true);
        }
        catch (IOException full)
        {
            throw new StopException($"The ledger cannot be written: {full.Message}");
        }

        Keep(bonus, paidOn);
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Last} entries, {_sum:0.00} CNY.");

    public void Dispose() => _file.Dispose();

    private void Keep(Bonus bonus, string paidOn)
    {
        if (bonus.Sequence != Last + 1)
            throw new StopException(Invariant($"The ledger has sequence {bonus.Sequence} after {Last}."));
        _entries.Add(bonus.EventId, (bonus.Sequence, paidOn));
        (Last, _sum) = (bonus.Sequence, _sum + bonus.Amount);
    }
}

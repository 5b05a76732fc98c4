using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using CardTeam.Gateway.Sessions;
using CardTeam.ServiceDefaults.Security;

namespace CardTeam.Gateway.Tokens;

/// <summary>
/// The gateway's audit: sign-ins, sign-outs, refusals, and every change of an account. One file per month with one
/// entry per line, each with the hash of the one before. It contains no password, and of a refused name only the name
/// of an existing account: people type their password there.
/// </summary>
internal sealed class SignInJournal
{
    private const string Ending = ".jsonl";

    private static readonly string Genesis = new('0', 64);

    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(10);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly Action<ILogger, string, string, string, string?, Exception?> Log = LoggerMessage.Define<
        string,
        string,
        string,
        string?
    >(LogLevel.Information, new(1, nameof(SignInJournal)), "{Event} of {User} from {Address} ({Detail})");

    private static readonly Action<ILogger, string, Exception?> NotKept = LoggerMessage.Define<string>(
        LogLevel.Error,
        new(2, nameof(NotKept)),
        "The journal of sign-ins could not be written ({Error})"
    );

    private readonly Lock _gate = new();
    private readonly string _folder;
    private readonly TimeProvider _time;
    private readonly ILogger<SignInJournal> _logger;

    // The last entry of this process, while no other process has written since.
    private Entry? _last;
    private string? _lastFile;
    private long _lastLength;

    public SignInJournal(SessionSettings settings, TimeProvider time, ILogger<SignInJournal> logger)
    {
        (_folder, _time, _logger) = (Path.Combine(settings.Folder, "journal"), time, logger);
        OwnerOnly.CreateFolder(_folder);
    }

    /// <param name="Event">
    /// <c>sign-in</c>, <c>sign-out</c>, <c>refused</c>, <c>session-ended</c>, <c>account</c> or <c>password</c>.
    /// </param>
    /// <param name="User">The account; null where no account has the typed name.</param>
    /// <param name="Actor">The person who did it, where that is somebody else than the user.</param>
    /// <param name="Detail">A code, or a description of a change: never a secret.</param>
    internal sealed record Entry(
        long Sequence,
        DateTimeOffset At,
        string Event,
        string? User,
        string? Actor,
        string Address,
        string? Detail,
        string Previous,
        string? Hash
    );

    /// <summary>
    /// Writes one entry, also to the log. A journal that cannot be written is reported and blocks nobody.
    /// </summary>
    public void Write(string what, string? user, string address, string? detail = null, string? actor = null)
    {
        Log(_logger, what, user ?? "-", address, detail, null);
        try
        {
            lock (_gate)
            {
                using var turn = OwnerOnly.TakeTurn(Path.Combine(_folder, "lock"), LockTimeout);
                var now = _time.GetUtcNow();
                var last = Last();
                var entry = new Entry(
                    Sequence: (last?.Sequence ?? 0) + 1,
                    At: now,
                    Event: what,
                    User: user,
                    Actor: actor,
                    Address: address,
                    Detail: detail,
                    Previous: last?.Hash ?? Genesis,
                    Hash: null
                );
                var file = Path.Combine(_folder, now.ToString("yyyy-MM", CultureInfo.InvariantCulture) + Ending);
                var isBroken = !EndsWithLine(file);
                using var stream = new FileStream(file, OwnerOnly.Options(FileMode.Append));
                if (isBroken)
                    stream.WriteByte((byte)'\n');
                stream.Write(JsonSerializer.SerializeToUtf8Bytes(entry with { Hash = HashOf(entry) }, Json));
                stream.WriteByte((byte)'\n');
                stream.Flush(flushToDisk: true);
                (_last, _lastFile, _lastLength) = (entry with { Hash = HashOf(entry) }, file, stream.Length);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            NotKept(_logger, failure.GetType().Name, null);
        }
    }

    /// <summary>Reads the entries, the newest first.</summary>
    public IEnumerable<Entry> Newest() => Files().Reverse().SelectMany(file => Read(file).Reverse());

    /// <summary>The first place where an entry does not follow from the one before; null where all do.</summary>
    public long? FirstBroken()
    {
        var (sequence, hash) = (0L, Genesis);
        foreach (var entry in Files().SelectMany(Read))
        {
            if (
                entry.Sequence != sequence + 1
                || entry.Previous != hash
                || entry.Hash != HashOf(entry with { Hash = null })
            )
                return sequence + 1;
            (sequence, hash) = (entry.Sequence, entry.Hash);
        }

        return null;
    }

    private static bool EndsWithLine(string file)
    {
        if (!File.Exists(file))
            return true;
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        if (stream.Length == 0)
            return true;
        stream.Seek(-1, SeekOrigin.End);
        return stream.ReadByte() == '\n';
    }

    private static string HashOf(Entry entry) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(entry, Json)));

    private Entry? Last() =>
        _lastFile is not null && Files()[^1] == _lastFile && new FileInfo(_lastFile).Length == _lastLength
            ? _last
            : LastKept();

    private Entry? LastKept() =>
        Files().Reverse().Select(file => Read(file).LastOrDefault()).FirstOrDefault(e => e is not null);

    private string[] Files() => [.. Directory.GetFiles(_folder, "*" + Ending).Order(StringComparer.Ordinal)];

    private static Entry[] Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var entries = new List<Entry>();
        while (reader.ReadLine() is { } line)
        {
            try
            {
                entries.Add(JsonSerializer.Deserialize<Entry>(line, Json)!);
            }
            catch (JsonException)
            {
                // A line that a crash cut off.
            }
        }

        return [.. entries];
    }
}

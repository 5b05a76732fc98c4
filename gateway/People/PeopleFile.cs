using System.Text.Encodings.Web;
using System.Text.Json;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using CardTeam.ServiceDefaults.Settings;

namespace CardTeam.Gateway.People;

/// <summary>
/// The local accounts, in a file that only its owner may read: names, roles and hashes of passwords. Replicas that
/// share the file see each other's changes with the next call.
/// </summary>
internal sealed class PeopleFile
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly string _file;
    private State _state = State.Empty;
    private DateTime _readAt;

    /// <exception cref="StartRefusedException">The file exists and cannot be read.</exception>
    public PeopleFile(string file)
    {
        _file = Path.GetFullPath(file);
        try
        {
            OwnerOnly.CreateFolder(Path.GetDirectoryName(_file)!);
            OwnerOnly.Tighten(_file);
            Refresh();
        }
        catch (Exception broken)
            when (broken is IOException or UnauthorizedAccessException or JsonException or NotSupportedException)
        {
            throw new StartRefusedException(
                $"本地账户文件无法读取 · the file of local accounts cannot be read: {_file} ({broken.Message})",
                broken
            );
        }
    }

    /// <summary>Opens the file of local accounts; null where none are kept.</summary>
    /// <exception cref="StartRefusedException">The file exists and cannot be read.</exception>
    public static PeopleFile? From(IConfiguration configuration) =>
        SuiteSettings.PeopleFile.Of(configuration) is { } file ? new(file) : null;

    public IReadOnlyCollection<LocalPerson> All
    {
        get
        {
            lock (_gate)
                return [.. Refresh().People.Values.OrderBy(p => p.User, StringComparer.Ordinal)];
        }
    }

    public bool HasAdministrator => All.Any(p => p is { Active: true, IsAdministrator: true });

    public LocalPerson? Find(string user)
    {
        lock (_gate)
            return Refresh().People.GetValueOrDefault(user);
    }

    /// <summary>False for a token that was issued before its person's last change, or that was signed out.</summary>
    public bool Honours(string user, int version, string? tokenId)
    {
        lock (_gate)
        {
            var state = Refresh();
            return state.People.GetValueOrDefault(user) is { Active: true } person
                && person.Version == version
                && (tokenId is null || !state.SignedOut.ContainsKey(tokenId));
        }
    }

    /// <summary>Changes an account, or creates one; the change is saved before it takes effect.</summary>
    /// <param name="user">The name of the account.</param>
    /// <param name="change">
    /// Returns the new account from the stored one, which is null where there is none; returns null to change nothing.
    /// </param>
    /// <returns>The account before and after the change; null where there is none.</returns>
    public (LocalPerson? Before, LocalPerson? After) Change(string user, Func<LocalPerson?, LocalPerson?> change)
    {
        lock (_gate)
        {
            using var turn = OwnerOnly.TakeTurn(_file + ".lock", LockTimeout);
            var state = Refresh();
            var before = state.People.GetValueOrDefault(user);
            if (change(before) is not { } after || after == before)
                return (before, before);
            Keep(state with { People = new(state.People, StringComparer.Ordinal) { [user] = after } });
            return (before, after);
        }
    }

    /// <summary>Revokes a token before its expiry.</summary>
    public void SignOut(string tokenId, DateTimeOffset endsAt, DateTimeOffset now)
    {
        lock (_gate)
        {
            using var turn = OwnerOnly.TakeTurn(_file + ".lock", LockTimeout);
            var state = Refresh();
            var signedOut = state.SignedOut.Where(s => s.Value > now).ToDictionary(StringComparer.Ordinal);
            signedOut[tokenId] = endsAt;
            Keep(state with { SignedOut = signedOut });
        }
    }

    private State Refresh()
    {
        var writtenAt = File.GetLastWriteTimeUtc(_file);
        if (writtenAt == _readAt || !File.Exists(_file))
            return _state;
        using var stream = File.OpenRead(_file);
        var state = JsonSerializer.Deserialize<State>(stream, Json) ?? State.Empty;
        _state = state with
        {
            People = state.People.ToDictionary(p => p.Key, p => p.Value.WithReadCodes(), StringComparer.Ordinal),
        };
        _readAt = writtenAt;
        return _state;
    }

    /// <summary>Writes a temporary file and moves it, so that a reader sees either the old state or the new.</summary>
    private void Keep(State state)
    {
        OwnerOnly.Replace(_file, JsonSerializer.SerializeToUtf8Bytes(state, Json));
        (_state, _readAt) = (state, File.GetLastWriteTimeUtc(_file));
    }

    private sealed record State(Dictionary<string, LocalPerson> People, Dictionary<string, DateTimeOffset> SignedOut)
    {
        public static State Empty => new([], []);
    }
}

namespace CardTeam.Gateway.Sessions;

/// <summary>Sealed tickets as files, by the hash of their key. A file's time of last writing is when its session ends if it is not used: what the sweep goes by.</summary>
internal sealed class TicketFolder(SessionSettings settings, TimeProvider time)
{
    private const string Ticket = ".ticket",
        Ended = ".ended";
    private static readonly TimeSpan SweepEvery = TimeSpan.FromMinutes(10);

    private long _sweptAt = time.GetTimestamp();

    /// <summary>Null where there is none.</summary>
    public async Task<byte[]?> ReadAsync(string hash)
    {
        try
        {
            return await File.ReadAllBytesAsync(At(hash, Ticket));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>The hashes of all tickets that lie here.</summary>
    public IEnumerable<string> All() =>
        Directory.EnumerateFiles(settings.Folder, $"*{Ticket}").Select(file => Path.GetFileNameWithoutExtension(file));

    /// <summary>When the ticket that lies here ends; long ago where there is none.</summary>
    public DateTimeOffset EndsAt(string hash) => new(File.GetLastWriteTimeUtc(At(hash, Ticket)));

    public async Task WriteAsync(string hash, byte[] ticket, DateTimeOffset endsAt)
    {
        var file = At(hash, Ticket);
        var draft = $"{file}.{Guid.NewGuid():n}";
        await File.WriteAllBytesAsync(draft, ticket);
        File.SetLastWriteTimeUtc(draft, endsAt.UtcDateTime);
        File.Move(draft, file, overwrite: true);
    }

    public void Delete(string hash) => File.Delete(At(hash, Ticket));

    /// <summary>Those that were ended here and that the other replicas have not been told of.</summary>
    public IEnumerable<string> ToldNobody() =>
        Directory.EnumerateFiles(settings.Folder, $"*{Ended}").Select(file => Path.GetFileNameWithoutExtension(file));

    public bool IsEnded(string hash) => File.Exists(At(hash, Ended));

    /// <summary>Remembers an end that has yet to be told.</summary>
    public void NoteEnd(string hash)
    {
        using (File.Create(At(hash, Ended)))
        {
            // Empty: its name says it all.
        }

        File.SetLastWriteTimeUtc(At(hash, Ended), (time.GetUtcNow() + settings.Idle).UtcDateTime);
    }

    public void ForgetEnd(string hash) => File.Delete(At(hash, Ended));

    /// <summary>Now and then, those whose browser was closed without signing out.</summary>
    /// <returns>False when it is not time yet.</returns>
    public bool Sweep()
    {
        var last = Interlocked.Read(ref _sweptAt);
        if (
            time.GetElapsedTime(last) < SweepEvery
            || Interlocked.CompareExchange(ref _sweptAt, time.GetTimestamp(), last) != last
        )
            return false;
        var now = time.GetUtcNow().UtcDateTime;
        foreach (var file in new DirectoryInfo(settings.Folder).EnumerateFiles())
            if (
                file.LastWriteTimeUtc < now
                && (
                    file.Name.Contains(Ticket, StringComparison.Ordinal)
                    || file.Name.EndsWith(Ended, StringComparison.Ordinal)
                )
            )
                file.Delete();
        return true;
    }

    private string At(string hash, string ending) => Path.Combine(settings.Folder, hash + ending);
}

namespace CardTeam.Gateway.Sessions;

/// <summary>
/// Sealed tickets as files, named by the hash of their key. A file's time of last writing is the end of its session
/// when idle, which the sweep uses.
/// </summary>
internal sealed class TicketFolder(SessionSettings settings, TimeProvider time)
{
    private const string Ticket = ".ticket",
        Ended = ".ended";
    private static readonly TimeSpan SweepEvery = TimeSpan.FromMinutes(10);

    private long _sweptAt = time.GetTimestamp();

    /// <summary>The sealed ticket; null where there is none.</summary>
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

    /// <summary>The hashes of all tickets in the folder.</summary>
    public IEnumerable<string> All() =>
        Directory.EnumerateFiles(settings.Folder, $"*{Ticket}").Select(file => Path.GetFileNameWithoutExtension(file));

    /// <summary>The end of a ticket's session; long ago where there is no ticket.</summary>
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

    /// <summary>The sessions that were ended here and that the other replicas do not know to have ended.</summary>
    public IEnumerable<string> ToldNobody() =>
        Directory.EnumerateFiles(settings.Folder, $"*{Ended}").Select(file => Path.GetFileNameWithoutExtension(file));

    public bool IsEnded(string hash) => File.Exists(At(hash, Ended));

    /// <summary>Notes an ended session that has yet to be reported to the other replicas.</summary>
    public void NoteEnd(string hash)
    {
        using (File.Create(At(hash, Ended)))
        {
            // The file is empty: its name is all that is needed.
        }

        File.SetLastWriteTimeUtc(At(hash, Ended), (time.GetUtcNow() + settings.Idle).UtcDateTime);
    }

    public void ForgetEnd(string hash) => File.Delete(At(hash, Ended));

    /// <summary>Deletes now and then the tickets of browsers that were closed without signing out.</summary>
    /// <returns>False when it is too early.</returns>
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

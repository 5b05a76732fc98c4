using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;

namespace CardTeam.Embedded;

/// <summary>The folder everything is kept in. One process at a time may use it.</summary>
internal sealed class DataFolder : IDisposable
{
    private readonly FileStream held;

    private readonly bool isNew;

    private DataFolder(string path, FileStream held)
    {
        (Path, this.held) = (path, held);
        isNew = Directory.GetFiles(path, "*.db").Length == 0;
    }

    /// <summary>Absolute.</summary>
    public string Path { get; }

    public string KeyFile => System.IO.Path.Combine(Path, "token-key.pem");

    /// <summary>The accounts of people who sign in here.</summary>
    public string PeopleFile => System.IO.Path.Combine(Path, "people.json");

    /// <summary>True where the demonstration bank was loaded, or its loading begun.</summary>
    public bool HoldsDemonstration => Decided is "loading" or "loaded";

    private string? Decided => File.Exists(Marker) ? File.ReadAllText(Marker).Trim() : null;

    private string Marker => System.IO.Path.Combine(Path, "demonstration");

    public string DatabaseOf(string service) => System.IO.Path.Combine(Path, $"{service}.db");

    public string ImportsOf(string service) => System.IO.Path.Combine(Path, "imports", service);

    /// <summary>Makes the folder where there is none, and holds it until disposed of.</summary>
    /// <exception cref="StartRefusedException">It cannot be made or written to, or another process uses it.</exception>
    public static DataFolder Open(string folder)
    {
        var path = System.IO.Path.GetFullPath(folder);
        try
        {
            OwnerOnly.CreateFolder(path);
            Close(path);
            // Apart from the lock, so that "cannot write" is not taken for "in use".
            using var probe = new FileStream(
                System.IO.Path.Combine(path, $".probe-{Guid.NewGuid():n}"),
                FileMode.CreateNew,
                FileAccess.Write,
                FileShare.None,
                1,
                FileOptions.DeleteOnClose
            );
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new StartRefusedException(
                $"数据目录无法写入 · the data folder cannot be written to: {path} ({denied.Message})",
                denied
            );
        }

        try
        {
            // The system lets go of it when the process ends, however it ends; the file itself stays and means nothing.
            return new(
                path,
                new FileStream(
                    System.IO.Path.Combine(path, "suite.lock"),
                    FileMode.OpenOrCreate,
                    FileAccess.ReadWrite,
                    FileShare.None
                )
            );
        }
        catch (Exception inUse) when (inUse is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException(
                $"数据目录正被另一进程使用 · the data folder is in use by another process: {path}",
                inUse
            );
        }
    }

    /// <summary>Whether the demonstration bank is to be loaded now, or its loading to be finished.</summary>
    /// <param name="wish">True: load it. False: stay empty. Null: as decided before; load it into a folder that is new.</param>
    /// <exception cref="StartRefusedException">The folder is to stay empty and holds the demonstration already.</exception>
    public bool WantsDemonstration(bool? wish)
    {
        var before = Decided;
        if (wish is false && before is "loading" or "loaded")
            throw new StartRefusedException(
                $"数据目录已有演示数据，--empty 请另选目录 · the data folder already holds the demonstration; name another for --empty: {Path}"
            );
        return before switch
        {
            "loaded" => false,
            "loading" => true,
            _ => wish ?? (before is null && isNew),
        };
    }

    /// <summary>Keeps the decision: what was begun is finished by a later start, and what was to stay empty stays so.</summary>
    public void Decide(bool wantsDemonstration)
    {
        if (wantsDemonstration)
            Mark("loading");
        else if (Decided is null)
            Mark("empty");
    }

    /// <summary>The demonstration is complete: no later start loads it again.</summary>
    public void DemonstrationIsLoaded() => Mark("loaded");

    public void Dispose() => held.Dispose();

    /// <summary>Closes what is the suite's in the folder to every other account of the machine; earlier versions left it open.</summary>
    private static void Close(string path)
    {
        OwnerOnly.Tighten(path);
        foreach (var file in Directory.GetFiles(path))
            if (
                System.IO.Path.GetFileName(file) is "token-key.pem" or "people.json" or "suite.lock" or "demonstration"
                || System.IO.Path.GetFileName(file).Contains(".db", StringComparison.Ordinal)
            )
                OwnerOnly.Tighten(file);
        foreach (var folder in (string[])["imports", "sessions"])
            if (Directory.Exists(System.IO.Path.Combine(path, folder)))
                OwnerOnly.TightenAll(System.IO.Path.Combine(path, folder));
    }

    /// <summary>Written aside and moved: what a crash leaves is the old word or the new one.</summary>
    private void Mark(string state)
    {
        File.WriteAllText(Marker + ".new", state + "\n");
        File.Move(Marker + ".new", Marker, overwrite: true);
    }
}

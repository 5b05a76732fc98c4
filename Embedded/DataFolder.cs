using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;

namespace CardTeam.Embedded;

/// <summary>The folder with all data. One process at a time may use it.</summary>
internal sealed class DataFolder : IDisposable
{
    private readonly FileStream held;

    private readonly bool isNew;

    private DataFolder(string path, FileStream held)
    {
        (Path, this.held) = (path, held);
        isNew = Directory.GetFiles(path, "*.db").Length == 0;
    }

    /// <summary>The absolute path.</summary>
    public string Path { get; }

    public string KeyFile => System.IO.Path.Combine(Path, "token-key.pem");

    /// <summary>The accounts of people who sign in here.</summary>
    public string PeopleFile => System.IO.Path.Combine(Path, "people.json");

    /// <summary>True where the demonstration bank was loaded, or its loading has begun.</summary>
    public bool HoldsDemonstration => Decided is "loading" or "loaded";

    private string? Decided => File.Exists(Marker) ? File.ReadAllText(Marker).Trim() : null;

    private string Marker => System.IO.Path.Combine(Path, "demonstration");

    public string DatabaseOf(string service) => System.IO.Path.Combine(Path, $"{service}.db");

    public string ImportsOf(string service) => System.IO.Path.Combine(Path, "imports", service);

    /// <summary>Creates the folder where it does not exist, and locks it until disposed of.</summary>
    /// <exception cref="StartRefusedException">
    /// The folder cannot be created or written to, or another process uses it.
    /// </exception>
    public static DataFolder Open(string folder)
    {
        var path = System.IO.Path.GetFullPath(folder);
        try
        {
            OwnerOnly.CreateFolder(path);
            Close(path);
            // Separate from the lock, so that "cannot write" is not mistaken for "in use".
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
            // The system releases the lock when the process ends, however it ends; the remaining file has no meaning.
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

    /// <summary>True when the demonstration bank must be loaded now, or its loading completed.</summary>
    /// <param name="wish">
    /// True to load it; false to stay empty; null to keep the earlier decision and to load it into a new folder.
    /// </param>
    /// <exception cref="StartRefusedException">
    /// The folder was asked to stay empty but already contains the demonstration.
    /// </exception>
    public bool WantsDemonstration(bool? wish)
    {
        var before = Decided;
        if (wish is false && before is "loading" or "loaded")
            throw new StartRefusedException(
                "数据目录已有演示数据，--empty 请另选目录 · "
                    + $"the data folder already holds the demonstration; name another for --empty: {Path}"
            );
        return before switch
        {
            "loaded" => false,
            "loading" => true,
            _ => wish ?? (before is null && isNew),
        };
    }

    /// <summary>
    /// Saves the decision: a later start completes a loading that was begun, and keeps an empty bank empty.
    /// </summary>
    public void Decide(bool wantsDemonstration)
    {
        if (wantsDemonstration)
            Mark("loading");
        else if (Decided is null)
            Mark("empty");
    }

    /// <summary>Notes that the demonstration is complete, so that no later start loads it again.</summary>
    public void DemonstrationIsLoaded() => Mark("loaded");

    public void Dispose() => held.Dispose();

    /// <summary>
    /// Closes the suite's files in the folder to every other account of the machine; earlier versions left them open.
    /// </summary>
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

    /// <summary>
    /// Writes a temporary file and moves it, so that a crash leaves either the old state or the new one.
    /// </summary>
    private void Mark(string state)
    {
        File.WriteAllText(Marker + ".new", state + "\n");
        File.Move(Marker + ".new", Marker, overwrite: true);
    }
}

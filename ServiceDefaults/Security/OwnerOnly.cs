using System.Runtime.InteropServices;

namespace CardTeam.ServiceDefaults.Security;

/// <summary>
/// Creates files and folders that no other account of the machine may read: modes 600 and 700. On Windows the rights of
/// the parent folder apply.
/// </summary>
public static class OwnerOnly
{
    public const UnixFileMode OfFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    public const UnixFileMode OfFolder = OfFile | UnixFileMode.UserExecute;

    /// <summary>
    /// Restricts every file and folder that this process creates from now on to its owner, whichever library creates
    /// it.
    /// </summary>
    public static void FilesOfThisProcess()
    {
        if (!OperatingSystem.IsWindows())
            _ = SetMask(Convert.ToUInt32("077", 8));
    }

    /// <summary>Creates a folder where it does not exist.</summary>
    public static void CreateFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return;
        }

        Directory.CreateDirectory(folder, OfFolder);
    }

    /// <summary>
    /// Restricts a file or folder of this account to its owner; does nothing where it does not exist.
    /// </summary>
    public static void Tighten(string path)
    {
        if (OperatingSystem.IsWindows())
            return;
        var mode = Directory.Exists(path) ? OfFolder : OfFile;
        if (Path.Exists(path) && File.GetUnixFileMode(path) != mode)
            File.SetUnixFileMode(path, mode);
    }

    /// <summary>Restricts a folder and everything in it. Links are not followed.</summary>
    public static void TightenAll(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        Tighten(folder);
        foreach (
            var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos(
                "*",
                new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint }
            )
        )
        {
            try
            {
                Tighten(entry.FullName);
            }
            catch (FileNotFoundException)
            {
                // The file was temporary and is already deleted.
            }
        }
    }

    /// <summary>
    /// Writes a temporary file, flushes it to the disk and moves it: a reader sees either the old content or the new.
    /// </summary>
    public static void Replace(string file, byte[] content)
    {
        var draft = $"{file}.{Guid.NewGuid():n}";
        try
        {
            using (var stream = new FileStream(draft, Options(FileMode.CreateNew)))
            {
                stream.Write(content);
                stream.Flush(flushToDisk: true);
            }

            File.Move(draft, file, overwrite: true);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    /// <summary>
    /// Makes a file that does not exist, whole or not at all. Where another process makes it at the same time the first
    /// stays.
    /// </summary>
    public static void MakeOnce(string file, byte[] content)
    {
        if (Path.GetDirectoryName(file) is { Length: > 0 } folder)
            CreateFolder(folder);
        var draft = $"{file}.{Guid.NewGuid():n}";
        try
        {
            using (var stream = new FileStream(draft, Options(FileMode.CreateNew)))
                stream.Write(content);
            File.Move(draft, file, overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            // Another replica was first.
        }
        finally
        {
            File.Delete(draft);
        }
    }

    /// <summary>
    /// Opens a file that only one process at a time can open, waiting while another has it open. The file is deleted
    /// when it is closed.
    /// </summary>
    /// <exception cref="IOException">The file was not free in time.</exception>
    public static FileStream TakeTurn(string file, TimeSpan timeout)
    {
        FileStream? turn = null;
        IOException? held = null;
        SpinWait.SpinUntil(() => (turn = TryOpen()) is not null, timeout);
        return turn ?? throw new IOException(held!.Message, held);

        FileStream? TryOpen()
        {
            try
            {
                return new(file, Options(FileMode.OpenOrCreate, FileOptions.DeleteOnClose));
            }
            catch (IOException busy) when (busy.GetType() == typeof(IOException))
            {
                // The other process may have closed the file by now: its existence proves nothing.
                held = busy;
                return null;
            }
        }
    }

    /// <summary>Options that open such a file for exclusive writing.</summary>
    public static FileStreamOptions Options(FileMode mode, FileOptions options = FileOptions.None)
    {
        var open = new FileStreamOptions
        {
            Mode = mode,
            Access = FileAccess.Write,
            Share = FileShare.None,
            Options = options,
        };
        if (!OperatingSystem.IsWindows())
            open.UnixCreateMode = OfFile;
        return open;
    }

    [DllImport("libc", EntryPoint = "umask")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint SetMask(uint mask);
}

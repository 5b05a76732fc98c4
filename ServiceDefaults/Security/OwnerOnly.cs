using System.Runtime.InteropServices;

namespace CardTeam.ServiceDefaults.Security;

/// <summary>Files and folders that no other account of the machine may read: 600 and 700. On Windows what the folder above allows holds.</summary>
public static class OwnerOnly
{
    public const UnixFileMode OfFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    public const UnixFileMode OfFolder = OfFile | UnixFileMode.UserExecute;

    /// <summary>Makes every file and folder that this process creates from now on its owner's alone, whichever library creates it.</summary>
    public static void FilesOfThisProcess()
    {
        if (!OperatingSystem.IsWindows())
            _ = SetMask(Convert.ToUInt32("077", 8));
    }

    /// <summary>Creates a folder where there is none.</summary>
    public static void CreateFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return;
        }

        Directory.CreateDirectory(folder, OfFolder);
    }

    /// <summary>Closes a file or folder that this account owns to all others; what is not there is left alone.</summary>
    public static void Tighten(string path)
    {
        if (OperatingSystem.IsWindows())
            return;
        var mode = Directory.Exists(path) ? OfFolder : OfFile;
        if (Path.Exists(path) && File.GetUnixFileMode(path) != mode)
            File.SetUnixFileMode(path, mode);
    }

    /// <summary>Closes a folder with all that is in it. Links are not followed.</summary>
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
                // It was there for a moment only.
            }
        }
    }

    /// <summary>Writes a file aside, to the disk, and moves it: whoever reads meanwhile has the old content or the new.</summary>
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

    /// <summary>Opens a file that one process at a time can open, waiting for whoever has it. The file goes when it is closed.</summary>
    /// <exception cref="IOException">It could not be had in time.</exception>
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
                // Whoever held it may have let go by now: whether the file is there says nothing.
                held = busy;
                return null;
            }
        }
    }

    /// <summary>How such a file is opened for writing, by one at a time.</summary>
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

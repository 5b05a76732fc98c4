using System.Diagnostics;
using System.Globalization;

namespace CardTeam.Testing;

/// <summary>
/// Cleans up after this process, however it ends (a test host is killed when it does not exit at once): a shell waits
/// for the end of a pipe held by this process, kills the started processes and deletes the folders.
/// </summary>
internal static class Caretaker
{
    private const string Duty = """
        trap '' INT TERM
        read -r _
        for child in "$0"/children/*; do
          id=${child##*/}
          [ "$(cut -d ' ' -f 22 "/proc/$id/stat")" = "$(cat "$child")" ] && kill -9 "$id"
        done
        sleep 1
        rm -rf "$0"
        """;

    private static readonly string Root = Directory.CreateTempSubdirectory("cardteam-tests-").FullName;
    private static readonly string Children = Directory.CreateDirectory(Path.Combine(Root, "children")).FullName;

    // Held, and never disposed of: its end of the pipe closes with this process.
    private static readonly Process Shell = Process.Start(
        new ProcessStartInfo("sh", ["-c", Duty, Root])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        }
    )!;

    /// <summary>A folder of this process, deleted by the test or by the caretaker.</summary>
    public static string Folder(string name)
    {
        GC.KeepAlive(Shell);
        return Directory.CreateDirectory(Path.Combine(Root, $"{name}-{Guid.NewGuid():N}")).FullName;
    }

    /// <summary>Registers a child process by id and start: the id alone may be reused by another process.</summary>
    public static void Mind(Process child)
    {
        try
        {
            File.WriteAllText(Mark(child.Id), File.ReadAllText($"/proc/{child.Id}/stat").Split(' ')[21]);
        }
        catch (IOException)
        {
            // The process has already ended.
        }
    }

    public static void Forget(int child) => File.Delete(Mark(child));

    private static string Mark(int child)
    {
        GC.KeepAlive(Shell);
        return Path.Combine(Children, child.ToString(CultureInfo.InvariantCulture));
    }
}

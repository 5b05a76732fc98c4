using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace CardTeam.Testing;

/// <summary>
/// A program started by a test, with its output, and signals by its process id. It does not outlive the test's own
/// process.
/// </summary>
public sealed partial class ChildProcess : IAsyncDisposable
{
    /// <summary>
    /// The number of characters of output kept: of a process that runs for hours only the end is of interest.
    /// </summary>
    private const int LettersKept = 1 << 20;

    private static readonly TimeSpan WaitLimit = TimeSpan.FromSeconds(90);

    private readonly Process _process;
    private readonly StringBuilder _output = new(),
        _error = new();
    private readonly Action<string>? _heard;
    private bool _isDisposed;

    private ChildProcess(ProcessStartInfo start, Action<string>? heard)
    {
        _heard = heard;
        start.UseShellExecute = false;
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Read(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Read(_error, line.Data);
        _process.Start();
        Id = _process.Id;
        Caretaker.Mind(_process);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id { get; }

    public bool HasExited => _process.HasExited;

    public string Output => Text(_output);

    public string Error => Text(_error);

    /// <summary>Its output, for a failure's message.</summary>
    public string Said =>
        $"{_process.StartInfo.FileName} {string.Join(' ', _process.StartInfo.ArgumentList)}{Environment.NewLine}{Output}{Error}";

    /// <summary>Its peak memory in MB (VmHWM).</summary>
    public long PeakMemory =>
        long.Parse(
            File.ReadLines($"/proc/{Id}/status")
                .Single(l => l.StartsWith("VmHWM", StringComparison.Ordinal))
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
            CultureInfo.InvariantCulture
        ) / 1024;

    /// <param name="start">Program, arguments and environment; both outputs are captured.</param>
    /// <param name="heard">Called with each line of output.</param>
    public static ChildProcess Start(ProcessStartInfo start, Action<string>? heard = null)
    {
        ArgumentNullException.ThrowIfNull(start);
        return new(start, heard);
    }

    /// <summary>Runs a program that ends by itself.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(ProcessStartInfo start)
    {
        await using var child = Start(start);
        return (await child.ExitAsync(), child.Output, child.Error);
    }

    /// <summary>
    /// Sends a signal, such as 15 (terminate) or 9 (kill), and returns the exit code when it has ended.
    /// </summary>
    public Task<int> EndAsync(int signal)
    {
        Signal(signal);
        return ExitAsync();
    }

    /// <summary>Sends it a signal, unless it has ended.</summary>
    public void Signal(int signal)
    {
        // The id of an ended process may already belong to another.
        if (!HasExited && SendSignal(Id, signal) != 0 && !HasExited)
            throw new InvalidOperationException($"Process {Id} could not be sent signal {signal}.");
    }

    /// <summary>Its exit code, when it has ended and all its output is read.</summary>
    /// <exception cref="TimeoutException">It does not end.</exception>
    public async Task<int> ExitAsync()
    {
        try
        {
            await _process.WaitForExitAsync().WaitAsync(WaitLimit);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"It does not end: {Said}", late);
        }

        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        Caretaker.Forget(Id);
        _process.Dispose();
    }

    private void Read(StringBuilder to, string? line)
    {
        if (line is null)
            return;
        lock (to)
        {
            to.AppendLine(line);
            if (to.Length > LettersKept)
                to.Remove(0, LettersKept / 2);
        }

        _heard?.Invoke(line);
    }

    private static string Text(StringBuilder from)
    {
        lock (from)
            return from.ToString();
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int pid, int signal);
}

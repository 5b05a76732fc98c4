using System.Diagnostics;
using System.Net.Http.Json;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using CardTeam.AppHost;

namespace CardTeam.EndToEnd.Tests.Embedded;

/// <summary>The suite as people start it: one process, from the built program.</summary>
internal sealed partial class SuiteProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process process;
    private readonly StringBuilder output = new();
    private readonly StringBuilder error = new();
    private readonly TaskCompletionSource<int> port = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private SuiteProcess(Process process) => this.process = process;

    public HttpClient Http { get; private set; } = null!;

    public string Output => Text(output);

    public string Error => Text(error);

    /// <summary>Starts it and waits until it says it is ready.</summary>
    public static async Task<SuiteProcess> StartAsync(params string[] args)
    {
        var suite = Launch(args);
        await Task.WhenAny(suite.port.Task, suite.process.WaitForExitAsync()).WaitAsync(Patience);
        Assert.True(suite.port.Task.IsCompletedSuccessfully, suite.Error);
        suite.Http = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new($"http://127.0.0.1:{await suite.port.Task}") };
        return suite;
    }

    /// <summary>Starts what is expected to end by itself.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] args)
    {
        await using var suite = Launch(args);
        return (await suite.ExitAsync(), suite.Output, suite.Error);
    }

    /// <summary>Asks it to end, as the system does.</summary>
    public async Task<int> TerminateAsync(int signal = 15)
    {
        Assert.Equal(0, Kill(process.Id, signal));
        return await ExitAsync();
    }

    public async Task<string> TokenAsync(string user)
    {
        using var response = await Http.PostAsJsonAsync("/auth/token", new { user, password = "demo" });
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString()!;
    }

    public async Task<HttpResponseMessage> GetAsync(string path, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Authorization = new("Bearer", token) } };
        return await Http.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        Http?.Dispose();
        if (!process.HasExited) process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static SuiteProcess Launch(string[] args)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(typeof(EmbeddedSuite).Assembly.Location);
        foreach (var arg in args) start.ArgumentList.Add(arg);
        var suite = new SuiteProcess(new Process { StartInfo = start });
        suite.process.OutputDataReceived += (_, line) => suite.Read(suite.output, line.Data);
        suite.process.ErrorDataReceived += (_, line) => suite.Read(suite.error, line.Data);
        suite.process.Start();
        suite.process.BeginOutputReadLine();
        suite.process.BeginErrorReadLine();
        return suite;
    }

    private void Read(StringBuilder to, string? line)
    {
        if (line is null) return;
        lock (to) to.AppendLine(line);
        if (line.Contains("http://localhost:", StringComparison.Ordinal) && !line.Contains("/docs", StringComparison.Ordinal))
            port.TrySetResult(new Uri(line[line.IndexOf("http://", StringComparison.Ordinal)..].Trim()).Port);
    }

    private async Task<int> ExitAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await process.WaitForExitAsync(patience.Token);
        return process.ExitCode;
    }

    private static string Text(StringBuilder from)
    {
        lock (from) return from.ToString();
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int pid, int signal);
}

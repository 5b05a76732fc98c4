using System.Net.Http.Json;
using System.Text.Json;
using CardTeam.Embedded;
using CardTeam.Testing;

namespace CardTeam.EndToEnd.Tests.Embedded;

/// <summary>The suite as people start it: one process, from the built program.</summary>
internal sealed class SuiteProcess : IAsyncDisposable
{
    private static readonly TimeSpan WaitLimit = TimeSpan.FromSeconds(120);

    private readonly ChildProcess process;
    private readonly TaskCompletionSource<int> port = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // A shell that starts tests in the background makes them ignore Ctrl-C, and child processes inherit that; people's
    // shells do not.
    private SuiteProcess(string[] args) =>
        process = ChildProcess.Start(
            new("env", ["--default-signal=INT", "dotnet", typeof(EmbeddedSuite).Assembly.Location, .. args]),
            Hear
        );

    public HttpClient Http { get; private set; } = null!;

    public string Output => process.Output;

    public string Error => process.Error;

    /// <summary>Starts it and waits until it reports that it is ready.</summary>
    public static async Task<SuiteProcess> StartAsync(params string[] args)
    {
        var suite = new SuiteProcess(args);
        await Task.WhenAny(suite.port.Task, suite.process.ExitAsync(), Task.Delay(WaitLimit));
        if (!suite.port.Task.IsCompletedSuccessfully)
        {
            await suite.DisposeAsync();
            Assert.Fail($"It is not ready after {WaitLimit}: {suite.process.Said}");
        }

        suite.Http = new(new SocketsHttpHandler { UseProxy = false })
        {
            BaseAddress = new($"http://127.0.0.1:{await suite.port.Task}"),
        };
        return suite;
    }

    /// <summary>Runs a process that is expected to end by itself.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] args)
    {
        await using var suite = new SuiteProcess(args);
        return (await suite.process.ExitAsync(), suite.Output, suite.Error);
    }

    /// <summary>Asks it to end, as the system does.</summary>
    public Task<int> TerminateAsync(int signal = 15) => process.EndAsync(signal);

    public async Task<string> TokenAsync(string user)
    {
        using var response = await Http.PostAsJsonAsync("/auth/token", new { user, password = "demo" });
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString()!;
    }

    public async Task<HttpResponseMessage> GetAsync(string path, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path)
        {
            Headers = { Authorization = new("Bearer", token) },
        };
        return await Http.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        Http?.Dispose();
        await process.DisposeAsync();
    }

    private void Hear(string line)
    {
        if (
            line.Contains("http://localhost:", StringComparison.Ordinal)
            && !line.Contains("/docs", StringComparison.Ordinal)
        )
            port.TrySetResult(new Uri(line[line.IndexOf("http://", StringComparison.Ordinal)..].Trim()).Port);
    }
}

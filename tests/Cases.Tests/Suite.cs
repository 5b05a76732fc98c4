using System.Net.Http.Json;
using System.Text.Json;
using CardTeam.Embedded;
using CardTeam.Testing;

namespace CardTeam.Cases.Tests;

/// <summary>
/// The suite as people start it, in a process of its own, with an empty folder, the demonstration's users, and the
/// cases' own units and managers.
/// </summary>
public sealed class Suite : IAsyncLifetime
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(180);

    private readonly string _folder = Directory.CreateTempSubdirectory("cardteam-cases-").FullName;
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Dictionary<string, string> _tokens = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _signingIn = new(1);
    private ChildProcess? _process;
    private HttpClient? _http;

    public HttpClient Http => _http ?? throw new InvalidOperationException("The suite is not started.");

    public async Task InitializeAsync()
    {
        _process = ChildProcess.Start(
            new(
                "dotnet",
                [typeof(EmbeddedSuite).Assembly.Location, "--data", _folder, "--port", "0", "--empty", "--demo-users"]
            ),
            Read
        );
        await Task.WhenAny(_address.Task, _process.ExitAsync(), Task.Delay(StartTimeout));
        if (!_address.Task.IsCompletedSuccessfully)
            throw new InvalidOperationException($"The suite is not ready after {StartTimeout}: {_process.Said}");
        _http = new(new SocketsHttpHandler { UseProxy = false })
        {
            BaseAddress = await _address.Task,
            Timeout = TimeSpan.FromMinutes(5),
        };
        await new CaseRun(this).RunAsync(CaseFile.Setup);
    }

    public async Task DisposeAsync()
    {
        _http?.Dispose();
        _signingIn.Dispose();
        if (_process is not null)
            await _process.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    public async Task<string> TokenAsync(string user)
    {
        await _signingIn.WaitAsync();
        try
        {
            if (_tokens.TryGetValue(user, out var known))
                return known;
            using var response = await Http.PostAsJsonAsync("/auth/token", new { user, password = "demo" });
            response.EnsureSuccessStatusCode();
            var token = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token");
            return _tokens[user] = token.GetString()!;
        }
        finally
        {
            _signingIn.Release();
        }
    }

    private void Read(string line)
    {
        if (
            line.Contains("http://localhost:", StringComparison.Ordinal)
            && !line.Contains("/docs", StringComparison.Ordinal)
        )
            _address.TrySetResult(
                new(
                    $"http://127.0.0.1:{new Uri(line[line.IndexOf("http://", StringComparison.Ordinal)..].Trim()).Port}"
                )
            );
    }
}

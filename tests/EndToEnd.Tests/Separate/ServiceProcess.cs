using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using CardTeam.Testing;

namespace CardTeam.EndToEnd.Tests.Separate;

/// <summary>
/// A program of the suite as it is deployed: published, in a process of its own, configured by its environment. It
/// restarts at the same address.
/// </summary>
internal sealed class ServiceProcess : IAsyncDisposable
{
    private static readonly TimeSpan WaitLimit = TimeSpan.FromSeconds(120);

    private readonly string _program;
    private readonly IReadOnlyDictionary<string, string> _settings;
    private readonly HttpClient _http;
    private ChildProcess? _process;

    /// <param name="program">The program's name as in its assembly: <c>Performance</c>.</param>
    /// <param name="settings">Variables of its environment, as the README names them.</param>
    public ServiceProcess(string program, IReadOnlyDictionary<string, string> settings)
    {
        (_program, _settings) = (program, settings);
        Address = new($"http://127.0.0.1:{FreePort.Take()}");
        _http = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = Address };
    }

    public Uri Address { get; }

    public int Id => Running.Id;

    public bool IsRunning => _process is { HasExited: false };

    /// <summary>Its peak memory since it was last started, in MB.</summary>
    public long PeakMemory => Running.PeakMemory;

    /// <summary>Its output since it was last started.</summary>
    public string Said => Running.Said;

    private ChildProcess Running =>
        _process ?? throw new InvalidOperationException($"{_program} has not been started.");

    /// <summary>The path of a published program.</summary>
    public static string Assembly(string program) =>
        Path.Combine(AppContext.BaseDirectory, "programs", program, $"CardTeam.{program}.dll");

    /// <summary>Starts it, for the first time or again, and returns when it answers.</summary>
    /// <param name="mayBeKilled">True to return also when it is killed while starting.</param>
    public async Task StartAsync(bool mayBeKilled = false)
    {
        if (_process is not null)
            await _process.DisposeAsync();
        var start = new ProcessStartInfo("dotnet", [Assembly(_program), "--urls", Address.ToString()]);
        foreach (var (name, value) in _settings)
            start.Environment[name] = value;
        _process = ChildProcess.Start(start);
        await UntilAsync(
            async () =>
            {
                if (mayBeKilled && !IsRunning)
                    return true;
                Assert.True(IsRunning, $"{_program} ended at its start: {Said}");
                using var answer = await _http.GetAsync("/alive");
                return answer.IsSuccessStatusCode;
            },
            "answer"
        );
    }

    /// <summary>
    /// Sends it a signal and returns when it has ended: 15 as the system stops a service, 9 as in a crash.
    /// </summary>
    public Task<int> EndAsync(int signal) => Running.EndAsync(signal);

    /// <summary>Kills it (-9) and starts it again.</summary>
    public async Task KillAndStartAsync()
    {
        await EndAsync(9);
        await StartAsync();
    }

    public async Task<JsonElement> HealthAsync()
    {
        using var answer = await _http.GetAsync("/health");
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>Its health, or the reason why it reports none.</summary>
    public async Task<string> StateAsync()
    {
        if (!IsRunning)
            return $"{_program} has ended";
        try
        {
            return $"{_program}: {await HealthAsync()}";
        }
        catch (Exception silent) when (silent is HttpRequestException or TaskCanceledException or JsonException)
        {
            return $"{_program} runs as {Id} and does not answer: {silent.Message}";
        }
    }

    /// <summary>Waits until its health, dependencies included, is as wished.</summary>
    public Task UntilHealthAsync(Func<JsonElement, bool> isAsWished, string wish) =>
        UntilAsync(async () => isAsWished(await HealthAsync()), wish);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (_process is not null)
            await _process.DisposeAsync();
    }

    private async Task UntilAsync(Func<Task<bool>> isSo, string what)
    {
        for (var began = Stopwatch.GetTimestamp(); ; )
        {
            try
            {
                if (await isSo())
                    return;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet, or no longer.
            }

            Assert.True(Stopwatch.GetElapsedTime(began) < WaitLimit, $"{_program} does not come to {what}: {Said}");
            await Task.Delay(20);
        }
    }
}

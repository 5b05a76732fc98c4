using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using CardTeam.Embedded;
using Microsoft.Data.Sqlite;

namespace CardTeam.Benchmarks;

/// <summary>The built suite as a process of its own, driven through its gateway.</summary>
internal sealed class Suite : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Dictionary<string, string> _tokens = new(StringComparer.Ordinal);

    private Suite(Process process, string folder, Uri address)
    {
        (_process, Folder) = (process, folder);
        Http = new(new SocketsHttpHandler { UseProxy = false })
        {
            BaseAddress = address,
            Timeout = TimeSpan.FromMinutes(10),
        };
    }

    public string Folder { get; }
    public HttpClient Http { get; }

    public static async Task<Suite> StartAsync(string folder)
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [typeof(EmbeddedSuite).Assembly.Location, "--data", folder, "--port", "0", "--empty", "--demo-users"]
        )
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        start.Environment["Limits__RequestsPerMinute"] = "0";
        var process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (!line.Contains("http://localhost:", StringComparison.Ordinal))
                continue;
            var address = new Uri(line[line.IndexOf("http://", StringComparison.Ordinal)..].Trim());
            _ = process.StandardOutput.ReadToEndAsync();
            return new(process, folder, new($"http://127.0.0.1:{address.Port}"));
        }

        throw new InvalidOperationException("The suite did not start.");
    }

    /// <summary>Peak resident memory so far, in MB.</summary>
    public double PeakMemory() =>
        double.Parse(
            File.ReadLines($"/proc/{_process.Id}/status")
                .Single(l => l.StartsWith("VmHWM", StringComparison.Ordinal))
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
            CultureInfo.InvariantCulture
        ) / 1024;

    /// <summary>Closes months in order, and calculates and approves the bonuses of each.</summary>
    public async Task CloseAsync(IEnumerable<string> months)
    {
        foreach (var month in months)
        {
            await PostAsync($"/performance/periods/{month}/close", "hr", new { });
            var run = await RunAsync(month);
            await PostAsync($"/incentive/runs/{run.GetProperty("id").GetGuid()}/approve", "approver", new { });
        }
    }

    /// <summary>Runs a month as soon as everything its close announced has arrived.</summary>
    public async Task<JsonElement> RunAsync(string month)
    {
        while (true)
        {
            try
            {
                return await PostAsync("/incentive/runs", "analyst", new { period = month });
            }
            catch (InvalidOperationException refused)
                when (refused.Message.Contains("run.not-complete", StringComparison.Ordinal))
            {
                await Task.Delay(50);
            }
        }
    }

    public string Database(string service) => Path.Combine(Folder, $"{service}.db");

    public async Task<JsonElement> SendAsync(HttpMethod method, string path, string user, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Authorization = new("Bearer", await TokenAsync(user));
        request.Headers.AcceptLanguage.Add(new("en"));
        using var response = await Http.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();
        if (!response.IsSuccessStatusCode)
            throw new InvalidOperationException($"{method} {path}: {(int)response.StatusCode} {body}");
        var answer = body.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(body);
        return response.Headers.Location is { } location ? await FollowAsync(location.ToString(), user) : answer;
    }

    public Task<JsonElement> PostAsync(string path, string user, object body) =>
        SendAsync(HttpMethod.Post, path, user, JsonContent.Create(body));

    /// <summary>Writes a score sheet with regulatory findings, and approves it as another person.</summary>
    public async Task PutScoreSheetAsync(string level, string json)
    {
        using var body = new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        var sheet = await SendAsync(HttpMethod.Put, $"/performance/score-sheets/{level}", "hr", body);
        await PostAsync(
            $"/performance/score-sheets/proposals/{sheet.GetProperty("proposal").GetGuid()}/approve",
            "approver",
            new { }
        );
    }

    public async Task ImportAsync(string service, string kind, string user, Stream csv)
    {
        using var content = new StreamContent(csv) { Headers = { ContentType = new MediaTypeHeaderValue("text/csv") } };
        var import = await SendAsync(HttpMethod.Post, $"/{service}/imports/{kind}", user, content);
        if (
            import.GetProperty("status").GetString() != "completed"
            || import.GetProperty("rowsRejected").GetInt64() > 0
        )
            throw new InvalidOperationException(import.ToString());
    }

    /// <summary>Waits until Incentive has booked the given number of versions.</summary>
    public async Task WaitForBooksAsync(long versions)
    {
        while (Booked() < versions)
            await Task.Delay(50);
    }

    public async Task<string> TokenAsync(string user)
    {
        if (_tokens.TryGetValue(user, out var known))
            return known;
        using var response = await Http.PostAsJsonAsync("/auth/token", new { user, password = "demo" });
        return _tokens[user] = (await response.Content.ReadFromJsonAsync<JsonElement>())
            .GetProperty("access_token")
            .GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        using (var kill = Process.Start("kill", ["-15", _process.Id.ToString(CultureInfo.InvariantCulture)]))
            await kill.WaitForExitAsync();
        await _process.WaitForExitAsync();
        _process.Dispose();
        SqliteConnection.ClearAllPools();
    }

    private long Booked()
    {
        using var connection = new SqliteConnection($"Data Source={Database("incentive")};Mode=ReadOnly");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT COALESCE(SUM(\"Versions\"), 0) FROM \"FactTotals\"";
        return (long)command.ExecuteScalar()!;
    }

    private async Task<JsonElement> FollowAsync(string location, string user)
    {
        while (true)
        {
            var state = await SendAsync(HttpMethod.Get, location, user);
            if (!state.TryGetProperty("status", out var status) || status.GetString() is not ("queued" or "running"))
                return state;
            await Task.Delay(20);
        }
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CardTeam.Verify;

namespace CardTeam.EndToEnd.Tests.MonthEnds;

/// <summary>The people of a bank doing their month end through the gateway, each with their own account.</summary>
internal sealed class BankAtWork(HttpClient http)
{
    private readonly Dictionary<string, string> _tokens = new(StringComparer.Ordinal);

    public HttpClient Http => http;

    /// <summary>The time they wait for an import or a run to end, or for a close's announcements to arrive.</summary>
    public TimeSpan WaitLimit { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>Imports a csv and waits until it has ended.</summary>
    /// <param name="key">Idempotency-Key: the same file sent again after a crash is the same import.</param>
    /// <param name="refused">The number of rows that the service must reject.</param>
    public async Task<JsonElement> ImportAsync(
        string service,
        string kind,
        string csv,
        string? key = null,
        long refused = 0
    )
    {
        var user = service switch
        {
            "training" => "trainer",
            "feedback" => "desk",
            _ => "hr",
        };
        using var content = new StringContent(csv, Encoding.UTF8);
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        var import = await FollowAsync(
            await SendAsync(HttpMethod.Post, $"/{service}/imports/{kind}", user, content, key),
            user
        );
        Assert.True(
            import.GetProperty("status").GetString() == "completed"
                && import.GetProperty("rowsRejected").GetInt64() == refused,
            import.ToString()
        );
        return import;
    }

    /// <summary>Writes a score sheet; one with regulatory findings is approved by a second person.</summary>
    public async Task PutScoreSheetAsync(string level, string json)
    {
        var sheet = JsonNode.Parse(json)!.AsObject();
        sheet["acceptFindings"] = "a test";
        using var response = await SendAsync(
            HttpMethod.Put,
            $"/performance/score-sheets/{level}",
            "hr",
            Json(sheet.ToJsonString())
        );
        var written = await SucceedAsync(response);
        if (written.GetProperty("status").GetString() != "draft")
            return;
        var id = written.GetProperty("proposal").GetString();
        using var approved = await SendAsync(
            HttpMethod.Post,
            $"/performance/score-sheets/proposals/{id}/approve",
            "approver",
            Json("{}")
        );
        await SucceedAsync(approved);
    }

    /// <summary>Writes a plan and approves it.</summary>
    public async Task PutPlanAsync(string code, string json)
    {
        using var put = await SendAsync(HttpMethod.Put, $"/incentive/plans/{code}", "analyst", Json(json));
        var version = (await SucceedAsync(put)).GetProperty("version").GetInt32();
        using var approved = await SendAsync(
            HttpMethod.Post,
            $"/incentive/plans/{code}/versions/{version}/approve",
            "approver",
            Json("""{ "acceptFindings": "a test" }""")
        );
        await SucceedAsync(approved);
    }

    public async Task CloseAsync(string period, bool acceptGaps = false)
    {
        using var response = await SendAsync(
            HttpMethod.Post,
            $"/performance/periods/{period}/close",
            "hr",
            JsonContent.Create(new { acceptGaps })
        );
        await SucceedAsync(response);
    }

    /// <summary>
    /// Runs a closed period as soon as everything it announced has arrived, and returns the run when it is calculated.
    /// </summary>
    /// <param name="without">Services that are unavailable and not waited for.</param>
    public async Task<JsonElement> RunAsync(string period, params string[] without)
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            var response = await SendAsync(
                HttpMethod.Post,
                "/incentive/runs",
                "analyst",
                JsonContent.Create(new { period, without })
            );
            if (
                (int)response.StatusCode == 409
                && await response.Content.ReadAsStringAsync() is { } problem
                && problem.Contains("run.not-complete", StringComparison.Ordinal)
            )
            {
                response.Dispose();
                await WaitAsync(began, problem);
                continue;
            }

            var run = await FollowAsync(response, "analyst");
            Assert.True(run.GetProperty("status").GetString() == "calculated", run.ToString());
            return run;
        }
    }

    public async Task<JsonElement> ApproveAsync(JsonElement run)
    {
        using var response = await SendAsync(
            HttpMethod.Post,
            $"/incentive/runs/{run.GetProperty("id").GetString()}/approve",
            "approver",
            Json("{}")
        );
        return await SucceedAsync(response);
    }

    /// <summary>Closes, runs and approves; returns the run's result hash.</summary>
    public async Task<string> MonthEndAsync(string period, bool acceptGaps = false)
    {
        await CloseAsync(period, acceptGaps);
        var run = await RunAsync(period);
        await ApproveAsync(run);
        await VerifyAsync(run);
        return run.GetProperty("resultHash").GetString()!;
    }

    /// <summary>Downloads a run with all it rests on, and has every line calculated again outside the suite.</summary>
    public async Task VerifyAsync(JsonElement run)
    {
        using var keys = await SendAsync(HttpMethod.Get, "/incentive/bundle-keys", "auditor");
        using var bundle = await SendAsync(
            HttpMethod.Get,
            $"/incentive/runs/{run.GetProperty("id").GetString()}/bundle",
            "auditor"
        );
        Assert.True(bundle.IsSuccessStatusCode, $"{bundle.StatusCode}");
        using var zip = new MemoryStream(await bundle.Content.ReadAsByteArrayAsync());
        var verified = Verifier.Check(zip, await keys.Content.ReadAsStringAsync());
        Assert.Equal(run.GetProperty("counts").GetProperty("managers").GetInt32(), verified.Statements);
        Assert.Equal(run.GetProperty("period").GetString(), $"{verified.Period}");
    }

    /// <summary>Closes a period unless it is closed.</summary>
    public async Task CloseOnceAsync(string period)
    {
        var closed = (await GetAsync("/performance/periods", "hr")).GetProperty("items").EnumerateArray();
        if (closed.All(p => p.GetProperty("period").GetString() != period))
            await CloseAsync(period, acceptGaps: true);
    }

    /// <summary>Runs a period unless there is a run of it, and waits until it is calculated.</summary>
    public async Task RunOnceAsync(string period)
    {
        if ((await RunsAsync(period)).Count == 0)
            await RunAsync(period);
        var began = Stopwatch.GetTimestamp();
        while (
            (await RunsAsync(period))[0] is var run && run.GetProperty("status").GetString() is "queued" or "running"
        )
            await WaitAsync(began, run);
    }

    /// <summary>Approves the period's run unless it is approved.</summary>
    public async Task ApproveOnceAsync(string period)
    {
        var run = (await RunsAsync(period))[0];
        if (run.GetProperty("status").GetString() != "approved")
            await ApproveAsync(run);
    }

    /// <summary>The approved statements of a period: payable, deferred and the amount left to the next.</summary>
    public async Task<Dictionary<string, (decimal Payable, decimal Deferred, decimal Carried)>> StatementsAsync(
        string period
    )
    {
        var all = new Dictionary<string, (decimal, decimal, decimal)>(StringComparer.Ordinal);
        await foreach (var item in ListAsync($"/incentive/statements?period={period}", "auditor"))
            all.Add(
                item.GetProperty("managerNo").GetString()!,
                (Amount(item, "payable"), Amount(item, "deferred"), Amount(item, "carried"))
            );
        return all;
    }

    /// <summary>
    /// All results of month ends that must be the same: runs with their hashes, statements, the ledger of every manager,
    /// the payroll stream.
    /// </summary>
    public async Task<string> ResultAsync()
    {
        var (result, managers) = (new List<string>(), new SortedSet<string>(StringComparer.Ordinal));
        foreach (
            var run in (await ApprovedRunsAsync()).OrderBy(
                r => r.GetProperty("period").GetString(),
                StringComparer.Ordinal
            )
        )
        {
            var period = run.GetProperty("period").GetString()!;
            await VerifyAsync(run);
            result.Add($"{period} {run.GetProperty("resultHash")} {run.GetProperty("total")}");
            var statements = await StatementsAsync(period);
            managers.UnionWith(statements.Keys);
            result.AddRange(
                statements.Select(s =>
                    Invariant($"{period} {s.Key} {s.Value.Payable} {s.Value.Deferred} {s.Value.Carried}")
                )
            );
        }

        foreach (var manager in managers)
            result.Add(await LedgerOfAsync(manager));
        result.AddRange((await PayrollStreamAsync()).Select(Say));
        return string.Join('\n', result);
    }

    public async Task<List<JsonElement>> ApprovedRunsAsync()
    {
        var approved = new List<JsonElement>();
        await foreach (var run in ListAsync("/incentive/runs", "analyst"))
            if (run.GetProperty("status").GetString() == "approved")
                approved.Add(run);
        return approved;
    }

    /// <summary>Checks that nobody has changed the services' audit entries.</summary>
    public async Task FindAuditWholeAsync()
    {
        foreach (var service in (string[])["performance", "training", "feedback", "incentive"])
        {
            var audit = await GetAsync($"/{service}/audit/verification", "auditor");
            Assert.True(audit.GetProperty("isWhole").GetBoolean(), $"{service}: {audit}");
        }
    }

    /// <summary>
    /// An entry of the payroll stream in one line, without the fields that depend on the clock. The id of pay released
    /// rests on its release, which has another one in every bank.
    /// </summary>
    public static string Say(JsonElement entry) =>
        string.Join(
            ' ',
            ((string[])["sequence", "eventId", "kind", "period", "managerNo", "org", "amount", "deferred", "ruleHash"])
                .Where(name => name != "eventId" || entry.GetProperty("kind").GetString() != "released")
                .Select(name => entry.GetProperty(name).ToString())
        );

    /// <summary>The sums of a manager's ledger in one line.</summary>
    private async Task<string> LedgerOfAsync(string managerNo)
    {
        var ledger = await GetAsync($"/incentive/ledger/{managerNo}", "auditor");
        return string.Join(
            ' ',
            ((string[])["managerNo", "deferred", "released", "forfeited", "recovered", "reserve", "draw", "toRecover"])
                .Select(name => ledger.GetProperty(name).GetString())
                .Append($"{ledger.GetProperty("entries").GetArrayLength()}")
        );
    }

    /// <summary>The payroll stream from its beginning.</summary>
    public async Task<List<JsonElement>> PayrollStreamAsync()
    {
        var stream = new List<JsonElement>();
        for (long last = 0; ; )
        {
            var page = await GetAsync($"/incentive/payroll/bonuses?after={last}&limit=500", "payroll");
            if (page.GetProperty("items").GetArrayLength() == 0)
                return stream;
            stream.AddRange(page.GetProperty("items").EnumerateArray());
            last = page.GetProperty("last").GetInt64();
        }
    }

    public async IAsyncEnumerable<JsonElement> ListAsync(string path, string user)
    {
        for (string? after = ""; after is not null; )
        {
            var page = await GetAsync(
                $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}limit=500&after={after}",
                user
            );
            foreach (var item in page.GetProperty("items").EnumerateArray())
                yield return item;
            after = page.GetProperty("next").GetString();
        }
    }

    public async Task<JsonElement> GetAsync(string path, string user)
    {
        using var response = await SendAsync(HttpMethod.Get, path, user);
        return await SucceedAsync(response);
    }

    public async Task<JsonElement> PostAsync(string path, string user, object body)
    {
        using var response = await SendAsync(HttpMethod.Post, path, user, JsonContent.Create(body));
        return await SucceedAsync(response);
    }

    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method,
        string path,
        string user,
        HttpContent? content = null,
        string? key = null
    )
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        request.Headers.Authorization = new("Bearer", await TokenAsync(user));
        return await http.SendAsync(request);
    }

    private async Task<List<JsonElement>> RunsAsync(string period) =>
        [.. (await GetAsync($"/incentive/runs?period={period}", "analyst")).GetProperty("items").EnumerateArray()];

    private async Task<string> TokenAsync(string user)
    {
        if (_tokens.TryGetValue(user, out var known))
            return known;
        using var response = await http.PostAsJsonAsync("/auth/token", new { user, password = "demo" });
        return _tokens[user] = (await SucceedAsync(response)).GetProperty("access_token").GetString()!;
    }

    private async Task<JsonElement> FollowAsync(HttpResponseMessage accepted, string user)
    {
        using (accepted)
        {
            await SucceedAsync(accepted);
            var began = Stopwatch.GetTimestamp();
            while (true)
            {
                var state = await GetAsync(accepted.Headers.Location!.ToString(), user);
                if (state.GetProperty("status").GetString() is not ("queued" or "running"))
                    return state;
                await WaitAsync(began, state);
            }
        }
    }

    private async Task WaitAsync(long began, object state)
    {
        Assert.True(Stopwatch.GetElapsedTime(began) < WaitLimit, $"After {WaitLimit} it is still: {state}");
        await Task.Delay(20);
    }

    private static async Task<JsonElement> SucceedAsync(HttpResponseMessage response)
    {
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(
            response.IsSuccessStatusCode,
            $"{response.RequestMessage!.Method} {response.RequestMessage.RequestUri} → {(int)response.StatusCode} {body}"
        );
        return body.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(body);
    }

    private static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");

    private static decimal Amount(JsonElement item, string name) =>
        decimal.Parse(item.GetProperty(name).GetString()!, CultureInfo.InvariantCulture);
}

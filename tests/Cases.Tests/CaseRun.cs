using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace CardTeam.Cases.Tests;

/// <summary>Takes the steps of one case and checks each result.</summary>
internal sealed class CaseRun(Suite suite)
{
    private static readonly TimeSpan ImportTimeout = TimeSpan.FromSeconds(120);
    private string? _lastErrors;

    public async Task RunAsync(IEnumerable<JsonNode> steps)
    {
        foreach (var step in steps.Where(CaseFile.IsRun))
        {
            var outcome = await TakeAsync(step);
            var expected = step["expect"]!;
            var wanted = expected["anyOf"] is JsonArray any ? any.Select(e => e!).ToList() : [expected];
            var faults = wanted.ConvertAll(e => outcome.FaultOf(e));
            if (faults.TrueForAll(f => f is not null))
                Assert.Fail($"{CaseFile.Show(step)}\n{string.Join('\n', faults)}\n{outcome}");
        }
    }

    private Task<Outcome> TakeAsync(JsonNode step) =>
        (string)step["do"]! switch
        {
            "import" => ImportAsync(step, 0),
            "slow-import" => ImportAsync(step, (int)step["bytesPerSecond"]!),
            "get" => CallAsync(step, HttpMethod.Get, (string)step["path"]!),
            "call" => CallAsync(step, new((string)step["method"]!), (string)step["path"]!),
            "get-errors" => CallAsync(step, HttpMethod.Get, _lastErrors!),
            var other => throw new InvalidOperationException($"No step is called {other}."),
        };

    private async Task<Outcome> ImportAsync(JsonNode step, int bytesPerSecond)
    {
        var file = (string)step["file"]!;
        var path = $"/{step["service"]}/imports/{step["kind"]}?{step["query"]}";
        var bytes = CaseFile.Read(file);
        var type = (string?)step["contentType"] ?? TypeOf(file);
        var (status, body, location) =
            bytesPerSecond > 0
                ? await SendSlowlyAsync(path, (string)step["as"]!, type, bytes, bytesPerSecond)
                : await SendAsync(path, (string)step["as"]!, type, bytes);
        if (status != 202)
            return new(status, body, "");
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            var state = await CallAsync(step, HttpMethod.Get, location!);
            if ((string?)state.Json?["status"] is "completed" or "failed")
            {
                _lastErrors = $"{location}/errors";
                var errors = await CallAsync(step, HttpMethod.Get, _lastErrors);
                return state with { Http = 202, Errors = errors.Body };
            }

            if (Stopwatch.GetElapsedTime(began) > ImportTimeout)
                throw new TimeoutException($"The import does not end: {state.Body}");
            await Task.Delay(20);
        }
    }

    private async Task<(int, string, string?)> SendAsync(string path, string user, string type, byte[] bytes)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        request.Headers.Authorization = new("Bearer", await suite.TokenAsync(user));
        request.Headers.AcceptLanguage.ParseAdd("en");
        using var response = await suite.Http.SendAsync(request);
        return (
            (int)response.StatusCode,
            await response.Content.ReadAsStringAsync(),
            response.Headers.Location?.OriginalString
        );
    }

    /// <summary>Sends a body at a limited number of bytes per second, which no HTTP client does by itself.</summary>
    private async Task<(int, string, string?)> SendSlowlyAsync(
        string path,
        string user,
        string type,
        byte[] bytes,
        int bytesPerSecond
    )
    {
        using var line = new TcpClient();
        await line.ConnectAsync(suite.Http.BaseAddress!.Host, suite.Http.BaseAddress.Port);
        await using var stream = line.GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes(
                $"POST {path} HTTP/1.1\r\nHost: {suite.Http.BaseAddress.Authority}\r\nAuthorization: Bearer {await suite.TokenAsync(user)}\r\nAccept-Language: en\r\nContent-Type: {type}\r\nContent-Length: {bytes.Length}\r\nConnection: close\r\n\r\n"
            )
        );
        const int pieces = 10;
        var piece = Math.Max(1, bytesPerSecond / pieces);
        for (var sent = 0; sent < bytes.Length; sent += piece)
        {
            await stream.WriteAsync(bytes.AsMemory(sent, Math.Min(piece, bytes.Length - sent)));
            await Task.Delay(TimeSpan.FromSeconds(1.0 / pieces));
        }

        using var reader = new StreamReader(stream);
        var answer = await reader.ReadToEndAsync();
        var head = answer.Split("\r\n\r\n", 2);
        var location = head[0]
            .Split("\r\n")
            .FirstOrDefault(l => l.StartsWith("Location:", StringComparison.OrdinalIgnoreCase));
        return (
            int.Parse(answer.Split(' ')[1], CultureInfo.InvariantCulture),
            head[^1],
            location?["Location:".Length..].Trim()
        );
    }

    private async Task<Outcome> CallAsync(JsonNode step, HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new("Bearer", await suite.TokenAsync((string)step["as"]!));
        if (step["headers"] is JsonObject headers)
            foreach (var (name, value) in headers)
                request.Headers.TryAddWithoutValidation(name, (string)value!);
        else
            request.Headers.AcceptLanguage.ParseAdd("en");
        if (step["body"] is { } body)
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await suite.Http.SendAsync(request);
        var bytes = await response.Content.ReadAsByteArrayAsync();
        return new((int)response.StatusCode, Encoding.UTF8.GetString(bytes), "")
        {
            FirstBytes = Convert.ToHexStringLower(bytes.AsSpan(0, Math.Min(3, bytes.Length))),
        };
    }

    private static string TypeOf(string file) =>
        Path.GetExtension(file) switch
        {
            ".xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            ".txt" => "text/plain",
            _ => "text/csv",
        };
}

/// <summary>The result of a step.</summary>
/// <param name="Errors">The list of errors, for an import.</param>
internal sealed record Outcome(int Http, string Body, string Errors)
{
    public string FirstBytes { get; init; } = "";

    public JsonNode? Json
    {
        get
        {
            try
            {
                return JsonNode.Parse(Body);
            }
            catch (System.Text.Json.JsonException)
            {
                return null;
            }
        }
    }

    public override string ToString() => $"came: {Http} {Body}\n{Errors}";

    /// <summary>The first difference from the expected result; null where there is none.</summary>
    public string? FaultOf(JsonNode expected)
    {
        // A call whose answer is described without a status must have succeeded.
        if (expected["http"] is null && Http >= 300)
            return $"{Http} where an answer was expected";
        foreach (var (key, value) in expected.AsObject())
            if (FaultOf(key, value) is { } fault)
                return $"{key}: {fault}";
        return null;
    }

    private string? FaultOf(string key, JsonNode? value)
    {
        switch (key)
        {
            case "http":
                return value!.AsArray().Any(s => (int)s! == Http) ? null : $"{Http} is not one of {value}";
            case "status" or "errorCode" or "rowsAccepted" or "rowsUnchanged" or "rowsRejected":
                return Same(Json?[key], value)
                    ? null
                    : $"{CaseFile.Show(Json?[key])} instead of {CaseFile.Show(value)}";
            case "errors":
                return value!.AsArray().Select(e => FaultOfError(e!)).FirstOrDefault(f => f is not null);
            case "messageHas":
                return value!
                    .AsArray()
                    .Select(w => (string)w!)
                    .Where(w => !$"{Body}{Errors}".Contains(w, StringComparison.OrdinalIgnoreCase))
                    .Select(w => $"nothing says '{w}'")
                    .FirstOrDefault();
            case "messageHasNot":
                return value!
                    .AsArray()
                    .Select(w => (string)w!)
                    .Where(w => $"{Body}{Errors}".Contains(w, StringComparison.OrdinalIgnoreCase))
                    .Select(w => $"it says '{w}'")
                    .FirstOrDefault();
            case "fields":
                return Has(Json, value!) ? null : $"it has other fields than {CaseFile.Show(value)}";
            case "only":
                return Items.FirstOrDefault(i => !value!.AsArray().Any(e => Has(i, e!))) is { } other
                    ? $"{CaseFile.Show(other)} is none of them"
                    : null;
            case "none":
                return Items.FirstOrDefault(i => value!.AsArray().Any(e => Has(i, e!))) is { } found
                    ? $"{CaseFile.Show(found)} is there"
                    : null;
            case "count":
                return Items.Count == (int)value! ? null : $"{Items.Count} instead of {value}";
            case "countIn":
                return value!.AsArray().Any(c => (int)c! == Items.Count) ? null : $"{Items.Count} is none of {value}";
            case "firstBytes":
                return FirstBytes == (string)value! ? null : $"{FirstBytes} instead of {value}";
            case "anyOfText":
                return value!.AsArray().Any(t => Body.Contains((string)t!, StringComparison.Ordinal))
                    ? null
                    : "it has none of the texts";
            default:
                return $"nobody knows how to look at {key}";
        }
    }

    private List<JsonNode> Items => [.. (Json?["items"] ?? Json)!.AsArray().Select(i => i!)];

    private string? FaultOfError(JsonNode expected)
    {
        var row = (long)expected["row"]!;
        var column = (string?)expected["column"];
        var code = (string?)expected["code"];
        var found = Errors
            .TrimStart('\uFEFF')
            .Split("\r\n", StringSplitOptions.RemoveEmptyEntries)
            .Skip(1)
            .Select(l => l.Split(',', 4))
            .Any(e =>
                e[0] == row.ToString(CultureInfo.InvariantCulture)
                && (column is null || e[1] == column)
                && (code is null || e[2] == code)
            );
        return found ? null : $"no mistake is told of row {row}, {column ?? "any column"}, {code ?? "any code"}";
    }

    /// <summary>True where every expected field is present with the same value.</summary>
    private static bool Has(JsonNode? found, JsonNode expected) =>
        expected.AsObject().All(field => Same(found?[field.Key], field.Value));

    private static bool Same(JsonNode? found, JsonNode? expected) => JsonNode.DeepEquals(found, expected);
}

using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace CardTeam.DemonstrationBank;

/// <summary>
/// An answer of the suite: its body, which is undefined where there was none, and the address of the resource; null
/// where none is given.
/// </summary>
internal sealed record Answer(JsonElement Body, string? Location)
{
    /// <summary>The items of a list.</summary>
    public IEnumerable<JsonElement> Items => Body.GetProperty("items").EnumerateArray();
}

/// <summary>
/// Calls the gateway as the demonstration users, and turns every unsuccessful answer into one exception.
/// </summary>
internal sealed class BankClient(HttpClient gateway, TimeProvider time)
{
    // The password of all demonstration users.
    private const string Password = "demo";

    private static readonly TimeSpan LongestBackOff = TimeSpan.FromSeconds(30);
    private readonly Dictionary<string, (string Token, DateTimeOffset Until)> tokens = new(StringComparer.Ordinal);

    public Task<Answer> Get(string step, string user, string path, CancellationToken cancellation) =>
        Send(step, user, () => new HttpRequestMessage(HttpMethod.Get, path), cancellation);

    public Task<Answer> Put(string step, string user, string path, string json, CancellationToken cancellation) =>
        Send(step, user, () => new HttpRequestMessage(HttpMethod.Put, path) { Content = Json(json) }, cancellation);

    public Task<Answer> Post(string step, string user, string path, string json, CancellationToken cancellation) =>
        Send(step, user, () => new HttpRequestMessage(HttpMethod.Post, path) { Content = Json(json) }, cancellation);

    /// <summary>Posts a csv; with a key, repeating the same file is answered with the first import.</summary>
    public Task<Answer> PostCsv(
        string step,
        string user,
        string path,
        ReadOnlyMemory<byte> csv,
        string? key,
        CancellationToken cancellation
    ) =>
        Send(
            step,
            user,
            () =>
            {
                var request = new HttpRequestMessage(HttpMethod.Post, path)
                {
                    Content = new ReadOnlyMemoryContent(csv),
                };
                request.Content.Headers.ContentType = new MediaTypeHeaderValue("text/csv", "utf-8");
                if (key is not null)
                {
                    request.Headers.Add("Idempotency-Key", key);
                }

                return request;
            },
            cancellation
        );

    /// <summary>Gets the text at the path, such as the rejected rows of an import.</summary>
    public async Task<string> Text(string step, string user, string path, CancellationToken cancellation)
    {
        using var response = await Exchange(
            step,
            user,
            () => new HttpRequestMessage(HttpMethod.Get, path),
            cancellation
        );
        return await response.Content.ReadAsStringAsync(cancellation);
    }

    /// <summary>Opens a public page, as somebody who does not sign in.</summary>
    public async Task<string> Page(string step, string path, CancellationToken cancellation)
    {
        using var response = await Exchange(step, () => new HttpRequestMessage(HttpMethod.Get, path), cancellation);
        return await response.Content.ReadAsStringAsync(cancellation);
    }

    /// <summary>Sends a public form with its fields, as somebody who does not sign in.</summary>
    public async Task SendForm(
        string step,
        string path,
        IReadOnlyDictionary<string, string> fields,
        CancellationToken cancellation
    )
    {
        using var response = await Exchange(
            step,
            () => new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields) },
            cancellation
        );
    }

    private async Task<Answer> Send(
        string step,
        string user,
        Func<HttpRequestMessage> request,
        CancellationToken cancellation
    )
    {
        using var response = await Exchange(step, user, request, cancellation);
        var text = await response.Content.ReadAsStringAsync(cancellation);
        return new Answer(text.Length == 0 ? default : Parse(step, text), LocationOf(response));
    }

    private async Task<HttpResponseMessage> Exchange(
        string step,
        string user,
        Func<HttpRequestMessage> make,
        CancellationToken cancellation
    )
    {
        var token = await TokenOf(step, user, cancellation);
        return await Exchange(
            step,
            () =>
            {
                var request = make();
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
                return request;
            },
            cancellation
        );
    }

    // Where the suite is busy or limits the rate, the request waits as long as it is told to; nothing else is repeated
    // here.
    private async Task<HttpResponseMessage> Exchange(
        string step,
        Func<HttpRequestMessage> make,
        CancellationToken cancellation
    )
    {
        for (var attempt = 1; ; attempt++)
        {
            using var request = make();
            HttpResponseMessage response;
            try
            {
                response = await gateway.SendAsync(request, cancellation);
            }
            catch (HttpRequestException unreachable)
            {
                throw new MonthEndWalkException(step, "unreachable", unreachable.Message, inner: unreachable);
            }
            catch (TaskCanceledException late) when (!cancellation.IsCancellationRequested)
            {
                throw new MonthEndWalkException(step, "timeout", late.Message, inner: late);
            }

            if (response.IsSuccessStatusCode)
            {
                return response;
            }

            using (response)
            {
                if (
                    attempt <= 5
                    && response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable
                )
                {
                    var wait = response.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(attempt);
                    await Task.Delay(wait < LongestBackOff ? wait : LongestBackOff, time, cancellation);
                    continue;
                }

                throw await ProblemOf(step, response, cancellation);
            }
        }
    }

    private async Task<string> TokenOf(string step, string user, CancellationToken cancellation)
    {
        if (tokens.TryGetValue(user, out var held) && held.Until > time.GetUtcNow())
        {
            return held.Token;
        }

        step = $"{step}: sign in as {user}";
        using var response = await Exchange(
            step,
            () =>
                new HttpRequestMessage(HttpMethod.Post, "/auth/token")
                {
                    Content = JsonContent.Create(new { user, password = Password }),
                },
            cancellation
        );
        var body = Parse(step, await response.Content.ReadAsStringAsync(cancellation));
        var token = body.GetProperty("access_token").GetString()!;

        // Half its lifetime, so that a token never expires between two requests.
        tokens[user] = (token, time.GetUtcNow().AddSeconds(body.GetProperty("expires_in").GetInt32() / 2));
        return token;
    }

    private static async Task<MonthEndWalkException> ProblemOf(
        string step,
        HttpResponseMessage response,
        CancellationToken cancellation
    )
    {
        var status = ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture);
        var text = await response.Content.ReadAsStringAsync(cancellation);
        try
        {
            using var problem = JsonDocument.Parse(text);
            var code = Text(problem.RootElement, "code");
            var detail = Text(problem.RootElement, "detail");
            return new MonthEndWalkException(
                step,
                code.Length > 0 ? code : status,
                detail.Length > 0 ? detail : Text(problem.RootElement, "title"),
                response.StatusCode
            );
        }
        catch (JsonException)
        {
            return new MonthEndWalkException(step, status, text.Length > 200 ? text[..200] : text, response.StatusCode);
        }
    }

    /// <summary>The property as text; empty where there is none or it is no text.</summary>
    public static string Text(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object
        && of.TryGetProperty(name, out var text)
        && text.ValueKind == JsonValueKind.String
            ? text.GetString()!
            : "";

    private static JsonElement Parse(string step, string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException unreadable)
        {
            throw new MonthEndWalkException(step, "unreadable", "the answer is no JSON", inner: unreadable);
        }
    }

    // Used as it was sent: on some systems a path alone would be parsed as a file's address. An absolute address may
    // name the service behind the gateway, so only its path is followed.
    private static string? LocationOf(HttpResponseMessage response)
    {
        if (!response.Headers.NonValidated.TryGetValues("Location", out var values))
        {
            return null;
        }

        var location = values.ToString();
        return location.StartsWith("http", StringComparison.Ordinal) ? new Uri(location).PathAndQuery : location;
    }

    private static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");
}

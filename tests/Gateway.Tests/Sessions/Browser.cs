using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace CardTeam.Gateway.Tests.Sessions;

/// <summary>Calls as a page of the console does: with cookies, and with the latest antiforgery token.</summary>
/// <param name="gateway">The address it calls.</param>
/// <param name="host">
/// The host name in the browser's address, when a balancer is in between; null for the gateway's own.
/// </param>
internal sealed class Browser(Uri gateway, string? host = null) : IDisposable
{
    private readonly HttpClient http = new(
        new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
        }
    )
    {
        BaseAddress = gateway,
        DefaultRequestHeaders = { AcceptLanguage = { new("en") } },
    };

    /// <summary>The cookies, kept in a dictionary so that tests can read and remove single ones.</summary>
    public Dictionary<string, string> Cookies { get; } = new(StringComparer.Ordinal);

    public string Antiforgery { get; set; } = "";

    /// <summary>The session the page believes to be in; null to send none.</summary>
    public string? Session { get; set; }

    /// <summary>The last answer's cookies with their attributes.</summary>
    public IReadOnlyList<string> SetCookies { get; private set; } = [];

    public async Task<JsonElement> SessionAsync() => await TakeAsync(await SendAsync(HttpMethod.Get, "/session"));

    public async Task<HttpResponseMessage> SignInAsync(string user, string password = "demo")
    {
        if (Antiforgery.Length == 0)
            await SessionAsync();
        var response = await SendAsync(HttpMethod.Post, "/session", JsonContent.Create(new { user, password }));
        if (response.IsSuccessStatusCode)
            await TakeAsync(response);
        return response;
    }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Host = host;
        if (Cookies.Count > 0)
            request.Headers.Add("Cookie", string.Join("; ", Cookies.Select(c => $"{c.Key}={c.Value}")));
        if (method != HttpMethod.Get && Antiforgery.Length > 0)
            request.Headers.Add("X-Antiforgery", Antiforgery);
        if (Session is not null)
            request.Headers.Add("X-Session", Session);
        var response = await http.SendAsync(request);
        SetCookies = response.Headers.TryGetValues("Set-Cookie", out var set) ? set.ToList() : [];
        foreach (var cookie in SetCookies)
        {
            var (name, value) = (
                cookie[..cookie.IndexOf('=', StringComparison.Ordinal)],
                cookie.Split(';')[0][(cookie.IndexOf('=', StringComparison.Ordinal) + 1)..]
            );
            if (value.Length == 0)
                Cookies.Remove(name);
            else
                Cookies[name] = value;
        }

        return response;
    }

    public async Task<HttpStatusCode> StatusAsync(HttpMethod method, string path) =>
        (await SendAsync(method, path)).StatusCode;

    public void Dispose() => http.Dispose();

    private async Task<JsonElement> TakeAsync(HttpResponseMessage response)
    {
        var session = JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync());
        Antiforgery = session.GetProperty("antiforgery").GetString()!;
        return session;
    }
}

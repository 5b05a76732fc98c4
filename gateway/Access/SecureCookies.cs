using Microsoft.Extensions.Primitives;

namespace CardTeam.Gateway.Access;

/// <summary>
/// Beyond this machine, makes the gateway's cookies Secure with the prefix <c>__Host-</c>. A browser ties such a cookie
/// to this host over https, so that no neighbouring host can plant one.
/// </summary>
internal static class SecureCookies
{
    private const string Prefix = "__Host-";

    private static readonly string[] Names = ["cardteam-session", "cardteam-antiforgery"];

    /// <summary>
    /// Treats a request for a name beyond this machine as https, also when the proxy that ends TLS does not report it.
    /// People reach such a name only by TLS, because their browser would otherwise keep no Secure cookie.
    /// </summary>
    public static Task AnswerAsync(HttpContext http, RequestDelegate next)
    {
        ArgumentNullException.ThrowIfNull(http);
        if (!http.Request.IsHttps && Hosts.IsLoopback(http.Request.Host))
            return next(http);
        http.Request.Scheme = "https";
        if (http.Request.Headers.Cookie.Count > 0)
            http.Request.Headers.Cookie = Received(http.Request.Headers.Cookie);
        http.Response.OnStarting(
            static state =>
            {
                var headers = ((HttpContext)state).Response.Headers;
                if (headers.SetCookie.Count > 0)
                    headers.SetCookie = Sent(headers.SetCookie);
                return Task.CompletedTask;
            },
            http
        );
        return next(http);
    }

    /// <summary>
    /// The received cookies without the prefix, as the framework knows them; a cookie that came without it was set by
    /// somebody else and is dropped.
    /// </summary>
    private static StringValues Received(StringValues cookies) =>
        string.Join(
            "; ",
            cookies
                .SelectMany(header => (header ?? "").Split(';', StringSplitOptions.TrimEntries))
                .Where(cookie => !IsOwn(cookie))
                .Select(cookie => IsOwn(WithoutPrefix(cookie)) ? WithoutPrefix(cookie) : cookie)
        );

    private static StringValues Sent(StringValues cookies) =>
        cookies
            .Select(cookie =>
                IsOwn(cookie!)
                    ? Prefix
                        + cookie
                        + (cookie!.Contains("; secure", StringComparison.OrdinalIgnoreCase) ? "" : "; secure")
                    : cookie
            )
            .ToArray();

    private static string WithoutPrefix(string cookie) =>
        cookie.StartsWith(Prefix, StringComparison.Ordinal) ? cookie[Prefix.Length..] : cookie;

    /// <summary>
    /// True for the gateway's own cookies. A long value is split over several cookies whose names begin alike.
    /// </summary>
    private static bool IsOwn(string cookie) =>
        Array.Exists(Names, name => cookie.StartsWith(name, StringComparison.OrdinalIgnoreCase));
}

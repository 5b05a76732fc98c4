namespace CardTeam.Gateway.Access;

/// <summary>
/// Adds to every answer the headers that forbid a browser to cache it, guess its type, frame it or send its address on.
/// </summary>
internal static class AnswerHeaders
{
    // The policy of an answer that is data: opened as a page, it may do nothing.
    private const string DataPolicy = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    // The API pages write inline styles when they are shown.
    private const string DocsPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        + "font-src 'self'; connect-src 'self'; "
        + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    public static void Add(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] =
            "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), "
            + "payment=(), usb=()";
        if (http.Request.IsHttps)
            headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
        if (headers.ContentSecurityPolicy.Count == 0)
            headers.ContentSecurityPolicy = http.Request.Path.StartsWithSegments(
                "/docs",
                StringComparison.OrdinalIgnoreCase
            )
                ? DocsPolicy
                : DataPolicy;
        // Data on pay and people must not be stored on a disk; only the console's own files may be, and set their own
        // header.
        if (headers.CacheControl.Count == 0 || !IsPublic(http))
            headers.CacheControl = "no-store";
    }

    private static bool IsPublic(HttpContext http) =>
        http.GetEndpoint() is not RouteEndpoint route || route.RoutePattern.RawText is "/" or "/assets/{**file}";
}

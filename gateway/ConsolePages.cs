using System.Collections.Frozen;
using System.IO.Compression;
using System.Reflection;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;

namespace CardTeam.Gateway;

/// <summary>
/// The console and the API pages. The console's files lie in this very assembly, compressed when it was built; a build without Node.js has none, and says at <c>/</c>
/// how to get them.
/// </summary>
internal static class ConsolePages
{
    private const string Prefix = "console/",
        Index = "index.html",
        Compressed = ".br";

    // Scripts and calls of our own origin only. Styles inline, too: the components write theirs as they are shown.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; "
        + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private static readonly Assembly Own = typeof(ConsolePages).Assembly;
    private static readonly FrozenSet<string> Files = Own.GetManifestResourceNames()
        .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal))
        .Select(n => n[Prefix.Length..])
        .ToFrozenSet();
    private static readonly FileExtensionContentTypeProvider Types = new();

    public static void MapPages(this WebApplication app)
    {
        // Only there: it compares every path it sees with several expressions, which a request that is forwarded need not pay for.
        app.UseWhen(
            static http => http.Request.Path.StartsWithSegments("/docs"),
            docs =>
                docs.UseSwaggerUI(options =>
                {
                    options.RoutePrefix = "docs";
                    options.DocumentTitle = "CardTeam API";
                    foreach (var service in ServiceRoutes.Services)
                        options.SwaggerEndpoint($"/{service}/openapi/v1.json", service);
                })
        );
        app.MapGet("/", static (HttpContext http) => Page(http)).AllowAnonymous();
        // Its names are its contents' hashes: what a browser has, it need not ask for again.
        app.MapGet(
                "/assets/{**file}",
                static (HttpContext http, string file) =>
                    File(http, $"assets/{file}", "public, max-age=31536000, immutable")
            )
            .AllowAnonymous();
        // A page of the console that somebody opens or reloads; a program that asks for what is not there gets its 404.
        app.Use(
            static (http, next) =>
                http.GetEndpoint() is null
                && HttpMethods.IsGet(http.Request.Method)
                && http.Request.GetTypedHeaders().Accept.Any(t => t.MediaType == "text/html")
                    ? Page(http).ExecuteAsync(http)
                    : next(http)
        );
    }

    private static IResult Page(HttpContext http)
    {
        http.Response.Headers.ContentSecurityPolicy = Policy;
        if (Files.Contains(Index + Compressed))
            return File(http, Index, "no-cache");
        return Results.Stream(Own.GetManifestResourceStream("Welcome.html")!, "text/html; charset=utf-8");
    }

    private static IResult File(HttpContext http, string file, string cacheControl)
    {
        var isCompressed = Files.Contains(file + Compressed);
        if (!isCompressed && !Files.Contains(file))
            return Results.NotFound();
        var stored = Own.GetManifestResourceStream(Prefix + file + (isCompressed ? Compressed : ""))!;
        http.Response.Headers.CacheControl = cacheControl;
        var type = Types.TryGetContentType(file, out var known) ? known : "application/octet-stream";
        if (!isCompressed)
            return Results.Stream(stored, type);
        http.Response.Headers.Vary = HeaderNames.AcceptEncoding;
        type += type.StartsWith("text/", StringComparison.Ordinal) ? "; charset=utf-8" : "";
        if (!http.Request.Headers.AcceptEncoding.ToString().Contains("br", StringComparison.Ordinal))
            return Results.Stream(new BrotliStream(stored, CompressionMode.Decompress), type);
        http.Response.Headers.ContentEncoding = "br";
        return Results.Stream(stored, type);
    }
}

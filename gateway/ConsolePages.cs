using System.Collections.Frozen;
using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using CardTeam.ServiceDefaults.Description;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;

namespace CardTeam.Gateway;

/// <summary>
/// The console and the API pages. The console's files are embedded in this assembly, compressed at build time; a build
/// without Node.js has none, and <c>/</c> explains how to get them.
/// </summary>
internal static class ConsolePages
{
    private const string Prefix = "console/",
        Index = "index.html",
        Compressed = ".br",
        Nonce = "{{nonce}}";

    // Scripts, styles and calls of our own origin only. The components write style sheets when they are shown, which
    // carry the nonce of their page; a style that somebody else gets into the page does not.
    private const string Policy =
        $"default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{Nonce}'; img-src 'self' data: blob:; "
        + "font-src 'self'; connect-src 'self'; manifest-src 'self'; "
        + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private static readonly Assembly Own = typeof(ConsolePages).Assembly;
    private static readonly FrozenSet<string> Files = Own.GetManifestResourceNames()
        .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal))
        .Select(n => n[Prefix.Length..])
        .ToFrozenSet();
    private static readonly FileExtensionContentTypeProvider Types = new();

    /// <summary>The page, with a place for the nonce of each answer.</summary>
    private static readonly Lazy<string> WholePage = new(ReadPage);

    public static void MapPages(this WebApplication app)
    {
        // Limited to the API pages: the middleware compares every path with several expressions, which forwarded
        // requests need not pay for.
        app.UseWhen(
            static http => http.Request.Path.StartsWithSegments("/docs", StringComparison.OrdinalIgnoreCase),
            docs =>
                docs.UseSwaggerUI(options =>
                {
                    options.RoutePrefix = "docs";
                    options.DocumentTitle = "CardTeam API";
                    foreach (var service in ServiceRoutes.Services)
                        options.SwaggerEndpoint($"/{service}/openapi/v1.json", service);
                    options.SwaggerEndpoint("/openapi/v1.json", "gateway");
                })
        );
        app.MapGet("/", static (HttpContext http) => Page(http)).ExcludeFromDescription().AllowAnonymous();
        // The files' names are hashes of their contents: a browser need not request a cached file again.
        app.MapGet(
                "/assets/{**file}",
                static (HttpContext http, string file) =>
                    File(http, $"assets/{file}", "public, max-age=31536000, immutable")
            )
            .ExcludeFromDescription()
            .AllowAnonymous();
        // For a console page that somebody opens or reloads; a program that requests a missing address gets its 404.
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
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(18));
        http.Response.Headers.ContentSecurityPolicy = Policy.Replace(Nonce, nonce, StringComparison.Ordinal);
        http.Response.Headers.CacheControl = "no-cache";
        return Results.Text(
            WholePage.Value.Replace(Nonce, nonce, StringComparison.Ordinal),
            "text/html; charset=utf-8"
        );
    }

    private static string ReadPage()
    {
        using var stored = Files.Contains(Index + Compressed)
            ? new BrotliStream(Own.GetManifestResourceStream(Prefix + Index + Compressed)!, CompressionMode.Decompress)
            : Own.GetManifestResourceStream("Welcome.html")!;
        using var reader = new StreamReader(stored);
        return reader.ReadToEnd();
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

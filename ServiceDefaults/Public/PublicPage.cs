using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace CardTeam.ServiceDefaults.Public;

/// <summary>
/// A page for everybody, without sign-in: plain HTML in the visitor's language, small, and without anything from
/// elsewhere. Only the page's own style and script run.
/// </summary>
public static class PublicPage
{
    /// <summary>The address under which all public pages are.</summary>
    public const string Root = "/public";

    private const string LanguageKey = "lang";

    private const string Style = """
        *{box-sizing:border-box}
        body{margin:0;font:1.0625rem/1.6 system-ui,"PingFang SC","Microsoft YaHei",sans-serif;color:#1f2937;background:#fff}
        header,main{max-width:40rem;margin:0 auto;padding:1rem}
        header{display:flex;justify-content:space-between;gap:1rem;border-bottom:1px solid #d1d5db}
        h1{font-size:1.5rem;line-height:1.3}
        h2{font-size:1.25rem;margin-top:2.5rem}
        a{color:#0958d9}
        label,legend{display:block;font-weight:600;margin-top:1.25rem}
        small{display:block;color:#4b5563}
        input,select,textarea,button{font:inherit;width:100%;max-width:100%;padding:.55rem;border:1px solid #6b7280;border-radius:.35rem;background:#fff;color:inherit}
        input[type=radio]{width:auto}
        button{margin-top:1.5rem;background:#0958d9;border-color:#0958d9;color:#fff;cursor:pointer;min-height:2.75rem}
        button[disabled]{background:#4b5563;border-color:#4b5563}
        :focus-visible{outline:3px solid #fa8c16;outline-offset:2px}
        .box{border-left:.3rem solid #0958d9;background:#f0f5ff;padding:.75rem 1rem;margin:1rem 0}
        .fault{border-color:#cf1322;background:#fff1f0}
        .code{font:600 1.25rem/1.6 ui-monospace,monospace;overflow-wrap:anywhere}
        .text{white-space:pre-wrap;overflow-wrap:anywhere}
        .gone{position:absolute;left:-99rem}
        dt{font-weight:600;margin-top:.75rem}dd{margin:0}
        """;

    /// <summary>
    /// Takes the language that the address names instead of the one the browser asks for, so that a visitor can change
    /// it without a cookie.
    /// </summary>
    public static void ChooseLanguage(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        if (http.Request.Query[LanguageKey].ToString() is "en" or "zh")
            http.Request.Headers.AcceptLanguage = http.Request.Query[LanguageKey];
    }

    /// <summary>The address of a public page in the language the visitor chose.</summary>
    public static string AddressOf(HttpContext http, string path)
    {
        ArgumentNullException.ThrowIfNull(http);
        return http.Request.Query[LanguageKey].ToString() is "en" or "zh"
            ? $"{path}?{LanguageKey}={http.Request.Query[LanguageKey]}"
            : path;
    }

    /// <summary>Answers with a page.</summary>
    /// <param name="content">What stands below the heading.</param>
    /// <param name="script">The page's script; null for none. The page is usable without it.</param>
    public static async Task WriteAsync(
        HttpContext http,
        Text title,
        Html content,
        string? script = null,
        int status = StatusCodes.Status200OK
    )
    {
        ArgumentNullException.ThrowIfNull(http);
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(18));
        var isEnglish = Language.IsEnglish(http);
        var page = Html.Of(
            $"""
            <!doctype html>
            <html lang="{(isEnglish ? "en" : "zh-CN")}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex">
            <title>{title.For(http)}</title>
            <style nonce="{nonce}">{new Html(Style)}</style>
            </head>
            <body>
            <header><a href="{AddressOf(http, Root)}">{new Text("信用卡客户服务", "Card customer service").For(
                http
            )}</a>
            <a href="?{LanguageKey}={(isEnglish ? "zh" : "en")}" lang="{(isEnglish ? "zh-CN" : "en")}">{(
                isEnglish ? "中文" : "English"
            )}</a></header>
            <main>
            <h1>{title.For(http)}</h1>
            {content}
            </main>
            {(script is null ? Html.Nothing : Html.Of($"<script nonce=\"{nonce}\">{new Html(script)}</script>"))}
            </body>
            </html>
            """
        );
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; style-src 'nonce-{nonce}'; script-src 'nonce-{nonce}'; "
            + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
        await http.Response.WriteAsync(page.Markup, http.RequestAborted);
    }

    /// <summary>Answers with a page that has one sentence.</summary>
    public static Task WriteAsync(HttpContext http, Text title, Text sentence, int status) =>
        WriteAsync(http, title, Html.Of($"<p class=\"box fault\">{sentence.For(http)}</p>"), status: status);
}

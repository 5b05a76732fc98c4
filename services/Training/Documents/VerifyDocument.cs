using System.Globalization;
using CardTeam.Contracts;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Public;
using CardTeam.Training.Data;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Training.Documents;

/// <summary>
/// The public page that verifies a certificate by the code on its document: a masked name, the certificate, its interval
/// and its state, and nothing else. Nobody signs in.
/// </summary>
internal static class VerifyDocument
{
    public const string Path = $"{PublicPage.Root}/certificates";

    private static readonly Text Title = new("证书验证", "Verify a certificate");

    private static readonly Dictionary<string, Text> States = new(StringComparer.Ordinal)
    {
        ["valid"] = new("有效", "Valid"),
        ["not-yet-valid"] = new("尚未生效", "Not yet valid"),
        ["expired"] = new("已过期", "Expired"),
        ["suspended"] = new("暂停", "Suspended"),
        ["revoked"] = new("已吊销", "Revoked"),
    };

    public static void MapVerification(this IEndpointRouteBuilder app)
    {
        var pages = app.MapPublic("certificates");
        pages.MapGet("", Ask);
        pages.MapGet("{code}", Show);
    }

    /// <param name="code">A code that the form sends here; null for the form itself.</param>
    private static Task Ask(string? code, HttpContext http)
    {
        if (!string.IsNullOrWhiteSpace(code))
        {
            http.Response.Redirect(
                PublicPage.AddressOf(http, $"{Path}/{Uri.EscapeDataString(CertificateDocument.Read(code) ?? "-")}"),
                permanent: false
            );
            return Task.CompletedTask;
        }

        return PublicPage.WriteAsync(http, Title, Form(http));
    }

    private static async Task Show(
        string code,
        HttpContext http,
        TrainingDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var today = BankCalendar.Today(clock);
        var asked = CertificateDocument.Read(code);
        var document = asked is null
            ? null
            : await db.CertificateDocuments.AsNoTracking().FirstOrDefaultAsync(d => d.Code == asked, ct);
        var standing = document is null ? null : await StandingOfDocument.OfAsync(document, today, db, ct);
        if (standing is null)
            throw new RuleBrokenException(
                "certificate-document.not-found",
                new("没有这个验证码的证书，请核对后重新输入。", "There is no certificate with this code; check it."),
                status: 404
            );
        await PublicPage.WriteAsync(
            http,
            Title,
            Html.Of(
                $"""
                <p class="box">{States[standing.State].For(http)}</p>
                <dl>
                <dt>{new Text("姓名", "Name").For(http)}</dt><dd>{StandingOfDocument.Masked(standing.Name)}</dd>
                <dt>{new Text("证书", "Certificate").For(http)}</dt><dd>{standing.Certificate}</dd>
                <dt>{new Text("有效期", "Valid").For(http)}</dt><dd>{Interval(standing).For(http)}</dd>
                <dt>{new Text("查询日期", "As of").For(http)}</dt><dd>{Day(today)}</dd>
                </dl>
                {Form(http)}
                """
            )
        );
    }

    private static Html Form(HttpContext http) =>
        Html.Of(
            $"""
            <form method="get" action="{Path}">
            {LanguageField(http)}
            <label for="code">{new Text("证书上的验证码", "The code on the certificate").For(http)}</label>
            <input id="code" name="code" required maxlength="40" autocomplete="off" spellcheck="false">
            <button>{new Text("查询", "Verify").For(http)}</button>
            </form>
            """
        );

    private static Html LanguageField(HttpContext http) =>
        http.Request.Query["lang"].ToString() is "en" or "zh"
            ? Html.Of($"<input type=\"hidden\" name=\"lang\" value=\"{http.Request.Query["lang"].ToString()}\">")
            : Html.Nothing;

    private static Text Interval(StandingOfDocument standing) =>
        standing.ValidTo is { } to
            ? new($"{Day(standing.ValidFrom)} 至 {Day(to)}", $"{Day(standing.ValidFrom)} to {Day(to)}")
            : new($"{Day(standing.ValidFrom)} 起", $"from {Day(standing.ValidFrom)} on");

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

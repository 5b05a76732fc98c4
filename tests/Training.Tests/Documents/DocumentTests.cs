using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using CardTeam.Contracts.Performance;
using CardTeam.Testing;
using CardTeam.Training.Documents;
using static CardTeam.Training.Tests.TrainingDesk;

namespace CardTeam.Training.Tests.Documents;

/// <summary>The document of a certificate, and the public page that verifies it by its code.</summary>
public partial class DocumentTests
{
    [Fact]
    public async Task The_public_page_says_the_state_and_a_masked_name_and_nothing_else()
    {
        await using var service = await BankAsync();
        var code = await IssueAsync(service, Manager(service, "M1"));
        Assert.Matches("^[A-Z2-9]{4}(-[A-Z2-9]{4}){4}$", code);
        // The same interval has one code.
        Assert.Equal(code, await IssueAsync(service, Trainer(service)));

        var page = await PageAsync(service, code);
        Assert.Contains("张**", page, StringComparison.Ordinal);
        Assert.Contains("2026-01-01 至 2026-12-31", page, StringComparison.Ordinal);
        Assert.Contains(">有效<", page, StringComparison.Ordinal);
        Assert.DoesNotContain("三丰", page, StringComparison.Ordinal);
        Assert.DoesNotContain("M1", page, StringComparison.Ordinal);
        Assert.DoesNotContain("CS-1", page, StringComparison.Ordinal);
        Assert.True(Encoding.UTF8.GetByteCount(page) < 30_000);
        // As people type it.
        Assert.Contains(
            "张**",
            await PageAsync(service, code.Replace("-", " ", StringComparison.Ordinal).ToLowerInvariant()),
            StringComparison.Ordinal
        );
        Assert.Contains("Valid", await PageAsync(service, code, "?lang=en"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("suspended", "2026-06-01", "暂停")]
    [InlineData("suspended", "2026-07-01", "有效")]
    [InlineData("revoked", "2026-06-01", "已吊销")]
    public async Task It_says_what_is_known_today(string kind, string from, string state)
    {
        await using var service = await BankAsync();
        var code = await IssueAsync(service, Trainer(service));
        await SendAsync(
            Trainer(service),
            HttpMethod.Post,
            "/certificate-sanctions",
            JsonSerializer.Serialize(
                new
                {
                    managerNo = "M1",
                    certificate = "SALES",
                    kind,
                    from,
                    reason = "违规销售",
                }
            )
        );
        var page = await PageAsync(service, code);
        Assert.Contains($">{state}<", page, StringComparison.Ordinal);
        Assert.DoesNotContain("违规", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expired_one_says_so_and_an_unknown_code_is_not_found()
    {
        await using var service = await BankAsync();
        var code = await IssueAsync(service, Trainer(service));
        service.Clock.SetTo(new(2027, 1, 1));
        Assert.Contains(">已过期<", await PageAsync(service, code), StringComparison.Ordinal);
        foreach (var other in new[] { "x", "AAAA-AAAA-AAAA-AAAA-AAAA", "%20", new string('A', 300) })
        {
            using var response = await service
                .Anonymous()
                .GetAsync(new Uri($"/public/certificates/{other}", UriKind.Relative));
            Assert.Equal(404, (int)response.StatusCode);
            Assert.False(response.Headers.Contains("Set-Cookie"));
        }
    }

    [Fact]
    public async Task A_document_is_issued_to_those_who_may_see_the_certificate()
    {
        await using var service = await BankAsync();
        var body = Body();
        await SendAsync(Manager(service, "M2"), HttpMethod.Post, "/certificate-documents", body, 404);
        await SendAsync(
            Trainer(service),
            HttpMethod.Post,
            "/certificate-documents",
            body.Replace("2026-01-01", "2026-01-02", StringComparison.Ordinal),
            404
        );
        var code = await IssueAsync(service, Trainer(service));
        Assert.Equal(
            404,
            (int)
                (
                    await Manager(service, "M2")
                        .GetAsync(new Uri($"/certificate-documents/{code}/pdf", UriKind.Relative))
                ).StatusCode
        );
        using var file = await Manager(service, "M1")
            .GetAsync(new Uri($"/certificate-documents/{code}/pdf", UriKind.Relative));
        Assert.Equal("application/pdf", file.Content.Headers.ContentType?.MediaType);
        var pdf = Encoding.ASCII.GetString(await file.Content.ReadAsByteArrayAsync());
        Assert.Contains(code, pdf, StringComparison.Ordinal);
        Assert.Contains(
            Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes("张三丰")),
            pdf,
            StringComparison.Ordinal
        );
        CheckTable(pdf);
    }

    [Fact]
    public void Parentheses_and_backslashes_of_a_name_stay_text()
    {
        var page = new PdfPage();
        page.Text(1, 1, 10, @"a(b)\c 名");
        var pdf = Encoding.ASCII.GetString(page.Write("x"));
        Assert.Contains(@"(a\(b\)\\c ) Tj", pdf, StringComparison.Ordinal);
        CheckTable(pdf);
    }

    [Theory]
    [InlineData("张三丰", "张**")]
    [InlineData(" Li Lei", "L**")]
    [InlineData("𠮷田", "𠮷**")]
    [InlineData("", "***")]
    [InlineData(null, "***")]
    public void A_name_is_masked_but_for_its_first_character(string? name, string masked) =>
        Assert.Equal(masked, StandingOfDocument.Masked(name));

    /// <summary>Every entry of the table of places points at its object.</summary>
    private static void CheckTable(string pdf)
    {
        var table = int.Parse(StartOfTable().Match(pdf).Groups["at"].Value, CultureInfo.InvariantCulture);
        Assert.StartsWith("xref", pdf[table..], StringComparison.Ordinal);
        var places = Places()
            .Matches(pdf[table..])
            .Select(m => int.Parse(m.Groups["at"].Value, CultureInfo.InvariantCulture))
            .ToList();
        Assert.Equal(9, places.Count);
        for (var i = 0; i < places.Count; i++)
            Assert.StartsWith(Invariant($"{i + 1} 0 obj"), pdf[places[i]..], StringComparison.Ordinal);
    }

    private static string Body() =>
        JsonSerializer.Serialize(
            new
            {
                managerNo = "M1",
                certificate = "SALES",
                validFrom = "2026-01-01",
            }
        );

    private static async Task<string> IssueAsync(ServiceUnderTest service, HttpClient client) =>
        (await SendAsync(client, HttpMethod.Post, "/certificate-documents", Body())).GetProperty("code").GetString()!;

    private static Task<string> PageAsync(ServiceUnderTest service, string code, string query = "") =>
        service.Anonymous().GetStringAsync(new Uri($"/public/certificates/{code}{query}", UriKind.Relative));

    private static async Task<ServiceUnderTest> BankAsync()
    {
        var service = await ServiceUnderTest.StartAsync(TrainingService.Build);
        await service.DeliverAsync(
            new ManagersChanged([Profile("M1"), Profile("M2")], [new("M1", 1, "张三丰"), new("M2", 1, "李四")])
        );
        await service.ImportAsync(
            "certificates",
            "manager_no,certificate,valid_from,valid_to,number\nM1,SALES,2026-01-01,2026-12-31,CS-1\n"
        );
        return service;
    }

    [GeneratedRegex(@"startxref\n(?<at>\d+)\n", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex StartOfTable();

    [GeneratedRegex(@"(?<at>\d{10}) 00000 n ", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Places();
}

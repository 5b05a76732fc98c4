using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CardTeam.Incentive;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;

namespace CardTeam.Contracts.Tests;

/// <summary>The plan document as banks keep and send it.</summary>
public sealed class PlanDocumentTests : IAsyncLifetime
{
    /// <summary>Every type of rule, with every field it may have.</summary>
    private const string Document = """
        { "code": "CARD-2026", "effectiveFrom": "2026-01", "title": { "zh": "激励方案", "en": "Incentive plan" },
          "rules": [
            { "id": "activation", "type": "per-unit", "fact": "activated", "products": ["*"], "tiering": "cumulative",
              "tiers": [ { "from": "0", "rate": "50.00", "to": "10" }, { "from": "10", "rate": "80.00", "to": "30" }, { "from": "30", "rate": "120.00" } ],
              "gate": { "certificate": "CARD-SALES", "cureDays": 30 } },
            { "id": "instalment", "type": "per-amount", "fact": "instalment", "products": ["GOLD", "STANDARD"], "rate": "0.0015" },
            { "id": "attainment", "type": "factor", "of": ["activation", "instalment"], "by": "scorecard",
              "bands": [ { "from": "0", "factor": "0.6" }, { "from": "0.8", "factor": "0.8" }, { "from": "1", "factor": "1" }, { "from": "1.2", "factor": "1.2" } ] },
            { "id": "complaints", "type": "complaint", "perUpheld": { "minor": "50.00", "major": "200.00", "severe": "1000.00" } },
            { "id": "early-cancel", "type": "clawback", "fact": "cancelled", "withinDays": 30, "of": "activation" },
            { "id": "cap", "type": "cap", "amount": "20000.00" },
            { "id": "deferral", "type": "deferral", "share": "0.40", "years": 3, "levels": ["senior"], "above": "10000.00" } ] }
        """;

    private ServiceUnderTest _incentive = null!;

    public async Task InitializeAsync() => _incentive = await ServiceUnderTest.StartAsync(IncentiveService.Build);

    public async Task DisposeAsync() => await _incentive.DisposeAsync();

    [Fact]
    public async Task Comes_back_as_it_was_sent()
    {
        var sent = await PutAsync(Document);
        Assert.Equal(HttpStatusCode.OK, sent.Status);
        var read = JsonNode.Parse(
            await _incentive.As(Roles.Auditor).GetStringAsync(new Uri("/plans/CARD-2026/versions/1", UriKind.Relative))
        )!;
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Document), read["document"]), read["document"]!.ToJsonString());
        Assert.Equal(
            (1, "draft", "2026-01"),
            ((int)read["version"]!, (string?)read["status"], (string?)read["effectiveFrom"])
        );
        Assert.Matches("^sha256:[0-9a-f]{64}$", (string?)read["ruleHash"]);
    }

    /// <summary>The hash on a payroll line does not depend on blanks, order or the notation of a number.</summary>
    [Fact]
    public async Task Has_one_hash_however_it_is_written()
    {
        var document = JsonNode.Parse(Document)!.AsObject();
        var reversed = new JsonObject(document.Reverse().Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone())));
        var hash = await HashAsync(Document);
        Assert.Equal(hash, await HashAsync(reversed.ToJsonString(new() { WriteIndented = true })));
        Assert.Equal(
            hash,
            await HashAsync(
                Document
                    .Replace("\"cureDays\": 30", "\"cureDays\":30", StringComparison.Ordinal)
                    .Replace("\"share\": \"0.40\"", "\"share\": 0.40", StringComparison.Ordinal)
            )
        );
        Assert.Equal(
            hash,
            await HashAsync(Document.Replace("\"code\": \"CARD-2026\", ", "", StringComparison.Ordinal))
        ); // the address says it
        Assert.NotEqual(hash, await HashAsync(Document.Replace("50.00", "50.01", StringComparison.Ordinal)));
    }

    /// <summary>A misspelt field of a rule of pay is an error anywhere and must not be ignored.</summary>
    [Theory]
    [InlineData("\"code\":", "\"kode\":")]
    [InlineData("\"cureDays\":", "\"cureDay\":")]
    [InlineData("\"withinDays\":", "\"withinDay\":")]
    [InlineData("\"zh\":", "\"cn\":")]
    [InlineData("\"factor\": \"0.6\"", "\"faktor\": \"0.6\"")]
    [InlineData("\"amount\": \"20000.00\"", "\"amount\": \"20000.001\"")]
    [InlineData("\"amount\": \"20000.00\"", "\"amount\": 20000.00")]
    [InlineData("\"2026-01\"", "\"January\"")]
    public async Task Says_where_it_cannot_be_read(string field, string misspelt)
    {
        var (status, body) = await PutAsync(Document.Replace(field, misspelt, StringComparison.Ordinal));
        Assert.Equal((HttpStatusCode.BadRequest, "plan.unreadable"), (status, (string?)body["code"]));
    }

    private async Task<string?> HashAsync(string document) => (string?)(await PutAsync(document)).Body["ruleHash"];

    private async Task<(HttpStatusCode Status, JsonNode Body)> PutAsync(string document)
    {
        using var body = new StringContent(document, Encoding.UTF8, "application/json");
        using var response = await _incentive
            .As(Roles.IncentiveAnalyst)
            .PutAsync(new Uri("/plans/CARD-2026", UriKind.Relative), body);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }
}

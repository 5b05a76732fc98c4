using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using CardTeam.Contracts.Performance;
using CardTeam.Performance.Data;
using CardTeam.Performance.Kpis;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CardTeam.Performance.Tests;

/// <summary>
/// A running Performance in August 2026: units B1 (with B1-1 below it) and B2, managers M1 (B1, junior), M2 (B2,
/// junior) and M3 (B1-1, senior), and no closed month.
/// </summary>
internal sealed class HrOffice : IAsyncDisposable
{
    private const string FactColumns =
        "fact_ref,manager_no,kind,card_ref,occurred_on,customer_ref,product,amount,new_customer,void\n";

    private HrOffice(ServiceUnderTest service) => Service = service;

    public ServiceUnderTest Service { get; }

    public HttpClient Hr => Service.As(Roles.Hr);

    /// <param name="settings">Settings in addition to those of every test.</param>
    public static Task<HrOffice> StartAsync(params (string Key, string? Value)[] settings) =>
        StartAsync(null, settings);

    /// <param name="statements">Counts what the service asks its database; null for no count.</param>
    /// <inheritdoc cref="StartAsync(ValueTuple{string, string}[])"/>
    public static async Task<HrOffice> StartAsync(
        CountedStatements? statements,
        params (string Key, string? Value)[] settings
    )
    {
        var office = new HrOffice(
            await ServiceUnderTest.StartAsync(
                PerformanceService.Build,
                builder =>
                {
                    foreach (var (key, value) in settings)
                        builder.Configuration[key] = value;
                    if (statements is not null)
                        builder.Services.ConfigureDbContext<PerformanceDbContext>(options =>
                            options.AddInterceptors(statements)
                        );
                }
            )
        );
        office.Service.Clock.SetTo(new(2026, 8, 15));
        await office.TakeAsync("org-units", "code,name,parent\nB1,东城,\nB1-1,东城一部,B1\nB2,西城,\n");
        foreach (var units in await office.Service.AnnouncedAsync<OrgUnitsChanged>())
            await office.Service.DeliverAsync(units);
        await office.TakeAsync(
            "managers",
            "manager_no,name,org,hired_on,level\nM1,赵,B1,2020-01-01,junior\nM2,钱,B2,2020-01-01,junior\nM3,孙,B1-1,2020-01-01,senior\n"
        );
        return office;
    }

    /// <summary>Imports rows of which none is rejected.</summary>
    public async Task<ImportOutcome> TakeAsync(string kind, string csv)
    {
        var outcome = await Service.ImportAsync(kind, csv);
        Assert.True(outcome is { Status: "completed", RowsRejected: 0 }, string.Join('\n', outcome.Errors));
        return outcome;
    }

    /// <summary>
    /// Imports rows <c>fact_ref,manager_no,kind,card_ref,occurred_on,customer_ref,product,amount,new_customer,void</c>;
    /// missing cells at the end are empty.
    /// </summary>
    public Task<ImportOutcome> FactsAsync(params IEnumerable<string> rows) => TakeAsync("card-facts", FactCsv(rows));

    public static string FactCsv(IEnumerable<string> rows) =>
        FactColumns + string.Concat(rows.Select(r => r + new string(',', 9 - r.Count(c => c == ',')) + "\n"));

    public Task TargetsAsync(params IEnumerable<string> rows) =>
        TakeAsync("targets", "manager_no,period,kpi,target\n" + string.Join('\n', rows));

    public Task IndicatorsAsync(params IEnumerable<string> rows) =>
        TakeAsync("indicators", "manager_no,period,kpi,value\n" + string.Join('\n', rows));

    /// <summary>Writes a sheet; regulatory findings are accepted, and a second person approves.</summary>
    public Task<Answer> PutSheetAsync(string level, string from, params (string? Kpi, string Weight)[] kpis) =>
        PutAsync(level, SheetBody(from, "a test", kpis));

    /// <summary>Writes a sheet for quarters, half-years or years in the same way.</summary>
    public async Task SheetOfAsync(string rhythm, string level, string from, params (string? Kpi, string Weight)[] kpis)
    {
        var body = JsonSerializer.Deserialize<Dictionary<string, object>>(SheetBody(from, "a test", kpis))!;
        body["rhythm"] = rhythm;
        var answer = await PutAsync(level, JsonSerializer.Serialize(body));
        Assert.True(answer.Status == 200, answer.Body.ToString());
    }

    private async Task<Answer> PutAsync(string level, string body)
    {
        var answer = await SendAsync(Hr, HttpMethod.Put, $"/score-sheets/{level}", body);
        if (answer.Status != 200 || answer.Body.GetProperty("status").GetString() != "draft")
            return answer;
        var approved = await SendAsync(
            Service.As(Roles.Hr, id: "second-hr"),
            HttpMethod.Post,
            $"/score-sheets/proposals/{answer.Body.GetProperty("proposal").GetString()}/approve",
            "{}"
        );
        return approved.Status == 200 ? answer : approved;
    }

    public static string SheetBody(string from, string? acceptFindings, params (string? Kpi, string Weight)[] kpis) =>
        JsonSerializer.Serialize(
            new
            {
                effectiveFrom = from,
                kpis = kpis.Select(k => new { kpi = k.Kpi, weight = k.Weight }),
                acceptFindings,
            }
        );

    public async Task SheetAsync(string level, string from, params (string? Kpi, string Weight)[] kpis)
    {
        var answer = await PutSheetAsync(level, from, kpis);
        Assert.True(answer.Status == 200, answer.Body.ToString());
    }

    public Task<Answer> TryCloseAsync(string month, bool acceptGaps = false, HttpClient? by = null) =>
        AnswerAsync(
            (by ?? Hr).PostAsync($"/periods/{month}/close", Text(acceptGaps ? """{ "acceptGaps": true }""" : "{}"))
        );

    /// <summary>Closes months regardless of gaps.</summary>
    public async Task<JsonElement> CloseAsync(params string[] months)
    {
        Answer? answer = null;
        foreach (var month in months)
        {
            answer = await TryCloseAsync(month, acceptGaps: true);
            Assert.True(answer.Status == 200, answer.Body.ToString());
        }

        return answer!.Body;
    }

    public async Task<Card> ScorecardAsync(string month, string manager = "M1") =>
        (await Hr.GetFromJsonAsync<Card>($"/scorecards/{manager}/{month}"))!;

    public static Task<Answer> GetAsync(HttpClient by, string path) => AnswerAsync(by.GetAsync(path));

    public static async Task<Answer> SendAsync(HttpClient by, HttpMethod method, string path, string json)
    {
        using var request = new HttpRequestMessage(method, path) { Content = Text(json) };
        return await AnswerAsync(by.SendAsync(request));
    }

    public static async Task<IReadOnlyList<string>> KeysAsync(HttpClient by, string path, string key) =>
        (await GetAsync(by, path))
            .Body.GetProperty("items")
            .EnumerateArray()
            .Select(i => i.GetProperty(key).GetString()!)
            .ToList();

    /// <summary>The stored control totals of each month, and the same counted again from the facts.</summary>
    public Task<(IReadOnlyList<string> Kept, IReadOnlyList<string> Counted)> TotalsAsync() =>
        Service.ReadAsync<PerformanceDbContext, (IReadOnlyList<string>, IReadOnlyList<string>)>(async db =>
        {
            var kept = (await db.FactTotals.AsNoTracking().ToListAsync())
                .GroupBy(t => t.Month)
                .OrderBy(g => g.Key)
                .Select(g =>
                    $"{g.Key}: {g.Sum(t => t.Count)} facts, {g.Sum(t => t.Amount.Fen)} fen, {g.Sum(t => t.Versions)} versions"
                );
            var counted = (await db.CardFacts.AsNoTracking().ToListAsync())
                .GroupBy(f => (f.OccurredOn / 100).ToString(CultureInfo.InvariantCulture).Insert(4, "-"))
                .OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g =>
                    $"{g.Key}: {g.Count(f => f is { KnownUntil: null, Void: false })} facts, {g.Where(f => f is { KnownUntil: null, Void: false }).Sum(f => f.Amount?.Fen ?? 0)} fen, {g.Count()} versions"
                );
            return (kept.ToList(), counted.ToList());
        });

    /// <summary>Fails when the control totals differ from the facts.</summary>
    public async Task AssertTotalsAsync()
    {
        var (kept, counted) = await TotalsAsync();
        Assert.Equal(counted, kept);
    }

    public ValueTask DisposeAsync() => Service.DisposeAsync();

    private static StringContent Text(string json) => new(json, Encoding.UTF8, "application/json");

    private static async Task<Answer> AnswerAsync(Task<HttpResponseMessage> sent)
    {
        using var response = await sent;
        var text = await response.Content.ReadAsStringAsync();
        return new(
            (int)response.StatusCode,
            text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text)
        );
    }
}

/// <summary>The result of a call.</summary>
internal sealed record Answer(int Status, JsonElement Body)
{
    /// <summary>The problem's code.</summary>
    public string? Code =>
        Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty("code", out var code) ? code.GetString() : null;

    /// <summary>The gaps a close names.</summary>
    public IReadOnlyList<(string What, string Subject)> Gaps =>
        Body.GetProperty("details")
            .EnumerateArray()
            .Select(d => (d.GetProperty("what").GetString()!, d.GetProperty("subject").GetString()!))
            .ToList();
}

internal sealed record Card(
    string ManagerNo,
    string Period,
    string Org,
    string Level,
    int Version,
    int KnownFrom,
    string? Total,
    IReadOnlyList<Card.Line> Kpis
)
{
    public Line this[string kpi] => Kpis.Single(k => k.Kpi == kpi);

    internal sealed record Line(
        string Kpi,
        string? Value,
        string? Target,
        string? Attainment,
        string Weight,
        string? Score,
        string Source,
        string? LeftOut
    );
}

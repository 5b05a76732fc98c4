using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Calculation.Rules;
using CardTeam.Incentive.Runs;
using CardTeam.Incentive.Tests.Plans;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;

namespace CardTeam.Incentive.Tests;

/// <summary>
/// A running Incentive: the other services' events are delivered to it, and the analyst, the approver and payroll do
/// their month end over HTTP.
/// </summary>
internal sealed class BonusOffice : IAsyncDisposable
{
    private BonusOffice(ServiceUnderTest service) => Service = service;

    public ServiceUnderTest Service { get; }

    public OtherServices Others { get; } = new();

    public HttpClient Analyst => Service.As(Roles.IncentiveAnalyst);
    public HttpClient Approver => Service.As(Roles.IncentiveApprover);
    public HttpClient Payroll => Service.As(Roles.Payroll);

    /// <summary>Starts with M1 on the roster, and with a plan in force from April 2026 when rules are given.</summary>
    public static Task<BonusOffice> StartAsync(params string[] rules) =>
        StartAsync((Action<WebApplicationBuilder>?)null, rules);

    /// <inheritdoc cref="StartAsync(string[])"/>
    /// <param name="messaging">The broker for its events.</param>
    public static Task<BonusOffice> StartAtBrokerAsync(string messaging, params string[] rules) =>
        StartAsync(
            builder =>
                builder.Configuration.AddInMemoryCollection(
                    new Dictionary<string, string?> { ["ConnectionStrings:messaging"] = messaging }
                ),
            rules
        );

    public static async Task<BonusOffice> StartAsync(Action<WebApplicationBuilder>? configure, params string[] rules)
    {
        var office = new BonusOffice(await ServiceUnderTest.StartAsync(IncentiveService.Build, configure));
        office.Others.Hire();
        if (rules.Length > 0)
            await office.PutInForceAsync("2026-04", rules);
        return office;
    }

    public async Task PutInForceAsync(string from, params string[] rules)
    {
        var put = (await PutPlanAsync(Rules.Json(from, rules))).Body;
        var approved = await PostAsync(
            Approver,
            $"/plans/CARD/versions/{put.GetProperty("version").GetInt32()}/approve",
            """{ "acceptFindings": "a test" }"""
        );
        Assert.Equal(200, approved.Status);
    }

    public Task<Answer> PutPlanAsync(string json, string code = "CARD", HttpClient? by = null) =>
        AnswerAsync((by ?? Analyst).PutAsync($"/plans/{code}", Text(json)));

    public static Task<Answer> PostAsync(HttpClient by, string path, string json = "{}") =>
        AnswerAsync(by.PostAsync(path, Text(json)));

    public static Task<Answer> PutAsync(HttpClient by, string path, string json) =>
        AnswerAsync(by.PutAsync(path, Text(json)));

    public static Task<Answer> GetAsync(HttpClient by, string path) => AnswerAsync(by.GetAsync(path));

    /// <summary>Delivers the other services' events since the last call.</summary>
    public async Task DeliverAsync()
    {
        foreach (var message in Others.Take())
            await Service.DeliverAsync(message);
    }

    /// <summary>Closes a month in the other services and delivers all their events.</summary>
    public Task CloseAsync(string month)
    {
        Others.Close(month);
        return DeliverAsync();
    }

    public Task<Answer> StartRunAsync(string month, params string[] without) =>
        PostAsync(Analyst, "/runs", JsonSerializer.Serialize(new { period = month, without }));

    /// <summary>Runs a month and waits until it is calculated or has failed.</summary>
    public async Task<RunSeen> RunAsync(string month, params string[] without)
    {
        var started = await StartRunAsync(month, without);
        Assert.True(started.Status == 202, started.Body.ToString());
        return await EndedAsync(started.Body.GetProperty("id").GetGuid());
    }

    public async Task<RunSeen> EndedAsync(Guid id)
    {
        RunSeen? seen = null;
        await ServiceUnderTest.UntilAsync(
            async () => (seen = await SeenAsync(id)).Status is not ("queued" or "running"),
            "the run to end"
        );
        return seen!;
    }

    public async Task<RunSeen> SeenAsync(Guid id) => (await Analyst.GetFromJsonAsync<RunSeen>($"/runs/{id}"))!;

    public Task<Answer> ApproveAsync(RunSeen run) => PostAsync(Approver, $"/runs/{run.Id}/approve");

    /// <summary>Closes, runs and approves a month.</summary>
    public async Task<RunSeen> PayAsync(string month)
    {
        await CloseAsync(month);
        return await RunAndApproveAsync(month);
    }

    public async Task<RunSeen> RunAndApproveAsync(string month)
    {
        var run = await RunAsync(month);
        Assert.True(run.Status == "calculated", run.Error);
        var approved = await ApproveAsync(run);
        Assert.True(approved.Status == 200, approved.Body.ToString());
        return run;
    }

    public async Task<Statement> StatementAsync(string month, string manager = "M1", HttpClient? by = null) =>
        (await (by ?? Analyst).GetFromJsonAsync<Statement>($"/statements/{manager}/{month}"))!;

    public async Task<IReadOnlyList<Entry>> EntriesAsync(long after = 0) =>
        (await Payroll.GetFromJsonAsync<Entries>($"/payroll/bonuses?after={after}&limit=500"))!.Items;

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

    private sealed record Entries(List<Entry> Items, long Last);
}

/// <summary>The result of a call.</summary>
internal sealed record Answer(int Status, JsonElement Body)
{
    /// <summary>The problem's code.</summary>
    public string? Code =>
        Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty("code", out var code) ? code.GetString() : null;

    public IReadOnlyList<JsonElement> Details => Body.GetProperty("details").EnumerateArray().ToList();
}

internal sealed record RunSeen(
    Guid Id,
    string Period,
    string Status,
    int CloseNumber,
    IReadOnlyList<string> Without,
    RunSeen.Counted Counts,
    string Total,
    string Deferred,
    string? ResultHash,
    string PlanCode,
    int PlanVersion,
    string RuleHash,
    string CreatedBy,
    string? DecidedBy,
    string? Reason,
    string? Error
)
{
    internal sealed record Counted(int Managers, int Paid, long Facts, long Lines);
}

internal sealed record Statement(
    string ManagerNo,
    string? Name,
    string Period,
    Guid RunId,
    string Status,
    string Org,
    string? OrgName,
    string Payable,
    string Deferred,
    string Held,
    string Carried,
    string RuleHash,
    IReadOnlyList<string> Without,
    IReadOnlyList<Statement.Line> Lines
)
{
    internal sealed record Line(
        string Rule,
        string Kind,
        Words Text,
        string? Quantity,
        string? Rate,
        string? Factor,
        string? Exact,
        string Rounding,
        string Amount,
        IReadOnlyList<string> Basis,
        IReadOnlyList<Step>? Steps,
        string? ManagerNo,
        string? Period,
        string? Unit,
        Words? Name,
        string? WouldHavePaid,
        IReadOnlyList<Record>? Records
    );

    internal sealed record Record(
        string Ref,
        string? Day,
        string? Card,
        string? Product,
        string? Amount,
        string? Severity,
        string? Rate,
        string? Earned,
        string? CancelledOn
    );

    internal sealed record Words(string Zh, string En);

    internal sealed record Step(string Subject, string? Quantity, string? Rate, string? Amount);
}

internal sealed record Entry(
    Guid EventId,
    long Sequence,
    string Kind,
    int Version,
    string Period,
    string ManagerNo,
    string Org,
    string Currency,
    string Amount,
    string Deferred,
    Guid RunId,
    string PlanCode,
    int PlanVersion,
    string RuleHash,
    string Statement,
    string ApprovedBy,
    DateTimeOffset ApprovedAt,
    Guid? CorrectsEventId
);

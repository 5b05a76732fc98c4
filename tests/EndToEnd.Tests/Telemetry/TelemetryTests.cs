using System.Net;
using System.Net.Http.Json;
using CardTeam.EndToEnd.Tests.Separate;
using CardTeam.Testing;

namespace CardTeam.EndToEnd.Tests.Telemetry;

/// <summary>
/// The telemetry of a month end: one trace from the gateway to the last effect, the figures an operator needs, and
/// nothing that identifies a person.
/// </summary>
public sealed class TelemetryTests
{
    private const string Month = "2026-06";

    /// <summary>
    /// Texts that must not occur: a name, a manager's number, a card, a customer, an amount, a password.
    /// </summary>
    private static readonly string[] Personal =
    [
        "王晓明",
        "M7731",
        "CARD-XQ-4711",
        "CUST-XQ-0815",
        "98765.43",
        "wrong-password-xq",
    ];

    private static readonly string[] OfEveryService =
    [
        "http.server.request.duration",
        "cardteam.outbox.messages",
        "cardteam.outbox.age",
        "cardteam.parked.messages",
        "cardteam.error_queue.messages",
        "messaging.client.sent.messages",
        "messaging.client.consumed.messages",
        "cardteam.consumer.lag",
    ];

    private static readonly string[] Endings = ["", "_total", "_seconds", "_seconds_bucket", "_seconds_count"];

    private static readonly string[] Labels =
    [
        "cardteam_service",
        "cardteam_import_kind",
        "cardteam_import_outcome",
        "cardteam_run_status",
        "messaging_consumer_name",
    ];

    [Fact]
    public async Task A_month_end_is_one_trace_with_its_figures_and_names_nobody()
    {
        var broker = await RabbitBroker.CommonAsync();
        await using var collector = await OtlpReceiver.StartAsync();
        await using var redis = await RedisServer.StartAsync();
        var settings = new Dictionary<string, string>(collector.Settings, StringComparer.Ordinal)
        {
            ["ConnectionStrings__cache"] = redis.ConnectionString,
        };
        await using (
            var suite = await SeparateSuite.StartAsync(
                await broker.CreateVirtualHostAsync("telemetry"),
                settings: settings
            )
        )
        {
            await MonthEndAsync(suite);
            await suite.SettleAsync();
            await ServiceUnderTest.UntilAsync(
                () => Task.FromResult(IsComplete(collector)),
                "the metrics of every service"
            );
        }

        // The processes have ended and exported the rest.
        var spans = collector.Spans;
        var close = Assert.Single(
            spans,
            s =>
                s is { Service: "cardteam-performance", Kind: Span.Server }
                && s.Name.Contains("/periods/{period}/close", StringComparison.Ordinal)
        );
        var trace = spans.Where(s => s.TraceId == close.TraceId).ToList();
        Assert.Contains(trace, s => s is { Service: "cardteam-gateway", Kind: Span.Server });
        Assert.Contains(trace, s => s is { Service: "cardteam-gateway", Kind: Span.Client } && s.Id == close.Parent);
        var published = Assert.Single(
            trace,
            s =>
                s
                    is {
                        Service: "cardteam-performance",
                        Kind: Span.Producer,
                        Name: "publish performance.period-closed.v1"
                    }
        );
        Assert.Equal(
            (close.Id, "cardteam.events", "rabbitmq"),
            (
                published.Parent,
                published.Attributes["messaging.destination.name"],
                published.Attributes["messaging.system"]
            )
        );
        foreach (var service in (string[])["training", "feedback", "incentive"])
            Assert.Contains(
                trace,
                s =>
                    s.Service == $"cardteam-{service}"
                    && s.Kind == Span.Consumer
                    && s.Name == "process performance.period-closed.v1"
                    && s.Parent == published.Id
            );
        var counted = Assert.Single(
            trace,
            s =>
                s
                    is {
                        Service: "cardteam-training",
                        Kind: Span.Producer,
                        Name: "publish training.certificates-counted.v1"
                    }
        );
        Assert.Contains(
            trace,
            s => s is { Service: "cardteam-incentive", Kind: Span.Consumer } && s.Parent == counted.Id
        );
        Assert.Single(trace, s => trace.All(other => other.Id != s.Parent)); // a single root

        // Queries belong to the request that asks them; those of a service that looks for work are left out.
        Assert.Contains(trace, s => s.Service == "cardteam-performance" && SystemOf(s) == "sqlite");
        Assert.Contains(spans, s => SystemOf(s) == "redis");
        Assert.DoesNotContain(spans, s => SystemOf(s) is not null && s.Parent.Length == 0);

        Assert.True(collector.Logs > 0);
        FindEveryFigureOf("grafana-dashboard.json", collector);
        FindEveryFigureOf("alert-rules.yaml", collector);
        Assert.DoesNotContain(
            spans,
            s =>
                s.Name.Contains("/health", StringComparison.Ordinal)
                || s.Name.Contains("/alive", StringComparison.Ordinal)
        );
        Assert.All(Personal, text => Assert.False(collector.Holds(text), $"{text} was exported"));
    }

    /// <summary>The database a span asks; null when it asks none.</summary>
    private static string? SystemOf(Span span) =>
        span.Attributes.GetValueOrDefault("db.system.name") ?? span.Attributes.GetValueOrDefault("db.system");

    /// <summary>A panel or an alert on a figure that does not exist would stay silent for ever.</summary>
    private static void FindEveryFigureOf(string file, OtlpReceiver collector)
    {
        // The names as Prometheus writes them: points become underscores, followed by the unit and what is counted.
        var known = collector
            .Metrics.SelectMany(service => service)
            .Select(name => name.Replace('.', '_'))
            .ToHashSet(StringComparer.Ordinal);
        var named = System
            .Text.RegularExpressions.Regex.Matches(
                File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "operations", file)),
                @"\b(?:cardteam|messaging|http)_[a-z_]+(?=[\s({)\[])",
                default,
                TimeSpan.FromSeconds(1)
            )
            .Select(m => m.Value)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        Assert.NotEmpty(named);
        var unknown = named.Where(n =>
            !Labels.Contains(n)
            && !Endings.Any(e => n.EndsWith(e, StringComparison.Ordinal) && known.Contains(n[..^e.Length]))
        );
        Assert.Empty(unknown);
    }

    private static bool IsComplete(OtlpReceiver collector)
    {
        var metrics = collector.Metrics;
        return SeparateSuite.Services.All(service => OfEveryService.All(metrics[$"cardteam-{service}"].Contains))
            && metrics["cardteam-performance"].Contains("cardteam.import.rows")
            && metrics["cardteam-incentive"].Contains("cardteam.run.duration")
            && metrics["cardteam-incentive"].Contains("cardteam.payroll.outstanding")
            && metrics["cardteam-gateway"].Contains("cardteam.sign_in.refused");
    }

    private static async Task MonthEndAsync(SeparateSuite suite)
    {
        var people = suite.People;
        using (
            var refused = await people.Http.PostAsJsonAsync(
                "/auth/token",
                new { user = "王晓明", password = "wrong-password-xq" }
            )
        )
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        await people.ImportAsync(
            "performance",
            "org-units",
            "code,name,parent,kind\nHO,总行,,head-office\nB1,分行,HO,branch\n"
        );
        await people.ImportAsync(
            "performance",
            "managers",
            "manager_no,name,org,hired_on,level\nM7731,王晓明,B1,2020-01-01,senior\n"
        );
        await people.ImportAsync(
            "performance",
            "card-facts",
            $"fact_ref,manager_no,kind,card_ref,occurred_on,customer_ref,amount\nF1,M7731,activated,CARD-XQ-4711,{Month}-03,CUST-XQ-0815,\nF2,M7731,instalment,CARD-XQ-4711,{Month}-04,CUST-XQ-0815,98765.43\n"
        );
        await people.ImportAsync(
            "training",
            "certificates",
            $"manager_no,certificate,valid_from\nM7731,CARD-SALES,{Month}-01\n"
        );
        await people.ImportAsync(
            "feedback",
            "complaints",
            $"complaint_ref,manager_no,received_on,channel,category\nQ1,M7731,{Month}-05,phone,fees\n"
        );
        await people.PutPlanAsync(
            "P",
            """
            { "code": "P", "effectiveFrom": "2026-06", "title": { "zh": "方案", "en": "Plan" }, "rules": [ { "id": "instalment", "type": "per-amount", "fact": "instalment", "rate": "1" } ] }
            """
        );
        await people.MonthEndAsync(Month, acceptGaps: true);
        Assert.Equal(
            "98765.43",
            (await people.GetAsync($"/incentive/statements/M7731/{Month}", "auditor"))
                .GetProperty("payable")
                .GetString()
        );
        using var nobody = await people.SendAsync(
            HttpMethod.Get,
            $"/performance/scorecards/M7731/{Month}?name=王晓明",
            "head"
        );
        using var wrong = await people.SendAsync(
            HttpMethod.Post,
            "/performance/imports/managers",
            "hr",
            new StringContent("manager_no,name,org,hired_on\nM7731,王晓明,NOWHERE,98765.43\n")
        );
    }
}

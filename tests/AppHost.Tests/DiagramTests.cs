using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using CardTeam.DemonstrationBank;
using CardTeam.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit.Abstractions;

namespace CardTeam.AppHost.Tests;

/// <summary>
/// The suite as Aspire starts it where there is no container engine: RabbitMQ and Redis are this machine's programs,
/// the databases are files, and every service has two replicas, in a short run one.
/// </summary>
public sealed class DiagramTests(ITestOutputHelper output)
{
    private static readonly TimeSpan TestTimeout = TimeSpan.FromMinutes(8);

    /// <summary>
    /// Seconds after which the gateway gives up a service that is gone, for which Aspire's proxy still takes connections.
    /// </summary>
    private const string SilenceSeconds = "30";

    private static readonly string[] Services = ["performance", "training", "feedback", "incentive"];

    [Fact]
    public async Task Month_ends_pass_through_gateway_services_and_broker_in_one_trace_and_nothing_is_left_behind()
    {
        var folder = Directory.CreateTempSubdirectory("cardteam-aspire-").FullName;
        using var timeout = new CancellationTokenSource(TestTimeout);
        var watch = Stopwatch.StartNew();
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(
            [
                "aspire",
                "--servers=programs",
                $"--data={folder}",
                LongRun.IsAsked ? "--replicas=2" : "--replicas=1",
                "--ASPIRE_DASHBOARD_UNSECURED_ALLOW_ANONYMOUS=true",
            ],
            (options, _) => options.DisableDashboard = false,
            timeout.Token
        );
        builder.Services.AddLogging(logging =>
            logging
                .SetMinimumLevel(LogLevel.Warning)
                .AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None)
        );
        builder
            .CreateResourceBuilder<ProjectResource>("gateway")
            .WithEnvironment("Timeouts__SilenceSeconds", SilenceSeconds);
        await using (var app = await builder.BuildAsync(timeout.Token))
        {
            await app.StartAsync(timeout.Token);
            foreach (var service in (string[])[.. Services, "gateway"])
                await app.ResourceNotifications.WaitForResourceHealthyAsync(
                    service,
                    WaitBehavior.StopOnResourceUnavailable,
                    timeout.Token
                );
            Report("everything is healthy");

            using var gateway = app.CreateHttpClient("gateway", "http");
            gateway.Timeout = TestTimeout;
            await new MonthEndWalk(gateway, output.WriteLine).RunAsync(timeout.Token);
            Report("two months are paid");

            var dashboard = app.GetEndpoint("aspire-dashboard", "http");
            var closes = await ClosesAcrossTheSuiteAsync(dashboard, timeout.Token);
            Assert.NotEmpty(closes);
            Report($"the dashboard has {closes.Count} closes over gateway, performance, broker and incentive");

            await StopAsync(app, "training", timeout.Token);
            await SignInAsync(gateway, "hr", timeout.Token);
            foreach (var path in (string[])["/performance/managers", "/performance/periods"])
                Assert.Equal(HttpStatusCode.OK, (await gateway.GetAsync(path, timeout.Token)).StatusCode);
            await SignInAsync(gateway, "trainer", timeout.Token);
            var gone = await gateway.GetAsync("/training/sessions", timeout.Token);
            // Aspire's proxy still takes connections for the service that is gone.
            Assert.Contains(
                gone.StatusCode,
                (HttpStatusCode[])[HttpStatusCode.ServiceUnavailable, HttpStatusCode.GatewayTimeout]
            );
            Report("without training the others answer");
        }

        Report("stopped");
        Assert.Empty(ProcessesWith(folder));
        Directory.Delete(folder, recursive: true);

        void Report(string what) => output.WriteLine($"{watch.Elapsed.TotalSeconds, 5:0.0} s  {what}");
    }

    private static async Task StopAsync(DistributedApplication app, string name, CancellationToken ct)
    {
        var model = app.Services.GetRequiredService<DistributedApplicationModel>();
        var resource = model.Resources.Single(r => r.Name == name);
        var result = await app.ResourceCommands.ExecuteCommandAsync(resource, KnownResourceCommands.StopCommand, ct);
        Assert.True(result.Success, result.Message);
    }

    private static async Task SignInAsync(HttpClient gateway, string user, CancellationToken ct)
    {
        using var answer = await gateway.PostAsJsonAsync("/auth/token", new { user, password = "demo" }, ct);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var token = (await answer.Content.ReadFromJsonAsync<JsonElement>(ct)).GetProperty("access_token").GetString();
        gateway.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>Queries the dashboard's own API for closes whose trace has every part of the way.</summary>
    private static async Task<List<string>> ClosesAcrossTheSuiteAsync(Uri dashboard, CancellationToken ct)
    {
        using var client = new HttpClient { BaseAddress = dashboard };
        // Exporters send every few seconds.
        for (; ; await Task.Delay(500, ct))
        {
            var spans = await SpansAsync(client, ct);
            var closes = spans
                .GroupBy(s => s.TraceId)
                .Where(t =>
                    t.Any(s => s.Service == "performance" && s.Name.EndsWith("/close", StringComparison.Ordinal))
                    && t.Any(s => s.Service == "gateway")
                    && t.Any(s => s.Service == "performance" && s.Name == "publish performance.period-closed.v1")
                    && t.Any(s => s.Service == "incentive" && s.Name == "process performance.period-closed.v1")
                )
                .Select(t => t.Key)
                .ToList();
            if (closes.Count >= 2)
                return closes;
        }
    }

    private static async Task<List<(string TraceId, string Service, string Name)>> SpansAsync(
        HttpClient dashboard,
        CancellationToken ct
    )
    {
        var answer = await dashboard.GetFromJsonAsync<JsonElement>("/api/telemetry/spans?limit=10000", ct);
        return
        [
            .. from resource in answer.GetProperty("data").GetProperty("resourceSpans").EnumerateArray()
            let service = resource
                .GetProperty("resource")
                .GetProperty("attributes")
                .EnumerateArray()
                .Single(a => a.GetProperty("key").GetString() == "service.name")
                .GetProperty("value")
                .GetProperty("stringValue")
                .GetString()!
            from scope in resource.GetProperty("scopeSpans").EnumerateArray()
            from span in scope.GetProperty("spans").EnumerateArray()
            select (span.GetProperty("traceId").GetString()!, service, span.GetProperty("name").GetString()!),
        ];
    }

    /// <summary>Finds processes of this machine whose command or environment names the folder of this test.</summary>
    private static List<string> ProcessesWith(string folder)
    {
        var found = new List<string>();
        foreach (
            var process in Directory
                .GetDirectories("/proc")
                .Where(d => int.TryParse(d[6..], out var id) && id != Environment.ProcessId)
        )
        {
            try
            {
                var command = File.ReadAllText(Path.Combine(process, "cmdline")).Replace('\0', ' ');
                var environment = File.ReadAllText(Path.Combine(process, "environ"));
                if ((command + environment).Contains(folder, StringComparison.Ordinal))
                    found.Add(command);
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                // The process has ended meanwhile, or belongs to another user and is none of ours.
            }
        }

        return found;
    }
}

using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CardTeam.Architecture.Tests.Routes;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;
using Microsoft.EntityFrameworkCore;
using Xunit.Abstractions;

namespace CardTeam.Architecture.Tests.Fuzz;

/// <summary>A bank of its own, because the fuzz leaves data behind.</summary>
[CollectionDefinition(nameof(FuzzTests))]
public sealed class FuzzedBank : ICollectionFixture<SeededBank>;

/// <summary>
/// Sends hostile values to every parameter of every route, found in the OpenAPI documents of the services and of the
/// gateway. No answer is an internal error, nothing is stuck afterwards, and a month end still succeeds.
/// </summary>
[Collection(nameof(FuzzTests))]
public sealed partial class FuzzTests(SeededBank bank, ITestOutputHelper output)
{
    private const string Person = "li.lan";
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);
    private readonly List<string> _wrong = [];
    private readonly HashSet<string> _met = new(StringComparer.Ordinal);

    /// <summary>
    /// One in so many requests is sent: all of them in a long run, otherwise a fifth, of which each parameter of each
    /// route gets others than the one before it.
    /// </summary>
    private readonly int _oneIn = LongRun.IsAsked ? 1 : 5;

    private int _cases,
        _routes,
        _drawn;

    [Fact]
    public async Task No_request_breaks_a_service_and_a_month_end_goes_through_afterwards()
    {
        await AddPersonAsync();
        foreach (var service in (string[])[.. RouteTable.Services, RouteTable.Demonstration])
        {
            using var reader = await bank.AdministratorOfAsync(service);
            var document = JsonNode.Parse(await reader.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative)))!;
            var bodies = RouteBodies
                .Of(bank)
                .ToDictionary(b => Types().Replace(b.Key, "}"), b => b.Value, StringComparer.Ordinal);
            var routes = FuzzedRoute.Of(service, document, bodies).ToList();
            AllAreThere(service, routes);
            foreach (var route in routes)
                await FuzzAsync(route);
        }

        output.WriteLine($"{_cases} requests to {_routes} routes");
        Console.WriteLine($"Fuzz: {_cases} requests to {_routes} routes, {_wrong.Count} wrong");
        foreach (var service in RouteTable.Services)
            await NothingStandsStillAsync(service);
        Assert.True(
            _wrong.Count == 0,
            string.Join(Environment.NewLine, _wrong.Take(200).Prepend($"{_wrong.Count} of {_cases}:"))
        );
        await MonthEndAsync();
        await SignInsAreWholeAsync();
    }

    /// <summary>An account for the routes that name one.</summary>
    private async Task AddPersonAsync()
    {
        using var administrator = await bank.AdministratorOfAsync(RouteTable.Demonstration);
        await CallAsync(
            administrator,
            HttpMethod.Post,
            "/auth/people",
            $$"""{ "user": "{{Person}}", "name": "李兰", "roles": ["hr"] }"""
        );
    }

    /// <summary>After everything, people sign in, and the journal follows entry from entry.</summary>
    private async Task SignInsAreWholeAsync()
    {
        using var administrator = await bank.AdministratorOfAsync(RouteTable.Demonstration);
        var journal = await CallAsync(administrator, HttpMethod.Get, "/auth/journal", null);
        Assert.Equal(JsonValueKind.Null, journal.GetProperty("firstBroken").ValueKind);
        var people = await CallAsync(administrator, HttpMethod.Get, "/auth/people", null);
        Assert.Contains(people.EnumerateArray(), p => p.GetProperty("user").GetString() == Person);
    }

    /// <summary>Finds routes that their document leaves out, which would not be tested.</summary>
    private static void AllAreThere(string service, List<FuzzedRoute> routes)
    {
        var described = routes.Select(r => $"{r.Method} {RouteTable.Plain(r.Path)}").ToHashSet(StringComparer.Ordinal);
        var missing = RouteTable
            .Of(service)
            .Where(r => !r.IsAnonymous && !IsOfServices(service, r) && r.Pattern != "/openapi/{documentName}.json")
            .Select(r => $"{r.Method} {RouteTable.Plain(Types().Replace(r.Pattern, "}"))}")
            .Where(r => !described.Contains(r));
        Assert.Empty(missing);
    }

    /// <summary>
    /// True for addresses of the gateway that only forward to a service, whose own routes are sent to.
    /// </summary>
    private static bool IsOfServices(string host, RouteTable.Row row) =>
        host == RouteTable.Demonstration && RouteTable.Services.Contains(row.Pattern.Split('/')[1]);

    private async Task FuzzAsync(FuzzedRoute route)
    {
        _routes++;
        using var client = await bank.AdministratorOfAsync(route.Host);
        foreach (var (name, place) in route.Parameters.Where(p => p.In is "path" or "query"))
        {
            // The first parameter of a name gets all values, because one binder and one query read it everywhere; the
            // others get a few of each kind.
            var isFirst = _met.Add($"{place} {name}");
            foreach (var value in isFirst ? HostileValues.InAddresses : HostileValues.InAddressesShort)
                await SendAsync(client, route, route.Address(Ordinary(route), name, value), route.Body);
        }

        // The same code reads headers before any route: one reading route and each writing route get them.
        if (_met.Add($"{route.Host} headers of {route.Method}"))
            foreach (
                var header in (string[])["Idempotency-Key", "Accept-Language", "Accept", "traceparent", "If-None-Match"]
            )
            foreach (var value in HostileValues.InHeaders)
                await SendAsync(client, route, route.Address(Ordinary(route)), route.Body, header: (header, value));
        if (route.Body is null)
            return;
        if (route.IsImport)
        {
            foreach (var file in HostileValues.AsFiles(route.Body))
            foreach (var mode in (string[])["rows", "atomic"])
                await SendAsync(client, route, $"{route.Path}?mode={mode}", null, bytes: file, type: "text/csv");
            return;
        }

        var isFirstBody = _met.Add($"{route.Host} bodies of {route.Method}");
        foreach (var body in route.BodiesWith(isFirstBody ? HostileValues.InJson : HostileValues.InJsonShort))
            await SendAsync(client, route, route.Address(Ordinary(route)), body);
        foreach (var body in HostileValues.AsBodies)
        {
            await SendAsync(client, route, route.Address(Ordinary(route)), null, bytes: body);
            if (isFirstBody)
                await SendAsync(client, route, route.Address(Ordinary(route)), null, bytes: body, type: "text/plain");
            await SendAsync(
                client,
                route,
                route.Address(Ordinary(route)),
                null,
                bytes: body,
                header: ("Idempotency-Key", $"key-{_cases.ToString(CultureInfo.InvariantCulture)}")
            );
        }
    }

    private async Task SendAsync(
        HttpClient client,
        FuzzedRoute route,
        string address,
        string? body,
        byte[]? bytes = null,
        string type = "application/json",
        (string Name, string Value)? header = null
    )
    {
        if (!Uri.TryCreate(new Uri("http://localhost"), address, out var uri))
            return;
        // Kestrel refuses a NUL in the path with 400 before our code runs; the in-process server throws at the caller.
        if (uri.AbsolutePath.Contains("%00", StringComparison.Ordinal))
            return;
        using var request = new HttpRequestMessage(route.Method, uri);
        if (bytes is not null || body is not null)
        {
            request.Content = new ByteArrayContent(bytes ?? Encoding.UTF8.GetBytes(body!));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(route.IsImport ? "text/csv" : type);
        }

        if (header is { } given)
            request.Headers.TryAddWithoutValidation(given.Name, given.Value);
        if (_drawn++ % _oneIn != 0)
            return;
        _cases++;
        using var timeout = new CancellationTokenSource(Longest);
        try
        {
            using var response = await client.SendAsync(request, timeout.Token);
            var said = await response.Content.ReadAsStringAsync(timeout.Token);
            if ((int)response.StatusCode >= 500)
                Wrong($"{(int)response.StatusCode} {Short(said)}");
            else if (
                (int)response.StatusCode >= 400
                && response.Content.Headers.ContentType?.MediaType is not "application/problem+json"
            )
                Wrong($"{(int)response.StatusCode} without problem details");
        }
        catch (Exception failure)
        {
            Wrong($"{failure.GetType().Name}: {Short(failure.Message)}");
        }

        void Wrong(string what)
        {
            _wrong.Add(
                $"{route} {Short(address)} {header?.Name} {Short(header?.Value ?? "")} {Short(body ?? (bytes is null ? "" : Encoding.UTF8.GetString(bytes)))} -> {what}"
            );
            if (_wrong.Count <= 50)
                Console.WriteLine(_wrong[^1]);
        }
    }

    /// <summary>Checks that every import has ended, every event was consumed, and no message was parked.</summary>
    private async Task NothingStandsStillAsync(string service)
    {
        await ServiceUnderTest.UntilAsync(
            async () =>
                await bank[service]
                    .ReadAsync(async db =>
                        !await db.Imports.AnyAsync(i => i.FinishedAt == null) && !await db.Outbox.AnyAsync()
                    ),
            $"the imports and events of {service}"
        );
        var parked = await bank[service]
            .ReadAsync(db => db.Parked.Select(p => p.Consumer + ": " + p.Error).ToListAsync());
        _wrong.AddRange(parked.Select(p => $"{service} parked {p}"));
    }

    /// <summary>Closes, calculates and approves the next month, and the open ones before it.</summary>
    private async Task MonthEndAsync()
    {
        var hr = bank["performance"].As(Roles.Hr);
        var closed = JsonDocument
            .Parse(await hr.GetStringAsync(new Uri("/periods?limit=500", UriKind.Relative)))
            .RootElement.GetProperty("items")
            .EnumerateArray()
            .Select(p => p.GetProperty("period").GetString()!)
            .ToList();
        var next = Contracts.Period.Parse(closed[^1]).Next().ToString();
        bank["performance"].Clock.Now = new(
            Contracts.Period.Parse(next).Next().FirstDay.AddDays(3),
            default,
            TimeSpan.Zero
        );
        await CallAsync(hr, HttpMethod.Post, $"/periods/{next}/close", """{ "acceptGaps": true }""");
        foreach (var service in RouteTable.Services)
            await NothingStandsStillAsync(service);
        var (analyst, approver) = (
            bank.Incentive.As(Roles.IncentiveAnalyst, id: "analyst-after"),
            bank.Incentive.As(Roles.IncentiveApprover, id: "approver-after")
        );
        var runs = (await CallAsync(analyst, HttpMethod.Get, "/runs?limit=500", null)).GetProperty("items");
        foreach (var open in runs.EnumerateArray().Where(r => IsOpen(r.GetProperty("status").GetString())))
            await CallAsync(analyst, HttpMethod.Post, $"/runs/{open.GetProperty("id").GetString()}/cancel", "{}");
        var paid = runs.EnumerateArray()
            .Where(r => r.GetProperty("status").GetString() == "approved")
            .Select(r => r.GetProperty("period").GetString())
            .ToList();
        foreach (var period in closed.Append(next).Where(p => !paid.Contains(p)))
        {
            var run = (await CallAsync(analyst, HttpMethod.Post, "/runs", $$"""{ "period": "{{period}}" }"""))
                .GetProperty("id")
                .GetString();
            await ServiceUnderTest.UntilAsync(
                async () =>
                    (await CallAsync(analyst, HttpMethod.Get, $"/runs/{run}", null)).GetProperty("status").GetString()
                        is not ("queued" or "running"),
                "the run"
            );
            var decided = await CallAsync(approver, HttpMethod.Post, $"/runs/{run}/approve", "{}");
            Assert.Equal("approved", decided.GetProperty("status").GetString());
        }

        static bool IsOpen(string? status) => status is "queued" or "running" or "calculated";
    }

    private static async Task<JsonElement> CallAsync(HttpClient client, HttpMethod method, string path, string? json)
    {
        using var request = new HttpRequestMessage(method, path);
        if (json is not null)
            request.Content = new StringContent(json, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{method} {path}: {(int)response.StatusCode} {text}");
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    private Func<string, string> Ordinary(FuzzedRoute route) =>
        name =>
            name switch
            {
                "managerNo" => "M0001",
                "user" => Person,
                "period" => SeededBank.May,
                "kpi" => SeededBank.MarkedKpi,
                "code" when route.Path.StartsWith("/day-types", StringComparison.Ordinal) => "visit",
                "code" when route.Path.StartsWith("/kpis", StringComparison.Ordinal) => SeededBank.KpiCode,
                "code" => route.Path.StartsWith("/plans", StringComparison.Ordinal)
                    ? SeededBank.PlanCode
                    : SeededBank.Session,
                "version" or "number" => "1",
                "n" => "1",
                "level" => "senior",
                "segment" => "high",
                "date" => SeededBank.WorkDay,
                "kind" => "day",
                "id" when route.Path.StartsWith("/work-tasks", StringComparison.Ordinal) =>
                    SeededBank.TaskOfM0001.ToString(),
                "customerRef" => SeededBank.CustomerOfM0001,
                "complaintRef" => bank.CaseOfM0001,
                "format" => "csv",
                "file" => $"{SeededBank.May}.csv",
                "id" when route.Path.StartsWith("/parked", StringComparison.Ordinal) => "1",
                "id" when route.Path.StartsWith("/assessments", StringComparison.Ordinal) =>
                    bank.AssessmentOfM0001.ToString(),
                "id" when route.Path.StartsWith("/sittings", StringComparison.Ordinal) =>
                    bank.SittingOfM0001.ToString(),
                "id" when route.Path.StartsWith("/talks", StringComparison.Ordinal) => bank.TalkOfM0001.ToString(),
                "id" when route.Path.StartsWith("/imports", StringComparison.Ordinal) => bank.ImportOfB1.ToString(),
                "id" when route.Path.StartsWith("/releases", StringComparison.Ordinal) => bank.PaidRelease.ToString(),
                "id" when route.Path.StartsWith("/adjustments", StringComparison.Ordinal) =>
                    bank.OpenAdjustment.ToString(),
                "id" when route.Path.StartsWith("/score-sheets", StringComparison.Ordinal) => bank.OpenSheet.ToString(),
                "id" when route.Path.StartsWith("/holds", StringComparison.Ordinal) => bank.OpenHold.ToString(),
                "id" when route.Path.StartsWith("/disputes", StringComparison.Ordinal) => bank.OpenDispute.ToString(),
                "id" when route.Path.StartsWith("/grade-runs", StringComparison.Ordinal) =>
                    bank.OpenGradeRun.ToString(),
                "id" when route.Path.StartsWith("/grade-appeals", StringComparison.Ordinal) =>
                    bank.OpenGradeAppeal.ToString(),
                "id" when route.Path.StartsWith("/warnings", StringComparison.Ordinal) => bank.OpenWarning.ToString(),
                "id" when route.Path.StartsWith("/enrolment-requests", StringComparison.Ordinal) =>
                    bank.OpenEnrolmentRequest.ToString(),
                "id" when route.Path.StartsWith("/certificate-sanctions", StringComparison.Ordinal) =>
                    bank.SanctionOfM0001.ToString(),
                "id" when route.Path.StartsWith("/coachings", StringComparison.Ordinal) =>
                    bank.CoachingOfM0001.ToString(),
                "id" when route.Path.StartsWith("/courses", StringComparison.Ordinal) => bank.CourseFile.ToString(),
                "id" when route.Path.StartsWith("/target-plans", StringComparison.Ordinal) =>
                    bank.OpenTargetPlan.ToString(),
                "id" when route.Path.StartsWith("/reviews/mine", StringComparison.Ordinal) =>
                    bank.ReviewForm.ToString(),
                "id" when route.Path.StartsWith("/reviews", StringComparison.Ordinal) => bank.OpenReview.ToString(),
                "id" when route.Path.StartsWith("/review-results", StringComparison.Ordinal) =>
                    bank.ResultOfM0001.ToString(),
                "id" when route.Path.StartsWith("/recoveries", StringComparison.Ordinal) =>
                    bank.OpenRecovery.ToString(),
                "id" => bank.PaidRun.ToString(),
                _ => "any",
            };

    private static string Short(string text) => string.Concat(text.Take(160).Select(c => char.IsControl(c) ? '?' : c));

    [GeneratedRegex(@":[a-z]+\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Types();
}

using System.Net.Http.Json;
using System.Text.Json;
using CardTeam.Architecture.Tests.Routes;
using CardTeam.Platform.Audit;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CardTeam.Architecture.Tests.Audit;

/// <summary>Every write, and every reading of pay, leaves an audit entry.</summary>
[Collection(nameof(SeededBank))]
public sealed class AuditWalkTests(SeededBank bank)
{
    private static readonly string[] ShowsPay =
    [
        "/runs",
        "/statements",
        "/ledger",
        "/releases",
        "/adjustments",
        "/holds",
        "/disputes",
        "/recoveries",
        "/payroll",
        "/what-ifs/{",
    ];

    /// <summary>Days and queues, which say nothing of anybody's pay.</summary>
    private static readonly string[] ShowsNoPay = ["/payroll/calendar", "/payroll/groups"];

    public static TheoryData<string> Services => [.. RouteTable.Services];

    /// <summary>Every writing route was called successfully when the bank was filled.</summary>
    [Theory]
    [MemberData(nameof(Services))]
    public async Task Every_route_that_writes_left_an_entry(string service)
    {
        var entries = await EntriesAsync(service);
        var without = RouteTable
            .Of(service)
            .Where(r => r.IsWrite && !entries.Any(e => IsBy(e, r.Method, r.Pattern)))
            // A preview keeps nothing, and is asked for at every pause of who writes a plan or a sheet.
            .Where(r =>
                r.Pattern
                    is not (
                        "/plans/preview"
                        or "/target-plans/check"
                        or "/target-plans/spread"
                        or "/score-sheets/check"
                        or "/complaint-cases/alike"
                        // Reads by a code that is in the body, so that no log has it.
                        or "/suggestions/by-code"
                        or "/own-goals/{managerNo}/{period}/check"
                        // An answer of a sitting is its own record, kept every few seconds; beginning and end have entries.
                        or "/sittings/{id:guid}/answers/{n:int}"
                    )
            )
            .Select(r => r.ToString());
        Assert.Empty(without);
        Assert.All(
            // At a close the suite gives what somebody has set up, who has an entry for that.
            entries.Where(e => e.Action != "recognitions award"),
            e => Assert.False(e.Actor is "" or "anonymous" or "system", $"{e.Action} was done by nobody.")
        );
    }

    [Fact]
    public async Task Work_that_goes_on_after_the_request_is_done_in_its_callers_name()
    {
        Assert.Contains(await EntriesAsync("performance"), e => e is { Action: "import targets", Actor: "head-B1" });
        Assert.Contains(
            await EntriesAsync("incentive"),
            e => e is { Action: "run calculate", Actor: SeededBank.MakerAndChecker }
        );
    }

    [Fact]
    public void Every_route_that_shows_pay_is_marked()
    {
        var unmarked = Reads()
            .Where(e =>
                ShowsPay.Any(p => e.RoutePattern.RawText!.StartsWith(p, StringComparison.Ordinal))
                && !ShowsNoPay.Any(p => e.RoutePattern.RawText!.StartsWith(p, StringComparison.Ordinal))
                && e.Metadata.GetMetadata<AuditedRead>() is null
            );
        Assert.Empty(unmarked.Select(e => e.RoutePattern.RawText));
        Assert.Equal(53, Reads().Count(e => e.Metadata.GetMetadata<AuditedRead>() is not null));
    }

    [Fact]
    public async Task Every_reading_of_pay_leaves_one_entry_that_says_whose()
    {
        foreach (var endpoint in Reads().Where(e => e.Metadata.GetMetadata<AuditedRead>() is not null))
        {
            var pattern = endpoint.RoutePattern.RawText!;
            var path = pattern
                .Replace("{managerNo}", "M0001", StringComparison.Ordinal)
                .Replace("{period}", SeededBank.May, StringComparison.Ordinal)
                .Replace("{id:guid}", IdOf(pattern), StringComparison.Ordinal)
                .Replace("{file}", $"{SeededBank.May}.csv", StringComparison.Ordinal)
                .Replace("{format}", "xlsx", StringComparison.Ordinal)
                .Replace("{code}", SeededBank.Session, StringComparison.Ordinal);
            var before = (await EntriesAsync("incentive")).Count;
            using var response = await bank
                .Incentive.As(Roles.Auditor, id: "auditor-who-reads")
                .GetAsync(new Uri($"{path}?period={SeededBank.May}", UriKind.Relative));
            Assert.True(response.IsSuccessStatusCode, $"{path}: {(int)response.StatusCode}");
            var entry = Assert.Single((await EntriesAsync("incentive")).Skip(before));
            Assert.True(
                IsBy(entry, "GET", RouteTable.Plain(pattern)) && entry.Actor == "auditor-who-reads",
                entry.Action
            );
            foreach (
                var named in new[] { "M0001", SeededBank.May, IdOf(pattern) }.Where(n =>
                    path.Contains(n, StringComparison.Ordinal)
                )
            )
                Assert.Contains(named, entry.Subject, StringComparison.Ordinal);
        }
    }

    /// <summary>Applies also to a refused reading: an attempt to read somebody else's statement is recorded.</summary>
    [Fact]
    public async Task A_look_at_what_is_not_theirs_is_an_entry()
    {
        using var response = await bank.Manager("M0002", "incentive")
            .GetAsync(new Uri($"/statements/M0001/{SeededBank.May}", UriKind.Relative));
        Assert.Equal(404, (int)response.StatusCode);
        Assert.Contains(
            await EntriesAsync("incentive"),
            e => e.Actor == "M0002" && e.Subject.Contains("M0001", StringComparison.Ordinal)
        );
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task The_auditor_sees_the_entries_and_that_their_chain_is_whole(string service)
    {
        var auditor = bank[service].As(Roles.Auditor);
        var listed = new List<string?>();
        for (var after = ""; after is not null; )
        {
            var page = await auditor.GetFromJsonAsync<JsonElement>($"/audit?sort=id&limit=20&after={after}");
            listed.AddRange(
                page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("action").GetString())
            );
            after = page.GetProperty("next").GetString();
        }

        Assert.Equal((await EntriesAsync(service)).Take(listed.Count).Select(e => e.Action), listed);
        JsonElement verdict = default;
        await ServiceUnderTest.UntilAsync(
            async () =>
            {
                verdict = await auditor.GetFromJsonAsync<JsonElement>("/audit/verification");
                return verdict.GetProperty("unsealed").GetInt64() == 0;
            },
            "the entries to be sealed"
        );
        Assert.True(verdict.GetProperty("isWhole").GetBoolean());
    }

    private IEnumerable<RouteEndpoint> Reads() =>
        bank
            .Incentive.App.Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.Cast<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") == true);

    private string IdOf(string pattern) =>
        (
            pattern.StartsWith("/what-ifs", StringComparison.Ordinal) ? bank.WhatIfOfMay
            : pattern.StartsWith("/releases", StringComparison.Ordinal) ? bank.OpenRelease
            : pattern.StartsWith("/adjustments", StringComparison.Ordinal) ? bank.OpenAdjustment
            : pattern.StartsWith("/disputes", StringComparison.Ordinal) ? bank.OpenDispute
            : pattern.StartsWith("/recoveries", StringComparison.Ordinal) ? bank.OpenRecovery
            : bank.OpenRun
        ).ToString();

    private Task<List<AuditEntry>> EntriesAsync(string service) =>
        bank[service].ReadAsync(db => db.Audit.AsNoTracking().OrderBy(e => e.Id).ToListAsync());

    private static bool IsBy(AuditEntry entry, string method, string pattern) =>
        RouteTable.Plain(entry.Action) == $"{method} {pattern}";
}

using System.Text.Json;
using CardTeam.Contracts.Performance;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;
using static CardTeam.Training.Tests.TrainingDesk;

namespace CardTeam.Training.Tests.Programmes;

/// <summary>Programmes and their coverage over HTTP.</summary>
public class CoverageTests
{
    private const string Yearly = """
        { "title": { "zh": "强基计划", "en": "Foundations" }, "kind": "yearly", "from": "2026-01-01", "courses": [ "C1" ] }
        """;

    [Fact]
    public async Task Coverage_says_who_has_done_and_who_is_due_by_unit()
    {
        await using var service = await BankAsync();
        await PutAsync(service, "BASE", Yearly);

        var covered = await GetAsync(Trainer(service), "/programmes/BASE/coverage");

        Assert.Equal(
            ("3", "1", "2", "0"),
            (
                covered.GetProperty("people").ToString(),
                covered.GetProperty("done").ToString(),
                covered.GetProperty("due").ToString(),
                covered.GetProperty("late").ToString()
            )
        );
        Assert.Equal(["M2", "M3"], await PeopleAsync(service, "BASE", "?state=due"));
        // A year later nobody has done it again, and who has left is not asked for.
        Assert.Equal([], await PeopleAsync(service, "BASE", "?state=done&asOf=2027-03-01"));
        var file = await Trainer(service).GetStringAsync(new Uri("/programmes/BASE/coverage.csv", UriKind.Relative));
        Assert.Contains("B1,", file, StringComparison.Ordinal);
        var names = await Trainer(service)
            .GetStringAsync(new Uri("/programmes/BASE/people.csv?state=done", UriKind.Relative));
        Assert.Contains("M1", names, StringComparison.Ordinal);
        Assert.DoesNotContain("M2", names, StringComparison.Ordinal);
        var batches = (await GetAsync(Trainer(service), "/programmes/BASE/batches?seats=1")).GetProperty("batches");
        Assert.Equal(2, batches.GetArrayLength());
    }

    [Fact]
    public async Task An_audience_and_a_part_of_the_bank_narrow_it_down()
    {
        await using var service = await BankAsync();
        await PutAsync(
            service,
            "SENIOR",
            Yearly.Replace(
                "\"courses\"",
                "\"audience\": { \"levels\": [ \"senior\" ] }, \"courses\"",
                StringComparison.Ordinal
            )
        );
        Assert.Equal(["M3"], await PeopleAsync(service, "SENIOR", ""));
        var head = service.As(Roles.BranchHead, org: "B9");
        Assert.Equal("0", (await GetAsync(head, "/programmes/SENIOR/coverage")).GetProperty("people").ToString());
    }

    [Theory]
    [InlineData("\"kind\": \"weekly\"", "kind")]
    [InlineData("\"kind\": \"talents\"", "channels")]
    [InlineData("\"kind\": \"branches\"", "units")]
    [InlineData("\"kind\": \"new-hires\"", "certificates")]
    [InlineData("\"kind\": \"plan\"", "dueOn")]
    [InlineData("\"kind\": \"yearly\", \"courses\": [ \"C9\" ]", "courses")]
    public async Task What_a_kind_needs_is_asked_for(string terms, string field)
    {
        await using var service = await BankAsync();
        var courses = terms.Contains("courses", StringComparison.Ordinal) ? "" : ", \"courses\": [ \"C1\" ]";
        var refused = await SendAsync(
            Trainer(service),
            HttpMethod.Put,
            "/programmes/P",
            $$"""{ "title": { "zh": "计划", "en": "Plan" }, "from": "2026-01-01", {{terms}}{{courses}} }""",
            400
        );
        Assert.Equal("programme.not-valid", refused.GetProperty("code").GetString());
        Assert.Contains(field, refused.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_unit_that_has_held_a_session_this_quarter_is_done()
    {
        await using var service = await BankAsync();
        await service.DeliverAsync(new OrgUnitsChanged([new("B1", null, 1, "一支行"), new("B2", null, 1, "二支行")]));
        await PutSessionAsync(service, "IN-B1", "C1", "2026-06-10", "\"branch\": \"B1\"");
        await PutAsync(
            service,
            "BRANCHES",
            """
            { "title": { "zh": "二级分行现场培训", "en": "On site" }, "kind": "branches", "from": "2026-04-01",
              "courses": [ "C1" ], "units": [ "B1", "B2" ] }
            """
        );
        Assert.Equal(
            ["B1 1 0 0", "B2 0 1 0"],
            (await GetAsync(Trainer(service), "/programmes/BRANCHES/coverage"))
                .GetProperty("units")
                .EnumerateArray()
                .Select(u =>
                    $"{u.GetProperty("org")} {u.GetProperty("done")} {u.GetProperty("due")} {u.GetProperty("late")}"
                )
        );
    }

    private static Task<JsonElement> PutAsync(ServiceUnderTest service, string code, string body) =>
        SendAsync(Trainer(service), HttpMethod.Put, $"/programmes/{code}", body);

    private static async Task<List<string?>> PeopleAsync(ServiceUnderTest service, string code, string query) =>
        [
            .. (await GetAsync(Trainer(service), $"/programmes/{code}/people{query}"))
                .GetProperty("items")
                .EnumerateArray()
                .Select(p => p.GetProperty("managerNo").GetString()),
        ];

    /// <summary>M1 has completed the course this year; M4 has left.</summary>
    private static async Task<ServiceUnderTest> BankAsync()
    {
        var service = await ServiceUnderTest.StartAsync(TrainingService.Build);
        await RosterAsync(
            service,
            Profile("M1"),
            Profile("M2"),
            Profile("M3", level: "senior"),
            Profile("M4", leftOn: "2026-01-31")
        );
        await PutCourseAsync(service, "C1");
        await PutSessionAsync(service, "S1", "C1", "2026-06-15");
        await EnrolAsync(service, "S1", "M1");
        await SendAsync(
            Trainer(service),
            HttpMethod.Put,
            "/sessions/S1/attendance",
            """{ "day": "2026-06-15", "present": [ "M1" ] }"""
        );
        await SendAsync(Trainer(service), HttpMethod.Post, "/sessions/S1/confirm-attendance", "{}");
        return service;
    }
}

using System.Text.Json;
using CardTeam.Contracts.Performance;
using CardTeam.Performance.Data;
using CardTeam.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Tests.Grades;

/// <summary>A half-year is graded: by the scheme, then by people, and announced.</summary>
public class GradeRunTests
{
    private const string Scheme = """
        { "effectiveFrom": "2026-01", "code": "GRADES-2026", "period": "half", "base": "all",
          "caps": { "senior": "0.20", "intermediate": "0.40", "junior": "0.40" },
          "conditions": { "senior": { "education": "bachelor", "yearsInPost": 5, "exam": "GRADE-S" },
            "junior": { "certificates": ["CARD-SALES"] } },
          "rural": { "steps": 1, "top": "senior-A", "countsInQuota": false }, "draw": 20260630,
          "steps": { "A": "0.30", "B": "0.40", "C": "0.30" },
          "streaks": { "promoteAfter": 2, "demoteAfter": 2, "eliminateAfter": 3, "eliminateBelow": "0.60" } }
        """;

    [Fact]
    public async Task A_run_proposes_and_says_what_each_grade_rests_on()
    {
        await using var office = await HalfAsync();
        var run = await RunAsync(office);

        Assert.Equal("proposed", run.GetProperty("state").GetString());
        Assert.Equal(5, run.GetProperty("base").GetInt32());
        Assert.Equal(
            ["exam", "review", "condition-exam", "condition-certificates"],
            run.GetProperty("notKnown").EnumerateArray().Select(n => n.GetString())
        );
        Assert.Equal(
            ["senior 1 0", "intermediate 2 2", "junior 2 2", "trainee  1"],
            run.GetProperty("levels")
                .EnumerateArray()
                .Select(l =>
                    $"{l.GetProperty("level").GetString()} {l.GetProperty("places")} {l.GetProperty("proposed").GetInt32()}"
                )
        );
        var rows = await ProposalsAsync(office.Hr, run);
        Assert.Equal(["M4", "M1", "M2", "M3", "M5"], rows.Select(r => r.GetProperty("managerNo").GetString()));
        var best = rows[0];
        // The mean of its months' totals ÷ 1.5; exam and review have no marks and are left out.
        Assert.Equal("1", best.GetProperty("score").GetString());
        Assert.Equal(
            ["scorecards 1 1", "exam  0", "review  0"],
            best.GetProperty("parts")
                .EnumerateArray()
                .Select(p =>
                    $"{p.GetProperty("part").GetString()} {p.GetProperty("value").GetString()} {p.GetProperty("weight").GetString()}"
                )
        );
        // The best misses a condition of the highest level, and their margin says so.
        Assert.Equal("intermediate", best.GetProperty("level").GetString());
        Assert.Equal(
            ["education"],
            best.GetProperty("margin").GetProperty("conditions").EnumerateArray().Select(c => c.GetString())
        );
        // Rural: paid a step higher, assessed as before.
        Assert.Equal(("junior", "A"), (Text(rows[2], "level"), Text(rows[2], "step")));
        Assert.Equal(("intermediate", "C"), (Text(rows[2], "payLevel"), Text(rows[2], "payStep")));
        // Without a scorecard there is no score and no place.
        Assert.Equal(("trainee", null), (Text(rows[4], "level"), Text(rows[4], "score")));
    }

    [Fact]
    public async Task People_decide_within_the_caps_review_twice_and_another_person_approves()
    {
        await using var office = await HalfAsync();
        var run = await RunAsync(office);
        var path = $"/grade-runs/{run.GetProperty("id").GetString()}";
        var head = office.Service.As(Roles.BranchHead, org: "B1");
        var other = office.Service.As(Roles.BranchHead, org: "B2");
        var second = office.Service.As(Roles.Hr, id: "second-hr");

        Assert.Equal(["M4", "M1", "M3"], (await ProposalsAsync(head, run)).Select(r => Text(r, "managerNo")));
        Assert.Equal(
            "grade-proposal.not-found",
            await PutAsync(head, "M2", """{ "level": "junior", "step": "B", "reason": "x" }""")
        );
        Assert.Equal("grade.not-valid", await PutAsync(head, "M1", """{ "level": "junior", "reason": "x" }"""));
        Assert.Equal(
            "grade.condition-missed",
            await PutAsync(head, "M4", """{ "level": "senior", "step": "B", "reason": "x" }""")
        );
        Assert.Equal(
            "grade.over-cap",
            await PutAsync(head, "M3", """{ "level": "intermediate", "step": "C", "reason": "x" }""")
        );
        Assert.Null(
            await PutAsync(
                head,
                "M3",
                """{ "level": "intermediate", "step": "C", "reason": "led the team", "acceptOverCap": "one place more" }"""
            )
        );
        Assert.Null(
            await PutAsync(head, "M1", """{ "level": "intermediate", "step": "A", "reason": "as discussed" }""")
        );
        Assert.Equal("grade-run.branches-open", await PostAsync(office.Hr, "review"));
        Assert.Null(await PostAsync(head, "review"));
        Assert.Equal("grade-run.branches-open", await PostAsync(second, "review"));
        Assert.Null(await PostAsync(other, "review"));
        Assert.Equal("grade-run.not-reviewed", await PostAsync(second, "approve"));
        Assert.Null(await PostAsync(second, "review"));
        Assert.Equal(
            "grade-run.not-open",
            await PutAsync(head, "M1", """{ "level": "junior", "step": "B", "reason": "x" }""")
        );
        Assert.Equal("grade-run.maker-cannot-check", await PostAsync(second, "approve"));
        Assert.Equal("grade-run.maker-cannot-check", await PostAsync(office.Hr, "approve"));
        Assert.Null(await PostAsync(office.Service.As(Roles.Hr, id: "third-hr"), "approve"));

        var assigned = (await office.Service.AnnouncedAsync<GradesAssigned>()).SelectMany(g => g.Grades).ToList();
        Assert.Equal(
            ["M1 intermediate A", "M2 junior A", "M3 intermediate C", "M4 intermediate A", "M5 trainee "],
            assigned.OrderBy(g => g.ManagerNo, StringComparer.Ordinal).Select(g => $"{g.ManagerNo} {g.Level} {g.Step}")
        );
        Assert.All(assigned, g => Assert.Equal((new DateOnly(2026, 7, 1), 1), (g.From, g.Version)));
        Assert.Equal(
            "grade-run.already-approved",
            (
                await HrOffice.SendAsync(
                    office.Hr,
                    HttpMethod.Post,
                    "/grade-runs",
                    """{ "scheme": "GRADES-2026", "period": "2026-H1" }"""
                )
            ).Code
        );

        async Task<string?> PutAsync(HttpClient by, string managerNo, string body) =>
            await HrOffice.SendAsync(by, HttpMethod.Put, $"{path}/proposals/{managerNo}", body) is var a
            && a.Status == 200
                ? null
                : a.Code;
        async Task<string?> PostAsync(HttpClient by, string what) =>
            await HrOffice.SendAsync(by, HttpMethod.Post, $"{path}/{what}", "{}") is var a && a.Status == 200
                ? null
                : a.Code;
    }

    [Fact]
    public async Task A_manager_sees_their_own_result_and_appeals_within_ten_working_days()
    {
        await using var office = await HalfAsync();
        var run = await RunAsync(office);
        var path = $"/grade-runs/{run.GetProperty("id").GetString()}";
        var own = office.Service.As(Roles.AccountManager, managerNo: "M2");
        Assert.Empty((await HrOffice.GetAsync(own, "/grades/M2")).Body.GetProperty("grades").EnumerateArray());
        await ApproveAsync(office, path);

        var seen = (await HrOffice.GetAsync(own, "/grades/M2")).Body;
        Assert.Equal("junior", Text(seen.GetProperty("grades")[0], "level"));
        Assert.Equal("intermediate", Text(seen.GetProperty("result").GetProperty("margin"), "level"));
        Assert.True(seen.GetProperty("mayAppeal").GetBoolean());
        Assert.Equal("2026-08-28", Text(seen, "appealUntil"));
        Assert.Equal(404, (await HrOffice.GetAsync(own, "/grades/M1")).Status);
        Assert.Equal(
            "grade.not-found",
            (await HrOffice.SendAsync(own, HttpMethod.Post, "/grades/M1/appeals", """{ "text": "x" }""")).Code
        );
        var appeal = await HrOffice.SendAsync(
            own,
            HttpMethod.Post,
            "/grades/M2/appeals",
            """{ "text": "May was not counted." }"""
        );
        Assert.Equal(201, appeal.Status);
        Assert.Equal(
            "grade-appeal.made-already",
            (await HrOffice.SendAsync(own, HttpMethod.Post, "/grades/M2/appeals", """{ "text": "x" }""")).Code
        );
        var decide = $"/grade-appeals/{appeal.Body.GetProperty("id").GetString()}/decide";
        const string upheld = """
            { "outcome": "upheld", "level": "intermediate", "step": "C", "reason": "counted", "acceptOverCap": "by appeal" }
            """;
        Assert.Equal(
            "grade-appeal.had-a-part",
            (await HrOffice.SendAsync(office.Hr, HttpMethod.Post, decide, upheld)).Code
        );
        var fourth = office.Service.As(Roles.Hr, id: "fourth-hr");
        Assert.Equal(200, (await HrOffice.SendAsync(fourth, HttpMethod.Post, decide, upheld)).Status);
        Assert.Equal(
            "grade-appeal.already-decided",
            (await HrOffice.SendAsync(fourth, HttpMethod.Post, decide, upheld)).Code
        );
        seen = (await HrOffice.GetAsync(own, "/grades/M2")).Body;
        Assert.Equal(
            ["2 True intermediate", "1 False junior"],
            seen.GetProperty("grades")
                .EnumerateArray()
                .Select(g =>
                    $"{g.GetProperty("version").GetInt32()} {g.GetProperty("isCurrent").GetBoolean()} {Text(g, "level")}"
                )
        );
        Assert.Equal(2, (await office.Service.AnnouncedAsync<GradesAssigned>())[^1].Grades.Single().Version);
        // The other managers may still appeal for ten working days, and not a day longer.
        var late = office.Service.As(Roles.AccountManager, managerNo: "M1");
        office.Service.Clock.SetTo(new(2026, 8, 29));
        Assert.Equal(
            "grade-appeal.too-late",
            (await HrOffice.SendAsync(late, HttpMethod.Post, "/grades/M1/appeals", """{ "text": "x" }""")).Code
        );
    }

    [Theory]
    [InlineData("""{ "steps": { "a": "0.5", "b": "0.4", "c": "0.3" } }""")]
    [InlineData("""{ "caps": { "senior": "0.7", "junior": "0.4" } }""")]
    [InlineData("""{ "rounding": "up" }""")]
    [InlineData("""{ "ties": ["draw", "draw"] }""")]
    [InlineData("""{ "conditions": { "senior": { "education": "clever" } } }""")]
    [InlineData("""{ "rural": { "steps": 1, "top": "senior-D" } }""")]
    public async Task A_scheme_that_is_none_is_refused(string terms)
    {
        await using var office = await HrOffice.StartAsync();

        var answer = await HrOffice.SendAsync(
            office.Hr,
            HttpMethod.Put,
            "/grade-schemes/GRADES-2026",
            """{ "effectiveFrom": "2026-01", """ + terms[1..]
        );

        Assert.Equal((400, "grade-scheme.not-valid"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task A_run_waits_for_its_last_month_and_is_of_the_schemes_rhythm()
    {
        await using var office = await HrOffice.StartAsync();
        await HrOffice.SendAsync(office.Hr, HttpMethod.Put, "/grade-schemes/GRADES-2026", Scheme);

        Assert.Equal("grade-run.other-rhythm", await TryAsync("2026-Q2"));
        Assert.Equal("grade-run.months-open", await TryAsync("2026-H1"));
        Assert.Equal("grade-run.before-scheme", await TryAsync("2025-H2"));

        async Task<string?> TryAsync(string period) =>
            (
                await HrOffice.SendAsync(
                    office.Hr,
                    HttpMethod.Post,
                    "/grade-runs",
                    $$"""{ "scheme": "GRADES-2026", "period": "{{period}}" }"""
                )
            ).Code;
    }

    private static async Task ApproveAsync(HrOffice office, string path)
    {
        foreach (
            var (by, what) in new[]
            {
                (office.Service.As(Roles.BranchHead, org: "B1"), "review"),
                (office.Service.As(Roles.BranchHead, org: "B2"), "review"),
                (office.Service.As(Roles.Hr, id: "second-hr"), "review"),
                (office.Service.As(Roles.Hr, id: "third-hr"), "approve"),
            }
        )
            Assert.Equal(200, (await HrOffice.SendAsync(by, HttpMethod.Post, $"{path}/{what}", "{}")).Status);
    }

    private static async Task<JsonElement> RunAsync(HrOffice office)
    {
        var scheme = await HrOffice.SendAsync(office.Hr, HttpMethod.Put, "/grade-schemes/GRADES-2026", Scheme);
        Assert.True(scheme.Status == 200, scheme.Body.ToString());
        var run = await HrOffice.SendAsync(
            office.Hr,
            HttpMethod.Post,
            "/grade-runs",
            """{ "scheme": "GRADES-2026", "period": "2026-H1" }"""
        );
        Assert.True(run.Status == 201, run.Body.ToString());
        return run.Body;
    }

    private static async Task<IReadOnlyList<JsonElement>> ProposalsAsync(HttpClient by, JsonElement run) =>
        [
            .. (await HrOffice.GetAsync(by, $"/grade-runs/{run.GetProperty("id").GetString()}/proposals"))
                .Body.GetProperty("items")
                .EnumerateArray(),
        ];

    private static string? Text(JsonElement of, string name) => of.GetProperty(name).GetString();

    /// <summary>
    /// June is closed. M4 (B1, best, college), M1 (B1), M2 (B2, rural), M3 (B1-1) have scorecards, in this order; M5
    /// (B2) has none.
    /// </summary>
    private static async Task<HrOffice> HalfAsync()
    {
        var office = await HrOffice.StartAsync();
        await office.TakeAsync(
            "managers",
            """
            manager_no,name,org,hired_on,in_post_since,level,education,area
            M1,赵,B1,2020-01-01,2022-01-01,junior,本科,urban
            M2,钱,B2,2020-01-01,2022-02-01,junior,本科,rural
            M3,孙,B1-1,2020-01-01,2022-03-01,senior,本科,urban
            M4,周,B1,2015-01-01,2015-01-01,junior,大专,urban
            M5,吴,B2,2026-06-15,,,本科,urban

            """
        );
        foreach (var level in new[] { "junior", "senior" })
            await office.SheetAsync(level, "2026-06", ("activated", "1"));
        await office.TargetsAsync(
            "M4,2026-06,activated,1",
            "M1,2026-06,activated,2",
            "M2,2026-06,activated,4",
            "M3,2026-06,activated,8"
        );
        await office.FactsAsync(
            "A1,M4,activated,C1,2026-06-01",
            "A2,M4,activated,C2,2026-06-01",
            "A3,M1,activated,C3,2026-06-01",
            "A4,M2,activated,C4,2026-06-01",
            "A5,M3,activated,C5,2026-06-01"
        );
        await office.CloseAsync("2026-06");
        return office;
    }
}

using System.Text.Json;
using CardTeam.Contracts.Feedback;
using CardTeam.Performance.Data;
using CardTeam.Performance.Warnings;
using CardTeam.Platform.Data.Kinds;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Testing;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Tests.Warnings;

/// <summary>Rules written, months closed, warnings dealt with: over HTTP, to the database.</summary>
public sealed class WarningRoundTests
{
    private const string LowAttendance = """
        { "name": { "zh": "出勤偏低", "en": "Low attendance" }, "kind": "threshold", "kpi": "attendance",
          "terms": { "side": "below", "limit": "0.8" }, "severity": "warning" }
        """;

    [Fact]
    public async Task A_close_raises_a_warning_once_and_goes_on_with_it_while_its_cause_lasts()
    {
        await using var office = await OfficeAsync(LowAttendance);
        await MonthAsync(office, "2026-04", ("M1", "0.7"), ("M2", "0.9"));
        var raised = Assert.Single(await WarningsAsync(office.Hr));
        Assert.Equal(
            ("M1", "2026-04", "2026-04", "warning", "2026-08-25"),
            (
                Text(raised, "managerNo"),
                Text(raised, "began"),
                Text(raised, "last"),
                Text(raised, "state"),
                Text(raised, "respondBy")
            )
        );
        Assert.Equal(
            ["value 0.7 2026-04", "limit 0.8 "],
            raised
                .GetProperty("evidence")
                .EnumerateArray()
                .Select(e => $"{Text(e, "name")} {Text(e, "value")} {Text(e, "period")}")
        );
        await MonthAsync(office, "2026-05", ("M1", "0.6"), ("M2", "0.9"));
        await MonthAsync(office, "2026-06", ("M1", "0.9"), ("M2", "0.9"));
        Assert.Equal(["M1 2026-04..2026-05 warning"], await LinesAsync(office.Hr));
        // A new cause is another warning.
        await MonthAsync(office, "2026-07", ("M1", "0.5"), ("M2", "0.8"));
        Assert.Equal(
            ["M1 2026-04..2026-05 warning", "M1 2026-07..2026-07 warning", "M2 2026-07..2026-07 warning"],
            await LinesAsync(office.Hr)
        );
    }

    [Fact]
    public async Task A_head_responds_and_somebody_above_receives_and_settles()
    {
        await using var office = await OfficeAsync(LowAttendance);
        await MonthAsync(office, "2026-04", ("M3", "0.7"), ("M2", "0.1"));
        var id = Text((await WarningsAsync(office.Service.As(Roles.BranchHead, "B1"))).Single(), "id");
        var head = office.Service.As(Roles.BranchHead, "B1-1", id: "head of B1-1");
        var boss = office.Service.As(Roles.BranchHead, "B1", id: "head of B1");
        const string response = """{ "response": "two visits a week", "dueOn": "2026-09-30" }""";
        Assert.Equal(404, (await ActAsync(office.Service.As(Roles.BranchHead, "B2"), id, "respond", response)).Status);
        Assert.Equal(403, (await ActAsync(office.Service.As(Roles.Auditor), id, "respond", response)).Status);
        Assert.Equal(
            "request.invalid",
            (await ActAsync(head, id, "respond", """{ "response": " ", "dueOn": "2026-09-30" }""")).Code
        );
        var own = office.Service.As(Roles.BranchHead, "B1-1", managerNo: "M3", id: "m3");
        Assert.Equal("warning.about-yourself", (await ActAsync(own, id, "respond", response)).Code);
        var responded = await ActAsync(head, id, "respond", response);
        Assert.Equal((200, "responded"), (responded.Status, Text(responded.Body, "state")));
        Assert.False(responded.Body.GetProperty("mayCheck").GetBoolean());
        Assert.Equal("warning.decided-above", (await ActAsync(head, id, "receive", "{}")).Code);
        Assert.Equal(
            "warning.decided-above",
            (await ActAsync(office.Service.As(Roles.BranchHead, "B1-1", id: "another"), id, "receive", "{}")).Code
        );
        Assert.Equal("responded", Text((await WarningsAsync(boss)).Single(), "state"));
        Assert.True((await WarningsAsync(boss)).Single().GetProperty("mayCheck").GetBoolean());
        Assert.Equal(
            "warning",
            Text((await ActAsync(boss, id, "return", """{ "reason": "by when?" }""")).Body, "state")
        );
        await ActAsync(head, id, "respond", response);
        Assert.Equal("received", Text((await ActAsync(boss, id, "receive", "{}")).Body, "state"));
        Assert.Equal(
            "warning.unknown-outcome",
            (await ActAsync(boss, id, "settle", """{ "outcome": "fine", "note": "n" }""")).Code
        );
        var settled = await ActAsync(boss, id, "settle", """{ "outcome": "improved", "note": "0.95 in July" }""");
        Assert.Equal(("settled", "improved"), (Text(settled.Body, "state"), Text(settled.Body, "outcome")));
        // The cause goes on; what is settled stays so.
        await MonthAsync(office, "2026-05", ("M3", "0.7"));
        Assert.Equal(["M3 2026-04..2026-05 settled"], await LinesAsync(boss));
    }

    [Fact]
    public async Task Each_sees_the_warnings_of_their_part_and_a_manager_none()
    {
        await using var office = await OfficeAsync(LowAttendance);
        await MonthAsync(office, "2026-04", ("M1", "0.1"), ("M2", "0.1"), ("M3", "0.1"));
        Assert.Equal(3, (await WarningsAsync(office.Hr)).Count);
        Assert.Equal(
            ["M1 2026-04..2026-04 warning", "M3 2026-04..2026-04 warning"],
            await LinesAsync(office.Service.As(Roles.BranchHead, "B1"))
        );
        Assert.Equal(["M3 2026-04..2026-04 warning"], await LinesAsync(office.Service.As(Roles.BranchHead, "B1-1")));
        var other = Text((await WarningsAsync(office.Service.As(Roles.BranchHead, "B2"))).Single(), "id");
        Assert.Equal(
            404,
            (await HrOffice.GetAsync(office.Service.As(Roles.BranchHead, "B1"), $"/warnings/{other}")).Status
        );
        Assert.Equal(
            403,
            (await HrOffice.GetAsync(office.Service.As(Roles.AccountManager, managerNo: "M1"), "/warnings")).Status
        );
        Assert.Equal("request.invalid-state", (await HrOffice.GetAsync(office.Hr, "/warnings?state=lost")).Code);
        var file = await office.Hr.GetStringAsync(new Uri("/warnings.csv?manager=M1", UriKind.Relative));
        Assert.Contains(",M1,赵,B1,东城,2026-04,2026-04,warning,false,", file, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Complaints_and_spikes_are_found_from_what_the_service_knows()
    {
        await using var office = await HrOffice.StartAsync();
        await RuleAsync(
            office,
            "complaints",
            """
            { "name": { "zh": "投诉集中", "en": "Complaints" }, "kind": "cluster", "terms": { "count": 2, "days": 30 },
              "severity": "severe", "conduct": true }
            """
        );
        await RuleAsync(
            office,
            "spike",
            """
            { "name": { "zh": "发卡异常", "en": "Spike" }, "kind": "spike", "conduct": true, "severity": "severe",
              "terms": { "count": 4, "days": 30, "factor": "2", "share": "0.25", "firstUsed": "0.5" } }
            """
        );
        await office.SheetAsync("junior", "2026-04", ("activated", "1"));
        await office.Service.DeliverAsync(
            new ComplaintsChanged([
                .. ((int[])[5, 20]).Select(day => new ComplaintState(
                    $"c{day}",
                    1,
                    1,
                    "M2",
                    "minor",
                    "upheld",
                    new DateOnly(2026, 6, day)
                )),
            ])
        );
        await office.FactsAsync([
            "p1,M1,approved,k1,2026-03-10",
            "p2,M1,approved,k2,2026-04-10",
            "p3,M1,approved,k3,2026-05-10",
            .. Enumerable.Range(0, 4).Select(i => $"q{i},M1,approved,n{i},2026-06-1{i}"),
            "x1,M1,cancelled,n1,2026-07-05",
            "u1,M1,first-used,n2,2026-06-20",
        ]);
        await office.CloseAsync("2026-04", "2026-05", "2026-06");
        Assert.Equal(
            ["complaints M2 true", "spike M1 true"],
            (await WarningsAsync(office.Hr))
                .Select(w =>
                    $"{Text(w, "rule")} {Text(w, "managerNo")} {(w.GetProperty("conduct").GetBoolean() ? "true" : "false")}"
                )
                .Order(StringComparer.Ordinal)
        );
        // A complaint that is not upheld after all takes the warning back with the next close.
        await office.Service.DeliverAsync(
            new ComplaintsChanged([
                new ComplaintState("c20", 2, 4, "M2", "minor", "rejected", new DateOnly(2026, 6, 20)),
            ])
        );
        await office.CloseAsync("2026-07");
        Assert.Equal(
            "cleared",
            Text((await WarningsAsync(office.Hr)).Single(w => Text(w, "rule") == "complaints"), "state")
        );
    }

    [Fact]
    public async Task A_rule_holds_from_the_first_open_month_and_can_be_ended()
    {
        await using var office = await OfficeAsync(LowAttendance);
        await MonthAsync(office, "2026-04", ("M1", "0.85"));
        await RuleAsync(office, "low-attendance", LowAttendance.Replace("0.8", "0.9", StringComparison.Ordinal));
        await MonthAsync(office, "2026-05", ("M1", "0.85"));
        // April was judged by the rule it had.
        Assert.Equal(["M1 2026-05..2026-05 warning"], await LinesAsync(office.Hr));
        var ended = await HrOffice.SendAsync(office.Hr, HttpMethod.Post, "/warning-rules/low-attendance/end", "{}");
        Assert.Equal((200, "2026-06"), (ended.Status, Text(ended.Body, "endedFrom")));
        await MonthAsync(office, "2026-06", ("M1", "0.1"), ("M2", "0.1"));
        Assert.Equal(["M1 2026-05..2026-05 warning"], await LinesAsync(office.Hr));
        Assert.Equal(["low-attendance"], await HrOffice.KeysAsync(office.Hr, "/warning-rules?ended=true", "code"));
        Assert.Equal(
            404,
            (await HrOffice.SendAsync(office.Hr, HttpMethod.Post, "/warning-rules/none/end", "{}")).Status
        );
    }

    [Theory]
    [InlineData(""" "kind": "threshold", "kpi": "none", "terms": { "side": "below", "limit": "1" } """, "kpi")]
    [InlineData(""" "kind": "threshold", "kpi": "attendance", "terms": { "limit": "1" } """, "terms.side")]
    [InlineData(
        """ "kind": "forecast", "kpi": "attendance", "terms": { "side": "below", "limit": "1" } """,
        "terms.months"
    )]
    [InlineData(""" "kind": "cluster", "terms": { "count": 1, "days": 30 } """, "terms.count")]
    [InlineData(
        """ "kind": "spike", "terms": { "count": 5, "days": 30, "share": "0.2", "firstUsed": "0.2" } """,
        "terms.factor"
    )]
    [InlineData(""" "kind": "weather", "terms": {} """, "kind")]
    public async Task A_rule_that_cannot_be_judged_is_refused(string content, string field)
    {
        await using var office = await HrOffice.StartAsync();
        var answer = await HrOffice.SendAsync(
            office.Hr,
            HttpMethod.Put,
            "/warning-rules/some",
            $$"""{ "name": { "zh": "某", "en": "Some" }, "severity": "notice", {{content}} }"""
        );
        Assert.Equal((400, "warning-rule.not-valid"), (answer.Status, answer.Code));
        Assert.Contains(
            answer.Body.GetProperty("details").EnumerateArray(),
            d => d.GetProperty("field").GetString() == field
        );
        Assert.Equal(
            403,
            (
                await HrOffice.SendAsync(
                    office.Service.As(Roles.BranchHead, "B1"),
                    HttpMethod.Put,
                    "/warning-rules/low-attendance",
                    LowAttendance
                )
            ).Status
        );
    }

    /// <summary>
    /// Figures of four months arrive before or after their closes, in any order, and closes are repeated: in the end
    /// the same causes are open, each with one warning.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task The_order_in_which_figures_become_known_changes_nothing(int seed)
    {
        string[] months = ["2026-03", "2026-04", "2026-05", "2026-06"];
        var chance = new Random(seed);
        var figures = (
            from month in months
            from manager in (string[])["M1", "M2", "M3"]
            select (month, manager, Value: chance.Next(2) == 0 ? "0.7" : "0.9")
        ).ToList();
        var expected = new List<string>();
        for (var round = 0; round < 2; round++)
        {
            await using var office = await OfficeAsync(LowAttendance.TrimEnd()[..^1] + """, "confirm": 2 }""");
            var late = round == 0 ? [] : figures.Where(_ => chance.Next(2) == 0).ToList();
            foreach (var month in months)
            {
                foreach (var (of, manager, value) in figures.Except(late).Where(f => f.month == month))
                    await office.IndicatorsAsync($"{manager},{of},attendance,{value}");
                // First a wrong figure where the right one is late.
                foreach (var (of, manager, value) in late.Where(f => f.month == month))
                    await office.IndicatorsAsync($"{manager},{of},attendance,{(value == "0.7" ? "0.9" : "0.7")}");
                await office.CloseAsync(month);
            }

            foreach (var (of, manager, value) in late.OrderBy(_ => chance.Next()))
                await office.IndicatorsAsync($"{manager},{of},attendance,{value}");
            await office.IndicatorsAsync(
                "M1,2026-07,attendance,1",
                "M2,2026-07,attendance,1",
                "M3,2026-07,attendance,1"
            );
            await office.CloseAsync("2026-07");
            var open = (await LinesAsync(office.Hr))
                .Where(l => !l.EndsWith("cleared", StringComparison.Ordinal))
                .ToList();
            if (round == 0)
                expected = open;
            else
                Assert.Equal(expected, open);
            await AssertOneWarningACauseAsync(office);
        }
    }

    [Fact]
    public void Sql_server_understands_how_figures_are_read()
    {
        foreach (var sql in (string[])[WarningFigures.Sql(DatabaseKind.SqlServer), IssuanceFigures.ApprovedSql])
            Assert.Empty(TransactSql.Faults(sql.Replace('{', '@').Replace("}", "", StringComparison.Ordinal)));
    }

    private static async Task AssertOneWarningACauseAsync(HrOffice office)
    {
        var warnings = await office.Service.ReadAsync<PerformanceDbContext, List<Warning>>(db =>
            db.Warnings.AsNoTracking().ToListAsync()
        );
        Assert.Equal(warnings.Count, warnings.Select(w => w.CauseKey).Distinct().Count());
        // No two open warnings of one rule and manager share a month.
        foreach (var one in warnings.Where(w => w.State != WarningState.Cleared))
            Assert.Single(
                warnings,
                w =>
                    w.State != WarningState.Cleared
                    && (w.Rule, w.ManagerNo) == (one.Rule, one.ManagerNo)
                    && w.Began <= one.Last
                    && w.Last >= one.Began
            );
    }

    private static async Task<HrOffice> OfficeAsync(string rule)
    {
        var office = await HrOffice.StartAsync();
        await RuleAsync(office, "low-attendance", rule);
        foreach (var level in (string[])["junior", "senior"])
            await office.SheetAsync(level, "2026-01", ("attendance", "1"));
        return office;
    }

    private static async Task RuleAsync(HrOffice office, string code, string rule)
    {
        var answer = await HrOffice.SendAsync(office.Hr, HttpMethod.Put, $"/warning-rules/{code}", rule);
        Assert.True(answer.Status == 200, answer.Body.ToString());
    }

    private static async Task MonthAsync(HrOffice office, string month, params (string No, string Value)[] values)
    {
        await office.IndicatorsAsync(values.Select(v => $"{v.No},{month},attendance,{v.Value}"));
        await office.CloseAsync(month);
    }

    private static Task<Answer> ActAsync(HttpClient by, string? id, string act, string json) =>
        HrOffice.SendAsync(by, HttpMethod.Post, $"/warnings/{id}/{act}", json);

    private static async Task<IReadOnlyList<JsonElement>> WarningsAsync(HttpClient by)
    {
        var answer = await HrOffice.GetAsync(by, "/warnings?limit=500");
        Assert.True(answer.Status == 200, answer.Body.ToString());
        return [.. answer.Body.GetProperty("items").EnumerateArray()];
    }

    private static async Task<IReadOnlyList<string>> LinesAsync(HttpClient by) =>
        [
            .. (await WarningsAsync(by))
                .Select(w => $"{Text(w, "managerNo")} {Text(w, "began")}..{Text(w, "last")} {Text(w, "state")}")
                .Order(StringComparer.Ordinal),
        ];

    private static string? Text(JsonElement of, string property) => of.GetProperty(property).GetString();
}

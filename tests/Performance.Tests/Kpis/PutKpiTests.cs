using System.Text;
using CardTeam.Performance.Data;
using CardTeam.Performance.Indicators;
using CardTeam.Performance.Kpis;
using CardTeam.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Tests.Kpis;

public class PutKpiTests
{
    private const string Deposits = """
        { "name": { "zh": "存款", "en": "Deposits" }, "unit": "cny", "direction": "higher", "family": "sales",
          "source": "import" }
        """;

    [Fact]
    public async Task Every_bank_begins_with_the_release_s_catalogue()
    {
        await using var office = await HrOffice.StartAsync();

        var codes = await HrOffice.KeysAsync(office.Hr, "/kpis?limit=500", "code");
        Assert.Equal(KpisOfRelease.Codes.Order(StringComparer.Ordinal), codes);
        var rate = (await HrOffice.GetAsync(office.Hr, "/kpis/activation-rate")).Body;
        Assert.Equal("激活率", rate.GetProperty("name").GetProperty("zh").GetString());
        Assert.Equal("activated", rate.GetProperty("of").GetProperty("numerator").GetString());
        Assert.Equal(404, (await HrOffice.GetAsync(office.Hr, "/kpis/none-such")).Status);
    }

    [Theory]
    [InlineData("deposits", """{ "source": "import" }""", "name.zh name.en unit direction family")]
    [InlineData(
        "deposits",
        """{ "unit": "yuan", "direction": "up", "family": "luck", "source": "guess" }""",
        "unit direction family source"
    )]
    [InlineData("exams", """{ "source": "training" }""", "source")]
    [InlineData("Deposits", "{}", "code")]
    [InlineData("deposits", """{ "cap": "0.5" }""", "cap")]
    [InlineData("deposits", """{ "cap": "10.5" }""", "cap")]
    [InlineData("deposits", """{ "of": { "fact": "activated" } }""", "of")]
    [InlineData("gold", """{ "source": "card-facts" }""", "of")]
    [InlineData(
        "gold",
        """{ "source": "card-facts", "of": { "fact": "sold", "measure": "sum" } }""",
        "of.fact of.measure"
    )]
    [InlineData("share", """{ "source": "ratio" }""", "of of.numerator of.denominator")]
    [InlineData(
        "share",
        """{ "source": "ratio", "of": { "numerator": "activated", "denominator": "activated" } }""",
        "of.denominator"
    )]
    [InlineData(
        "share",
        """{ "source": "ratio", "of": { "numerator": "nobody", "denominator": "activated" } }""",
        "of.numerator"
    )]
    [InlineData(
        "share",
        """{ "source": "ratio", "of": { "numerator": "active-rate", "denominator": "activated" } }""",
        "of.numerator"
    )]
    [InlineData("index", """{ "source": "sum", "of": { "parts": [] } }""", "of")]
    [InlineData(
        "index",
        """{ "source": "sum", "of": { "parts": [ { "kpi": "activated", "weight": "0" } ] } }""",
        "of.parts"
    )]
    [InlineData("index", """{ "source": "sum", "of": { "parts": [ null ] } }""", "of.parts")]
    [InlineData(
        "index",
        """{ "source": "sum", "of": { "parts": [ { "kpi": "activated", "weight": "1" }, { "kpi": "activated", "weight": "2" } ] } }""",
        "of.parts"
    )]
    [InlineData("activated", """{ "source": "card-facts", "direction": "lower", "unit": "count" }""", "direction")]
    [InlineData("overdue", """{ "source": "import", "direction": "lower", "unit": "count" }""", "source")]
    [InlineData(
        "approved",
        """{ "source": "card-facts", "unit": "count", "of": { "fact": "activated", "measure": "count" } }""",
        "of"
    )]
    public async Task What_is_wrong_is_named_field_by_field(string code, string body, string fields)
    {
        await using var office = await HrOffice.StartAsync();

        var answer = await PutAsync(office, code, Filled(body, fields));

        Assert.Equal((400, "kpi.not-valid"), (answer.Status, answer.Code));
        Assert.Equal(
            fields,
            string.Join(
                ' ',
                answer
                    .Body.GetProperty("details")
                    .EnumerateArray()
                    .Select(d => d.GetProperty("field").GetString())
                    .Distinct()
            )
        );
    }

    [Fact]
    public async Task Only_personnel_of_the_whole_bank_define_kpis_and_it_is_audited()
    {
        await using var office = await HrOffice.StartAsync();

        foreach (var role in new[] { Roles.BranchHead, Roles.AccountManager, Roles.Auditor, Roles.IncentiveAnalyst })
            Assert.Equal(403, await StatusAsync(office.Service.As(role, org: "B1"), "deposits", Deposits));
        Assert.Equal(403, await StatusAsync(office.Service.As(Roles.Hr, org: "B1"), "deposits", Deposits));
        Assert.Equal(200, (await PutAsync(office, "deposits", Deposits)).Status);
        Assert.Equal(
            200,
            (await PutAsync(office, "deposits", Deposits.Replace("higher", "lower", StringComparison.Ordinal))).Status
        );

        var entry = await office.Service.ReadAsync<PerformanceDbContext, string>(async db =>
            (
                await db
                    .Audit.OrderByDescending(a => a.Id)
                    .FirstAsync(a => a.Action == "PUT /kpis/{code}" && a.Subject == "deposits")
            ).Detail!
        );
        Assert.Contains("\"direction\":{\"before\":\"higher\",\"after\":\"lower\"}", entry, StringComparison.Ordinal);
        Assert.Equal(
            ["deposits"],
            await HrOffice.KeysAsync(office.Service.As(Roles.Auditor), "/kpis?search=存款&family=sales", "code")
        );
    }

    [Fact]
    public async Task A_closed_month_keeps_its_definition_when_late_knowledge_computes_it_again()
    {
        await using var office = await HrOffice.StartAsync();
        Assert.Equal(200, (await PutAsync(office, "errors", Errors("lower"))).Status);
        await office.SheetAsync("junior", "2026-04", ("errors", "1"));
        await office.TargetsAsync("M1,2026-04,errors,2", "M1,2026-05,errors,2");
        await office.IndicatorsAsync("M1,2026-04,errors,4", "M1,2026-05,errors,4");
        await office.CloseAsync("2026-04");
        Assert.Equal("0.5", (await office.ScorecardAsync("2026-04"))["errors"].Attainment);

        Assert.Equal(200, (await PutAsync(office, "errors", Errors("higher"))).Status);
        await office.IndicatorsAsync("M1,2026-04,errors,8");
        await office.CloseAsync("2026-05");

        Assert.Equal(
            ("0.25", 2),
            (await office.ScorecardAsync("2026-04")) is var late ? (late["errors"].Attainment, late.Version) : default
        );
        Assert.Equal("1.5", (await office.ScorecardAsync("2026-05"))["errors"].Attainment);
        var then = (await HrOffice.GetAsync(office.Hr, "/kpis/errors?period=2026-04")).Body;
        Assert.Equal("lower", then.GetProperty("direction").GetString());
        var now = (await HrOffice.GetAsync(office.Hr, "/kpis/errors")).Body;
        Assert.Equal(
            ("higher", "2026-05"),
            (now.GetProperty("direction").GetString(), now.GetProperty("effectiveFrom").GetString())
        );
    }

    [Fact]
    public async Task Rates_and_own_counts_are_computed_from_what_the_suite_holds()
    {
        await using var office = await HrOffice.StartAsync();
        Assert.Equal(
            200,
            (
                await PutAsync(
                    office,
                    "gold-cards",
                    Body("card-facts", """{ "fact": "activated", "measure": "count", "products": [ "gold" ] }""")
                )
            ).Status
        );
        Assert.Equal(
            200,
            (
                await PutAsync(
                    office,
                    "index",
                    Body(
                        "sum",
                        """{ "parts": [ { "kpi": "activated", "weight": "2" }, { "kpi": "attendance", "weight": "-0.5" } ] }"""
                    )
                )
            ).Status
        );
        string[] kpis = ["activation-rate", "first-use-rate", "cancel-rate", "complaint-rate", "gold-cards", "index"];
        await office.SheetAsync("junior", "2026-04", [.. kpis.Select(k => ((string?)k, k == "index" ? "0.5" : "0.1"))]);
        await office.FactsAsync(
            "F1,M1,approved,C1,2026-04-02",
            "F2,M1,approved,C2,2026-04-02",
            "F3,M1,approved,C3,2026-04-02",
            "F4,M1,activated,C1,2026-04-03,,gold",
            "F5,M1,activated,C2,2026-04-03,,o'plain",
            "F6,M1,first-used,C1,2026-04-04",
            "F7,M1,cancelled,C3,2026-04-05"
        );
        await office.IndicatorsAsync("M1,2026-04,attendance,3");
        await office.TargetsAsync(kpis.Select(k => $"M1,2026-04,{k},1"));
        await office.CloseAsync("2026-04");

        var card = await office.ScorecardAsync("2026-04");
        Assert.Equal(["0.666667", "0.5", "0.5", "0", "1", "2.5"], kpis.Select(k => card[k].Value));
        Assert.Equal(
            ["card-facts", "card-facts", "card-facts", "calculated", "card-facts", "calculated"],
            kpis.Select(k => card[k].Source)
        );
    }

    [Fact]
    public async Task A_kpi_is_ended_and_not_deleted()
    {
        await using var office = await HrOffice.StartAsync();
        Assert.Equal(200, (await PutAsync(office, "deposits", Deposits)).Status);
        await office.SheetAsync("junior", "2026-04", ("deposits", "1"));
        await office.CloseAsync("2026-04");

        Assert.Equal((409, "kpi.period-closed"), await EndAsync(office, "deposits", "2026-04"));
        Assert.Equal((400, "kpi.not-valid"), await EndAsync(office, "deposits", "2026-Q3"));
        Assert.Equal((404, "kpi.not-found"), await EndAsync(office, "none-such", "2026-06"));
        Assert.Equal((409, "kpi.in-use"), await EndAsync(office, "deposits", "2026-06"));
        Assert.Equal((409, "kpi.in-use"), await EndAsync(office, "cards", "2026-06")); // of active-rate
        await office.SheetAsync("junior", "2026-06", ("activated", "1"));
        Assert.Equal((200, null), await EndAsync(office, "deposits", "2026-06"));

        var answer = await office.PutSheetAsync("senior", "2026-06", ("deposits", "1"));
        Assert.Equal((409, "score-sheet.kpi-ended"), (answer.Status, answer.Code));
        var rows = await office.Service.ImportAsync(
            "indicators",
            "manager_no,period,kpi,value\nM1,2026-05,deposits,1\nM1,2026-06,deposits,1\n"
        );
        Assert.Equal((1, 1), (rows.RowsAccepted, rows.RowsRejected));
        Assert.Contains("kpi.ended", string.Join('\n', rows.Errors), StringComparison.Ordinal);
        Assert.Equal(["deposits"], await HrOffice.KeysAsync(office.Hr, "/kpis?ended=true", "code"));
        Assert.Equal(200, (await PutAsync(office, "deposits", Deposits)).Status);
        Assert.Empty(await HrOffice.KeysAsync(office.Hr, "/kpis?ended=true", "code"));
    }

    [Fact]
    public async Task A_code_that_the_bank_imported_before_the_upgrade_stays_imported()
    {
        await using var office = await HrOffice.StartAsync();
        await office.Service.ReadAsync<PerformanceDbContext, bool>(async db =>
        {
            db.KpiDefinitions.RemoveRange(await db.KpiDefinitions.ToListAsync());
            db.Indicators.Add(new("M1", Contracts.Period.Parse("2026-04"), Kpi.ActivationRate, 0.4m));
            await db.SaveChangesAsync();
            await SeedKpis.SeedAsync(db, CancellationToken.None);
            return true;
        });

        var rate = (await HrOffice.GetAsync(office.Hr, "/kpis/activation-rate")).Body;
        Assert.Equal(
            ("import", "higher"),
            (rate.GetProperty("source").GetString(), rate.GetProperty("direction").GetString())
        );
        Assert.Equal(
            "ratio",
            (await HrOffice.GetAsync(office.Hr, "/kpis/active-rate")).Body.GetProperty("source").GetString()
        );
    }

    private static string Errors(string direction) =>
        $$"""
            { "name": { "zh": "差错", "en": "Errors" }, "unit": "count", "direction": "{{direction}}",
              "family": "quality", "source": "import" }
            """;

    private static string Body(string source, string of) =>
        $$"""
            { "name": { "zh": "指标", "en": "A KPI" }, "unit": "count", "direction": "higher", "family": "sales",
              "source": "{{source}}", "of": {{of}} }
            """;

    /// <summary>The given members and, where they are not what is tested, good others.</summary>
    private static string Filled(string body, string wrong)
    {
        var given = System.Text.Json.Nodes.JsonNode.Parse(body)!.AsObject();
        foreach (
            var (member, value) in new[]
            {
                ("unit", "count"),
                ("direction", "higher"),
                ("family", "sales"),
                ("source", "import"),
            }
        )
            if (!given.ContainsKey(member))
                given[member] = wrong.StartsWith("name", StringComparison.Ordinal) ? "?" : value;
        given["name"] ??= System.Text.Json.Nodes.JsonNode.Parse(
            wrong.StartsWith("name", StringComparison.Ordinal)
                ? """{ "zh": "", "en": " " }"""
                : """{ "zh": "名", "en": "name" }"""
        );
        return given.ToJsonString();
    }

    private static Task<Answer> PutAsync(HrOffice office, string code, string json) =>
        HrOffice.SendAsync(office.Hr, HttpMethod.Put, $"/kpis/{code}", json);

    private static async Task<int> StatusAsync(HttpClient by, string code, string json)
    {
        using var response = await by.PutAsync(
            $"/kpis/{code}",
            new StringContent(json, Encoding.UTF8, "application/json")
        );
        return (int)response.StatusCode;
    }

    private static async Task<(int, string?)> EndAsync(HrOffice office, string code, string from)
    {
        var answer = await HrOffice.SendAsync(
            office.Hr,
            HttpMethod.Post,
            $"/kpis/{code}/end",
            $$"""{ "from": "{{from}}" }"""
        );
        return (answer.Status, answer.Status == 200 ? null : answer.Code);
    }
}

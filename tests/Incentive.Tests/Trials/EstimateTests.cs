using System.Text.Json;
using CardTeam.Incentive.Tests.Plans;
using CardTeam.ServiceDefaults.Security;

namespace CardTeam.Incentive.Tests.Trials;

/// <summary>A manager asks what an open month comes to, and what further cards would bring.</summary>
public class EstimateTests
{
    private const string GoldOnly = """
        { "id": "gold", "type": "per-unit", "fact": "activated", "products": ["gold"], "rate": "30.00" }
        """;

    [Fact]
    public async Task Further_cards_are_counted_after_those_there_are_and_marked_as_assumed()
    {
        await using var office = await OpenAsync(Rules.Activation);
        for (var i = 0; i < 9; i++)
            office.Others.Fact($"A{i}", "activated", $"C{i}", "2026-06-02");
        await office.DeliverAsync();

        var answer = await AskAsync(Manager(office), """{ "fact": "activated", "count": 3 }""");
        // The tenth card still earns 50, the eleventh and twelfth 80.
        Assert.Equal(
            ("450.00", "660.00", "210.00", "2026-06-15"),
            (
                Payable(answer, "asItStands"),
                Payable(answer, "withThem"),
                Text(answer, "difference"),
                Text(answer, "assumedOn")
            )
        );
        Assert.Equal(
            ("CARD", 1, "2026-04"),
            (Text(answer, "planCode"), answer.GetProperty("planVersion").GetInt32(), Text(answer, "planEffectiveFrom"))
        );
        Assert.Equal("2026-06", Text(answer, "newestWithFacts"));
        var line = Assert.Single(Lines(answer, "withThem"));
        Assert.Equal(3, line.GetProperty("assumed").GetInt32());
        var assumed = line.GetProperty("records").EnumerateArray().Where(IsAssumed).ToList();
        Assert.Equal(["50.00", "80.00", "80.00"], assumed.Select(r => Text(r, "earned")));
        Assert.Equal(3, assumed.Select(r => Text(r, "card")).Distinct().Count());
        Assert.All(assumed, r => Assert.Equal("2026-06-15", Text(r, "day")));
        Assert.DoesNotContain(Lines(answer, "asItStands"), l => l.TryGetProperty("assumed", out _));
    }

    [Fact]
    public async Task An_assumed_card_needs_the_certificate_and_the_product_that_the_plan_asks_for()
    {
        await using var office = await OpenAsync(Rules.Gated, GoldOnly);
        office.Others.Certify("2026-01-01", "2026-06-10").Certify("2026-01-01", manager: "M2").Hire("M2");
        await office.DeliverAsync();

        var without = await AskAsync(Manager(office), """{ "fact": "activated", "count": 2 }""");
        Assert.Equal(JsonValueKind.Null, without.GetProperty("newestWithFacts").ValueKind);
        Assert.Equal("0.00", Text(without, "difference"));
        Assert.Contains(Lines(without, "withThem"), l => Text(l, "kind") == "why-not");
        var gold = await AskAsync(
            Manager(office, "M2"),
            """{ "fact": "activated", "product": "gold", "count": 2 }""",
            "M2"
        );
        Assert.Equal("90.00", Text(gold, "difference"));
        Assert.Equal(
            ["activation activated every", "gold activated gold"],
            gold.GetProperty("pays")
                .EnumerateArray()
                .Select(p => $"{Text(p, "rule")} {Text(p, "fact")} {Products(p.GetProperty("products"))}")
        );

        static string Products(JsonElement products) =>
            products.ValueKind == JsonValueKind.Null
                ? "every"
                : string.Join(',', products.EnumerateArray().Select(p => p.GetString()));
    }

    [Fact]
    public async Task Amounts_are_paid_by_the_rules_on_amounts()
    {
        await using var office = await OpenAsync(Rules.Instalment);
        await office.DeliverAsync();
        var answer = await AskAsync(
            Manager(office),
            """{ "fact": "instalment", "count": 2, "amount": "10000.00" }, { "fact": "instalment", "count": 1 }"""
        );
        Assert.Equal("30.00", Text(answer, "difference"));
        Assert.True(answer.GetProperty("pays")[0].GetProperty("byAmount").GetBoolean());
    }

    [Fact]
    public async Task A_closed_month_and_one_that_has_not_begun_are_not_estimated()
    {
        await using var office = await OpenAsync(Rules.Hundred);
        await office.PayAsync("2026-04");
        await office.CloseAsync("2026-05");

        Assert.Equal("0.00", Payable(await AskAsync(Manager(office), ""), "asItStands"));
        foreach (var month in new[] { "2026-05", "2026-07", "2026-Q3" })
        {
            var answer = await BonusOffice.PostAsync(office.Analyst, $"/estimates/M1/{month}", """{ "add": [] }""");
            Assert.Equal((409, "estimate.month-not-open"), (answer.Status, answer.Code));
            Assert.Contains("2026-06", answer.Body.GetRawText(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_closed_month_that_waits_for_its_approval_will_pay_what_its_close_knew()
    {
        await using var office = await OpenAsync(Rules.Hundred);
        office.Others.Fact("A", "activated", "C1", "2026-04-02").Fact("B", "activated", "C2", "2026-05-02");
        await office.PayAsync("2026-04");
        office.Others.Fact("L", "activated", "C3", "2026-04-20");
        await office.CloseAsync("2026-05");

        // May's run pays the late card of April that its close knew; a still later one is left to June.
        Assert.Equal("0.00", Payable(await AskAsync(Manager(office), ""), "asItStands"));
        office.Others.Fact("N", "activated", "C4", "2026-04-21");
        await office.DeliverAsync();
        Assert.Equal("100.00", Payable(await AskAsync(Manager(office), ""), "asItStands"));
        await office.RunAndApproveAsync("2026-05");
        Assert.Equal("100.00", Payable(await AskAsync(Manager(office), ""), "asItStands"));
    }

    [Fact]
    public async Task Before_the_first_close_a_month_is_estimated_by_itself()
    {
        await using var office = await OpenAsync(Rules.Hundred);
        office.Others.Fact("A", "activated", "C1", "2026-06-02");
        await office.DeliverAsync();
        Assert.Equal("100.00", Payable(await AskAsync(Manager(office), ""), "asItStands"));
    }

    [Theory]
    [InlineData("""{ "fact": "activated", "count": 0 }""", "add[0].count")]
    [InlineData("""{ "fact": "activated", "count": 1001 }""", "add[0].count")]
    [InlineData("""{ "fact": "activated" }""", "add[0].count")]
    [InlineData("""{ "fact": "sold", "count": 1 }""", "add[0].fact")]
    [InlineData("""{ "count": 1 }""", "add[0].fact")]
    [InlineData("""null""", "add[0].fact add[0].count")]
    [InlineData("""{ "fact": "instalment", "count": 1, "amount": "-1.00" }""", "add[0].amount")]
    [InlineData("""{ "fact": "instalment", "count": 1, "amount": "100000000.01" }""", "add[0].amount")]
    [InlineData("""{ "fact": "activated", "count": 600 }, { "fact": "activated", "count": 401 }""", "add")]
    public async Task What_cannot_be_assumed_is_refused_by_its_name(string add, string paths)
    {
        await using var office = await OpenAsync(Rules.Hundred);
        await office.DeliverAsync();
        var answer = await BonusOffice.PostAsync(
            office.Analyst,
            "/estimates/M1/2026-06",
            $$"""{ "add": [ {{add}} ] }"""
        );
        Assert.Equal((400, "estimate.invalid"), (answer.Status, answer.Code));
        Assert.Equal(paths, string.Join(' ', answer.Details.Select(d => Text(d, "path"))));
    }

    [Fact]
    public async Task At_most_twenty_additions_are_taken()
    {
        await using var office = await OpenAsync(Rules.Hundred);
        await office.DeliverAsync();
        var twenty = string.Join(',', Enumerable.Repeat("""{ "fact": "activated", "count": 1 }""", 20));
        Assert.Equal("2000.00", Text(await AskAsync(office.Analyst, twenty), "difference"));
        var more = await BonusOffice.PostAsync(
            office.Analyst,
            "/estimates/M1/2026-06",
            $$"""{ "add": [ {{twenty}}, { "fact": "activated", "count": 1 } ] }"""
        );
        Assert.Equal((400, "estimate.invalid"), (more.Status, more.Code));
    }

    [Fact]
    public async Task A_manager_asks_for_themselves_a_head_for_their_part_and_the_analyst_for_everybody()
    {
        await using var office = await OpenAsync(Rules.Hundred);
        office.Others.Hire("M2", org: "B2");
        await office.DeliverAsync();

        Assert.Equal(200, await StatusAsync(Manager(office), "M1"));
        Assert.Equal(404, await StatusAsync(Manager(office), "M2"));
        Assert.Equal(200, await StatusAsync(office.Service.As(Roles.BranchHead, org: "B2"), "M2"));
        Assert.Equal(404, await StatusAsync(office.Service.As(Roles.BranchHead, org: "B2"), "M1"));
        Assert.Equal(200, await StatusAsync(office.Analyst, "M2"));
        Assert.Equal(404, await StatusAsync(office.Analyst, "M9"));
        foreach (var role in new[] { Roles.IncentiveApprover, Roles.Auditor, Roles.Hr, Roles.Payroll })
            Assert.Equal(403, await StatusAsync(office.Service.As(role), "M1"));

        static async Task<int> StatusAsync(HttpClient by, string manager) =>
            (await BonusOffice.PostAsync(by, $"/estimates/{manager}/2026-06", """{ "add": [] }""")).Status;
    }

    private static Task<BonusOffice> OpenAsync(params string[] rules) => BonusOffice.StartAsync(rules);

    private static HttpClient Manager(BonusOffice office, string managerNo = "M1") =>
        office.Service.As(Roles.AccountManager, managerNo: managerNo);

    private static async Task<JsonElement> AskAsync(HttpClient by, string add, string manager = "M1")
    {
        var answer = await BonusOffice.PostAsync(by, $"/estimates/{manager}/2026-06", $$"""{ "add": [ {{add}} ] }""");
        Assert.True(answer.Status == 200, answer.Body.ToString());
        return answer.Body;
    }

    private static string? Payable(JsonElement answer, string side) => Text(answer.GetProperty(side), "payable");

    private static List<JsonElement> Lines(JsonElement answer, string side) =>
        [.. answer.GetProperty(side).GetProperty("lines").EnumerateArray()];

    private static bool IsAssumed(JsonElement record) =>
        record.TryGetProperty("isAssumed", out var assumed) && assumed.GetBoolean();

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}

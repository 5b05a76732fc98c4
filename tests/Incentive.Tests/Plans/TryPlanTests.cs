using CardTeam.Incentive.Calculation;

namespace CardTeam.Incentive.Tests.Plans;

/// <summary>A plan is tried on one manager's closed month, and nothing is saved.</summary>
public sealed class TryPlanTests
{
    private const string TwoHundred =
        """{ "id": "activation", "type": "per-unit", "fact": "activated", "rate": "200.00" }""";

    [Fact]
    public async Task What_a_tried_plan_comes_to_is_what_a_run_by_it_pays_line_by_line()
    {
        string[] tried = [TwoHundred, Rules.Factor, Rules.Complaints, Rules.Cap, Rules.Deferral];
        await using var asIs = await WithMonthsAsync(Rules.Hundred, Rules.Factor);
        await using var asIfInForce = await WithMonthsAsync(tried);
        var run = await asIfInForce.RunAsync("2026-04");
        foreach (var manager in (string[])["M1", "M2", "M3"])
        {
            var answer = await TryAsync(asIs, "2026-04", manager, tried);
            Assert.True(answer.Status == 200, answer.Body.ToString());
            var paid = (await BonusOffice.GetAsync(asIfInForce.Analyst, $"/statements/{manager}/2026-04")).Body;
            var outcome = answer.Body.GetProperty("tried");
            Assert.Equal(
                (paid.GetProperty("payable").GetString(), paid.GetProperty("deferred").GetString()),
                (outcome.GetProperty("payable").GetString(), outcome.GetProperty("deferred").GetString())
            );
            Assert.Equal(paid.GetProperty("lines").GetRawText(), outcome.GetProperty("lines").GetRawText());
        }

        Assert.Equal("calculated", run.Status);
    }

    [Fact]
    public async Task It_stands_beside_the_plan_in_force_with_the_difference_and_is_kept_nowhere()
    {
        await using var office = await WithMonthsAsync(Rules.Hundred);
        var answer = (await TryAsync(office, "2026-04", "M2", TwoHundred)).Body;
        Assert.Equal(
            ("CARD", 1, "200.00", "400.00", "200.00"),
            (
                answer.GetProperty("planCode").GetString()!,
                answer.GetProperty("planVersion").GetInt32(),
                answer.GetProperty("inForce").GetProperty("payable").GetString()!,
                answer.GetProperty("tried").GetProperty("payable").GetString()!,
                answer.GetProperty("difference").GetString()!
            )
        );
        Assert.Single(
            (await BonusOffice.GetAsync(office.Analyst, "/plans")).Body.GetProperty("items").EnumerateArray()
        );
        Assert.Empty((await BonusOffice.GetAsync(office.Analyst, "/runs")).Body.GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Months_before_the_tried_one_go_by_their_own_plans()
    {
        await using var office = await WithMonthsAsync(Rules.Hundred, Rules.Clawback);
        office.Others.Fact("X", "cancelled", "C2", "2026-05-02", manager: "M2");
        await office.CloseAsync("2026-05");
        var tried = (await TryAsync(office, "2026-05", "M2", TwoHundred, Rules.Clawback)).Body.GetProperty("tried");
        var line = Assert.Single(
            tried.GetProperty("lines").EnumerateArray(),
            l => l.GetProperty("kind").GetString() == "clawback"
        );
        Assert.Equal("-100.00", line.GetProperty("amount").GetString());
    }

    [Theory]
    [InlineData("2026-05", "M1", TwoHundred, 409, "plan.trial-needs-close")]
    [InlineData("2026-04", "M9", TwoHundred, 404, "manager.not-found")]
    [InlineData("2026-04", "M1", """{ "id": "a", "type": "per-unit", "fact": "activated" }""", 400, "plan.invalid")]
    [InlineData("2026-04", "M1", """{ "id": "a", "type": "per-unit", "fakt": "activated" }""", 400, "plan.unreadable")]
    public async Task What_cannot_be_tried_is_refused_with_the_reason(
        string period,
        string manager,
        string rule,
        int status,
        string code
    )
    {
        await using var office = await WithMonthsAsync(Rules.Hundred);
        var answer = await TryAsync(office, period, manager, rule);
        Assert.Equal((status, code), (answer.Status, answer.Code));
    }

    /// <summary>Three managers, with two, one and no activated card in April, which is closed.</summary>
    private static async Task<BonusOffice> WithMonthsAsync(params string[] rules)
    {
        var office = await BonusOffice.StartAsync(rules);
        office
            .Others.Hire("M2", "B2")
            .Hire("M3")
            .Score("2026-04", 1.2m)
            .Score("2026-04", 0.8m, "M2")
            .Complain("P1", "minor", "upheld", "2026-04-20", "M2")
            .Fact("A", "activated", "C1", "2026-04-02")
            .Fact("B", "activated", "C2", "2026-04-03", manager: "M2")
            .Fact("C", "activated", "C3", "2026-04-04", manager: "M2");
        await office.CloseAsync("2026-04");
        return office;
    }

    private static Task<Answer> TryAsync(BonusOffice office, string period, string managerNo, params string[] rules) =>
        BonusOffice.PostAsync(office.Analyst, $"/plans/trial/{managerNo}/{period}", Rules.Json("2026-09", rules));
}

using System.Globalization;
using System.Text.Json;
using CardTeam.Contracts.Performance;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Calculation.Rules;
using CardTeam.Incentive.Tests.Plans;
using CardTeam.ServiceDefaults.Security;

namespace CardTeam.Incentive.Tests.Statements;

/// <summary>
/// A statement shows its basis: names of manager and unit, the earnings of each card, the clawbacks with their reason,
/// and the changes of earlier months.
/// </summary>
public sealed class StatementDetailTests
{
    [Fact]
    public async Task People_units_and_rules_are_named()
    {
        await using var office = await BonusOffice.StartAsync(
            Rules.Hundred.Replace(
                "\"type\"",
                "\"name\": { \"zh\": \"激活奖励\", \"en\": \"Activation reward\" }, \"type\"",
                StringComparison.Ordinal
            ),
            Rules.Factor
        );
        await office.Service.DeliverAsync(new OrgUnitsChanged([new("B1", null, 1, "朝阳支行")]));
        office.Others.Name("M1", "王芳").Fact("A", "activated", "C1", "2026-04-02");
        await office.PayAsync("2026-04");

        var statement = await office.StatementAsync("2026-04");
        Assert.Equal(("王芳", "朝阳支行"), (statement.Name, statement.OrgName));
        Assert.Equal(
            [("激活奖励", "Activation reward"), ("考核系数", "Scorecard factor")],
            statement.Lines.Select(l => (l.Name!.Zh, l.Name.En))
        );
        Assert.Equal("激活奖励 1 张，每张 100 元", statement.Lines[0].Text.Zh);
        Assert.Equal("本期没有考核得分，系数按 1 计（已含在激活奖励中）", statement.Lines[1].Text.Zh);

        // A name whose retention has ended is deleted here too.
        office.Others.Name("M1", null);
        await office.DeliverAsync();
        Assert.Null((await office.StatementAsync("2026-04")).Name);
    }

    [Fact]
    public async Task Each_card_shows_what_it_earned_in_its_tier_and_they_add_up()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Activation, Rules.Instalment, Rules.Factor);
        for (var i = 0; i < 31; i++)
            office.Others.Fact($"G{i:00}", "activated", $"C{i}", $"2026-04-{1 + i % 28:00}", product: "gold");
        office
            .Others.Score("2026-04", 1.25m)
            .Fact("I1", "instalment", "C1", "2026-04-03", amount: "1000.00")
            .Fact("I2", "instalment", "C2", "2026-04-03", amount: "333.33");
        await office.PayAsync("2026-04");

        var lines = (await office.StatementAsync("2026-04")).Lines;
        var activation = lines.Single(l => l.Rule == "activation");
        Assert.Equal(activation.Basis, activation.Records!.Select(r => r.Ref));
        Assert.Equal(
            [("50.00", "60.00", 10), ("80.00", "96.00", 20), ("120.00", "144.00", 1)],
            activation.Records!.GroupBy(r => (r.Rate!, r.Earned!)).Select(g => (g.Key.Item1, g.Key.Item2, g.Count()))
        );
        Assert.Equal(Parse(activation.Amount), activation.Records!.Sum(r => Parse(r.Earned!)));
        // In the order they counted: by day, then reference.
        Assert.Equal(
            activation.Records!.OrderBy(r => r.Day, StringComparer.Ordinal).ThenBy(r => r.Ref, StringComparer.Ordinal),
            activation.Records!
        );
        Assert.All(activation.Records!, r => Assert.Equal("gold", r.Product));
        Assert.Equal("C0", activation.Records![0].Card);
        var instalment = lines.Single(l => l.Rule == "instalment");
        Assert.Equal(
            [("I1", "1000.00", "1.50"), ("I2", "333.33", "0.50")],
            instalment.Records!.Select(r => (r.Ref, r.Amount!, r.Earned!))
        );
        Assert.Equal(("card", "CNY"), (activation.Unit, instalment.Unit));
    }

    [Fact]
    public async Task A_clawback_names_card_and_days_and_a_complaint_its_severity()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred, Rules.Clawback, Rules.Complaints);
        office
            .Others.Hire("M2")
            .Fact("A", "activated", "C1", "2026-04-02")
            .Fact("B", "activated", "C2", "2026-04-03")
            .Fact("X", "cancelled", "C1", "2026-04-20", "M2")
            .Complain("P1", "minor", "upheld", "2026-04-05");
        await office.PayAsync("2026-04");

        var lines = (await office.StatementAsync("2026-04")).Lines;
        var taken = Assert.Single(lines.Single(l => l.Kind == "clawback").Records!);
        Assert.Equal(
            ("A", "C1", "2026-04-02", "2026-04-20", "-100.00"),
            (taken.Ref, taken.Card, taken.Day, taken.CancelledOn, taken.Earned)
        );
        var complaint = Assert.Single(lines.Single(l => l.Kind == "complaint").Records!);
        Assert.Equal(
            ("P1", "minor", "2026-04-05", "-50.00"),
            (complaint.Ref, complaint.Severity, complaint.Day, complaint.Earned)
        );
    }

    /// <summary>
    /// The facts that did not count would have been paid on top of the others, at the tier they would have reached,
    /// with the same factor.
    /// </summary>
    [Theory]
    [InlineData(9, 2, "130.00")] // the tenth at 50, the eleventh at 80
    [InlineData(0, 1, "50.00")]
    [InlineData(12, 3, "240.00")]
    public async Task A_why_not_line_names_its_rule_and_what_it_would_have_paid(int counted, int not, string paid)
    {
        await using var office = await BonusOffice.StartAsync(
            Rules.Activation.Replace(
                "\"fact\"",
                "\"gate\": { \"certificate\": \"CARD-SALES\", \"cureDays\": 0 }, \"fact\"",
                StringComparison.Ordinal
            )
        );
        office.Others.Certify("2026-04-10");
        for (var i = 0; i < not; i++)
            office.Others.Fact($"N{i}", "activated", $"N{i}", "2026-04-02");
        for (var i = 0; i < counted; i++)
            office.Others.Fact($"G{i:00}", "activated", $"C{i}", "2026-04-12");
        await office.PayAsync("2026-04");

        var line = (await office.StatementAsync("2026-04")).Lines.Single(l => l.Kind == "why-not");
        Assert.Equal(("激活", paid), (line.Name!.Zh, line.WouldHavePaid));
        Assert.Equal($"激活 {not} 张未计：业务发生当日及其后 0 天内没有“CARD-SALES”证书", line.Text.Zh);
        Assert.Equal(line.Basis, line.Records!.Select(r => r.Ref));
    }

    [Fact]
    public async Task An_adjustment_opens_to_the_lines_before_and_after()
    {
        await using var office = await BonusOffice.StartAsync(Rules.Hundred, Rules.Complaints);
        office.Others.Hire("M2").Fact("A", "activated", "C1", "2026-04-02");
        await office.PayAsync("2026-04");
        office.Others.Fact("B", "activated", "C2", "2026-04-03").Complain("P1", "minor", "upheld", "2026-04-05");
        await office.PayAsync("2026-05");

        var adjustment = (await office.StatementAsync("2026-05")).Lines.Single(l => l.Kind == "adjustment");
        Assert.Equal("补发2026 年 4 月奖金 50.00 元，原因：关账后收到新的数据", adjustment.Text.Zh);
        Assert.Equal("¥50.00 added for April 2026: data arrived after the close", adjustment.Text.En);
        var own = office.Service.As(Roles.AccountManager, managerNo: "M1");
        var opened = (await BonusOffice.GetAsync(own, "/statements/M1/2026-05/adjustments")).Body;
        var april = Assert.Single(opened.GetProperty("items").EnumerateArray());
        Assert.Equal(
            ("2026-04", "100.00", "150.00", "50.00"),
            (
                Text(april, "period"),
                Text(april.GetProperty("before"), "payable"),
                Text(april.GetProperty("after"), "payable"),
                Text(april, "difference")
            )
        );
        Assert.Equal(
            [("activation", "100.00", "200.00", "100.00"), ("complaints", "0.00", "-50.00", "-50.00")],
            april
                .GetProperty("changes")
                .EnumerateArray()
                .Select(c => (Text(c, "rule"), Text(c, "before"), Text(c, "after"), Text(c, "difference")))
        );
        Assert.Equal(1, april.GetProperty("before").GetProperty("lines").GetArrayLength());
        Assert.Equal(2, april.GetProperty("after").GetProperty("lines").GetArrayLength());

        // An adjustment is readable only with its statement; where nothing was adjusted the route answers 404.
        foreach (var other in new[] { "M2", "M9" })
            Assert.Equal(
                404,
                (
                    await BonusOffice.GetAsync(
                        office.Service.As(Roles.AccountManager, managerNo: other),
                        "/statements/M1/2026-05/adjustments"
                    )
                ).Status
            );
        Assert.Equal(
            0,
            (await BonusOffice.GetAsync(own, "/statements/M1/2026-04/adjustments"))
                .Body.GetProperty("items")
                .GetArrayLength()
        );
    }

    [Fact]
    public void Rules_that_do_the_same_are_told_apart_and_a_plan_without_names_has_the_hash_it_had()
    {
        var document = PlanDocument.Read(
            JsonSerializer.Deserialize<JsonElement>(
                Rules.Json(
                    "2026-04",
                    Rules.Hundred.Replace("\"fact\"", "\"products\": [\"GOLD\"], \"fact\"", StringComparison.Ordinal),
                    Rules.Hundred.Replace("\"activation\"", "\"more\"", StringComparison.Ordinal),
                    Rules.Cap
                )
            )
        );
        var names = RuleNames.Of(document);
        Assert.Equal(
            ["激活（GOLD）", "激活（more）", "奖金封顶", "unheard-of", "上期结转"],
            new[] { "activation", "more", "cap", "unheard-of", "carry" }.Select(rule => names.Of(rule).Zh)
        );
        Assert.DoesNotContain("\"name\"", document.Canonical(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "zh": "激活" }""", "rules[0].name.en")]
    [InlineData("""{ "zh": " ", "en": "Activation" }""", "rules[0].name.zh")]
    public async Task A_name_is_given_in_both_languages(string name, string path)
    {
        await using var office = await BonusOffice.StartAsync();
        var refused = await office.PutPlanAsync(
            Rules.Json(
                "2026-04",
                Rules.Hundred.Replace("\"fact\"", $"\"name\": {name}, \"fact\"", StringComparison.Ordinal)
            )
        );
        Assert.Equal(400, refused.Status);
        Assert.Contains(path, refused.Body.ToString(), StringComparison.Ordinal);
    }

    private static string? Text(JsonElement of, string member) => of.GetProperty(member).GetString();

    private static decimal Parse(string number) => decimal.Parse(number, CultureInfo.InvariantCulture);
}

using System.Text.Json.Nodes;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Plans;

namespace CardTeam.Incentive.Tests.Plans;

/// <summary>The sentences of a plan.</summary>
public class PlanTextTests
{
    /// <summary>A plan with every type of rule, and every field that is a number.</summary>
    private static readonly string[] Everything =
    [
        """
            { "id": "post", "type": "fixed", "by": "pay-step", "prorate": "calendar-days", "levels": ["trainee", "junior"],
              "values": { "trainee": "3000.00", "junior-A": "4200.00", "junior-B": "4100.00", "junior-C": "4000.00" } }
            """,
        """
            { "id": "years", "type": "seniority", "employment": ["contract"], "minYears": 3, "mode": "marginal",
              "bands": [ { "upTo": "10", "rate": "4.00" }, { "upTo": "15", "rate": "6.00" }, { "rate": "8.00" } ] }
            """,
        """
            { "id": "activation", "type": "per-unit", "fact": "activated", "products": ["gold"], "tiering": "cumulative",
              "name": { "zh": "激活奖励", "en": "Activation reward" },
              "tiers": [ { "from": "0", "rate": "50.00" }, { "from": "10", "rate": "80.00" } ],
              "gate": { "certificate": "CARD-SALES", "cureDays": 30 } }
            """,
        """
            { "id": "instalment", "type": "per-amount", "fact": "instalment", "tiering": "per-item", "least": "2.00", "most": "90.00",
              "tiers": [ { "from": "0", "to": "1000", "amount": "10.00" }, { "from": "1000", "to": "3000", "amount": "40.00" } ] }
            """,
        """{ "id": "active", "type": "per-amount", "fact": "active-month", "rate": "0.0015" }""",
        """
            { "id": "score", "type": "factor", "of": ["activation"], "by": "scorecard",
              "bands": [ { "upTo": "0.8", "factor": "0.6" }, { "factor": "1.1" } ] }
            """,
        """
            { "id": "steps", "type": "factor", "of": ["activation", "instalment"], "by": "pay-step", "levels": ["senior"],
              "values": { "senior-A": "1.30", "senior-B": "1.20", "senior-C": "1.15" } }
            """,
        """
            { "id": "duty", "type": "factor", "of": ["instalment"], "by": "kpis", "below": "0.60", "belowFactor": "0",
              "kpis": [ { "kpi": "activation-rate", "weight": "0.40" }, { "kpi": "active-rate", "weight": "0.60" } ] }
            """,
        """{ "id": "teaching", "type": "split", "of": ["activation"], "to": "mentor", "share": "0.20", "levels": ["trainee"] }""",
        """{ "id": "lead", "type": "override", "of": ["instalment"], "to": "supervisor", "share": "0.05" }""",
        """{ "id": "pool", "type": "pool", "amount": "200000.00", "by": "scorecard" }""",
        """{ "id": "budget", "type": "budget", "amount": "1500000.00" }""",
        Rules.Complaints,
        Rules.Clawback,
        """{ "id": "limit", "type": "deduction-limit", "share": "0.20", "floor": "2690.00" }""",
        """{ "id": "least", "type": "minimum", "amount": "1000.00", "recover": true, "levels": ["trainee"] }""",
        Rules.Cap,
        """
            { "id": "reserve", "type": "reserve", "settle": "02",
              "tiers": [ { "from": "0", "share": "0" }, { "from": "2000", "share": "0.10" } ] }
            """,
        Rules.Deferral,
    ];

    [Fact]
    public void Every_rule_is_a_paragraph_in_both_languages()
    {
        var text = Of(Rules.Json("2026-07", Everything));

        var (zh, en) = (text.Zh.Split('\n'), text.En.Split('\n'));
        Assert.Equal(zh.Length, en.Length);
        Assert.Equal(["方案", "自 2026 年 7 月起执行。"], zh[..2]);
        Assert.Equal(["Plan", "In force from July 2026."], en[..2]);
        Assert.Equal(Everything.Length, zh.Count(line => char.IsAsciiDigit(line[0])));
        Assert.Contains("3. 激活奖励：当月每笔激活按次序分档计酬：", zh);
        Assert.Contains("    第 1 至 10 笔：每笔 50.00 元", zh);
        Assert.Contains("    number 1 to 10: ¥50.00 each", en);
        Assert.Contains("    超过 10 年、不超过 15 年：每年 6.00 元", zh);
        Assert.Contains(
            "16. 保底（适用于见习客户经理）：每月保底 1,000.00 元；补足部分为预支，由以后月份超出保底的奖金抵回。",
            zh
        );
        Assert.All(zh.Concat(en), line => Assert.DoesNotContain("  ", line.TrimStart(' ')));
    }

    [Fact]
    public void Changing_any_number_changes_both_texts()
    {
        var json = Rules.Json("2026-07", Everything);
        var before = Of(json);
        var numbers = Numbers(JsonNode.Parse(json)!["rules"]!).Select(n => n.GetPath()).ToList();
        Assert.True(numbers.Count > 40);

        foreach (var path in numbers)
        {
            var document = JsonNode.Parse(json)!;
            var number = Numbers(document["rules"]!).Single(n => n.GetPath() == path);
            // A start of 0 has no other value, and where one tier ends the next begins.
            if (path.EndsWith("[0].from", StringComparison.Ordinal) || path.EndsWith(".to", StringComparison.Ordinal))
                continue;
            if (path.EndsWith("tiers[1].from", StringComparison.Ordinal) && number.Parent!.Parent![0]!["to"] is { } end)
                Replace(end.AsValue(), Raised(end.AsValue()));
            Replace(number, Raised(number));

            var after = Of(document.ToJsonString());
            Assert.True(before.Zh != after.Zh && before.En != after.En, path);
            Assert.NotEqual(before.TextHash, after.TextHash);
        }
    }

    [Fact]
    public void A_rule_for_a_unit_names_it_as_it_was_called_when_the_plan_was_written()
    {
        var units = new UnitTree(
            new Dictionary<string, string?> { ["HQ"] = null, ["B1"] = "HQ" },
            new Dictionary<string, string> { ["B1"] = "南山支行" }
        );
        var plan = Plan.Draft(
            Rules.Document(
                """{ "id": "a", "type": "cap", "amount": "1.00", "org": "B1", "levels": ["senior"] }""",
                """{ "id": "p", "type": "pool", "amount": "1.00", "by": "scorecard", "org": "HQ" }"""
            ),
            1,
            "analyst",
            DateTimeOffset.UnixEpoch,
            units: units
        );

        var text = PlanText.Of(plan);

        Assert.Contains("（适用于南山支行（B1）及其下级机构的高级客户经理）", text.Zh);
        Assert.Contains("(for senior managers in 南山支行 (B1) and the units below it)", text.En);
        Assert.Contains("（适用于机构 HQ 及其下级机构的客户经理）", text.Zh);
        Assert.Contains("(for managers in unit HQ and the units below it)", text.En);
    }

    [Fact]
    public void Contests_are_counted_and_named_as_contests()
    {
        var text = Of(
            Rules.Json(
                "2026-07",
                """{ "id": "c", "type": "per-unit", "fact": "contest-won", "products": ["spring"], "rate": "500.00" }"""
            )
        );

        Assert.Contains("1. 竞赛优胜：每次竞赛优胜 500.00 元。\n    只限竞赛：spring。", text.Zh);
        Assert.Contains("Only for the contests spring.", text.En);
    }

    [Fact]
    public void Courses_are_counted_and_named_as_courses()
    {
        var text = Of(
            Rules.Json(
                "2026-07",
                """{ "id": "c", "type": "per-unit", "fact": "course-completed", "products": ["AML-01"], "rate": "50.00" }"""
            )
        );

        Assert.Contains("1. 课程完成：每次课程完成 50.00 元。\n    只限课程：AML-01。", text.Zh);
        Assert.Contains("Only for the courses AML-01.", text.En);
    }

    private static PlanText Of(string json)
    {
        var document = Rules.Read(json);
        var (faults, rules) = Plan.Check(document);
        Assert.Empty(faults);
        return PlanText.Of(document, rules, new Dictionary<string, string>());
    }

    private static IEnumerable<JsonValue> Numbers(JsonNode node) =>
        node switch
        {
            JsonObject fields => fields.SelectMany(f => Numbers(f.Value!)),
            JsonArray items => items.SelectMany(i => Numbers(i!)),
            JsonValue value when decimal.TryParse(value.ToString(), out _) => [value],
            _ => [],
        };

    private static void Replace(JsonValue number, JsonNode by) => number.Parent![number.GetPropertyName()] = by;

    /// <summary>The same kind of number, a little higher.</summary>
    private static JsonNode Raised(JsonValue value)
    {
        var text = value.ToString();
        if (text == "02")
            return "03";
        if (value.GetValueKind() == System.Text.Json.JsonValueKind.Number)
            return value.GetValue<int>() + 1;
        var number = decimal.Parse(text);
        return $"{(number < 1 ? number + 0.01m : number + 1)}";
    }
}

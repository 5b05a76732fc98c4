using System.Diagnostics;
using System.Globalization;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Calculation.Rules;
using CardTeam.Incentive.Plans;

namespace CardTeam.Incentive.Tests.Plans;

/// <summary>A plan that is too large in any respect is refused at once with the place.</summary>
public sealed class PlanBoundsTests
{
    public static TheoryData<string, string, string> Blown =>
        new()
        {
            { Many(10_000, i => Rule(i)), "rules", "plan.too-many" },
            { Rule(0, $", \"products\": [{Many(500, i => $"\"P{i}\"")}]"), "rules[0].products", "plan.too-many" },
            {
                $$"""{ "id": "t", "type": "per-unit", "fact": "activated", "tiering": "whole", "tiers": [{{Many(500, i => $$"""{ "from": {{i}}, "rate": "1" }""")}}] }""",
                "rules[0].tiers",
                "plan.too-many"
            },
            { Rule(0, rate: "79228162514264337593543950335"), "rules[0].rate", "plan.not-in-range" },
            { Rule(0, rate: "0.00000000001"), "rules[0].rate", "plan.too-many-places" },
            {
                $$"""{ "id": "{{new string('x', 300)}}", "type": "per-unit", "fact": "activated", "rate": "1" }""",
                "rules[0].id",
                "plan.text-not-valid"
            },
            {
                """{ "id": "cap", "type": "cap", "amount": "999999999999999.99" }""",
                "rules[0].amount",
                "plan.not-in-range"
            },
        };

    [Theory]
    [MemberData(nameof(Blown))]
    public async Task A_plan_beyond_the_bounds_is_refused_at_once(string rules, string path, string code)
    {
        await using var office = await BonusOffice.StartAsync();
        var began = Stopwatch.GetTimestamp();
        var answer = await office.PutPlanAsync(Rules.Json("2026-01", rules));
        Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(10), "It took too long.");
        Assert.Equal((400, "plan.invalid"), (answer.Status, answer.Code));
        var fault = answer.Details[0];
        Assert.Equal((path, code), (fault.GetProperty("path").GetString(), fault.GetProperty("code").GetString()));
    }

    /// <summary>
    /// The time does not grow with the square of the rules: a plan approved by a release without bounds is still read.
    /// </summary>
    [Fact]
    public void Thirty_thousand_rules_that_name_each_other_are_checked_in_a_moment()
    {
        var factors = Many(
            30_000,
            i =>
                $$"""{ "id": "f{{i}}", "type": "factor", "of": ["a0"], "by": "scorecard", "bands": [ { "from": "0", "factor": "1" } ] }"""
        );
        var document = Rules.Document(Rule(0).Replace("\"r0\"", "\"a0\"", StringComparison.Ordinal), factors);
        var began = Stopwatch.GetTimestamp();
        Assert.Empty(PlanCheck.Of(document).Faults);
        Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(5), "It took too long.");
    }

    private static string Many(int count, Func<int, string> item) =>
        string.Join(',', Enumerable.Range(0, count).Select(item));

    private static string Rule(int i, string more = "", string rate = "1") =>
        string.Create(
            CultureInfo.InvariantCulture,
            $$"""{ "id": "r{{i}}", "type": "per-unit", "fact": "activated", "rate": "{{rate}}"{{more}} }"""
        );
}

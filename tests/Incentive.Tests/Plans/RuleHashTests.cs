using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Plans;

namespace CardTeam.Incentive.Tests.Plans;

public class RuleHashTests
{
    private static readonly string Written = Rules.Json("2026-01", Rules.Activation, Rules.Complaints, Rules.Factor);

    [Fact]
    public void Blanks_do_not_matter() =>
        Assert.Equal(Hash(Written), Hash(Written.Replace(" ", "\n\t ", StringComparison.Ordinal)));

    [Fact]
    public void The_order_of_fields_does_not_matter() =>
        Assert.Equal(
            Hash(
                """{ "code": "C", "effectiveFrom": "2026-01", "title": { "zh": "方案", "en": "Plan" }, "rules": [ { "id": "cap", "type": "cap", "amount": "1.00" }, { "id": "x", "type": "complaint", "perUpheld": { "minor": "50.00", "major": "200.00", "severe": "1000.00" } } ] }"""
            ),
            Hash(
                """{ "rules": [ { "amount": "1.00", "type": "cap", "id": "cap" }, { "perUpheld": { "severe": "1000.00", "minor": "50.00", "major": "200.00" }, "id": "x", "type": "complaint" } ], "title": { "en": "Plan", "zh": "方案" }, "effectiveFrom": "2026-01", "code": "C" }"""
            )
        );

    [Fact]
    public void A_number_is_as_good_as_its_text() =>
        Assert.Equal(
            Hash(Written),
            Hash(Written.Replace("\"from\": 10,", "\"from\": \"10\",", StringComparison.Ordinal))
        );

    [Theory]
    [InlineData("\"80.00\"", "\"80.01\"")]
    [InlineData("\"from\": 10,", "\"from\": 11,")]
    [InlineData("cumulative", "whole")]
    [InlineData("2026-01", "2026-02")]
    [InlineData("\"severe\": \"1000.00\"", "\"severe\": \"100.00\"")]
    public void Any_rule_that_changes_changes_the_hash(string was, string becomes) =>
        Assert.NotEqual(Hash(Written), Hash(Written.Replace(was, becomes, StringComparison.Ordinal)));

    [Fact]
    public void A_plan_read_back_has_the_same_hash_and_rules()
    {
        var plan = Plan.Draft(Rules.Read(Written), 1, "analyst", DateTimeOffset.UnixEpoch);

        Assert.Equal(plan.RuleHash, Plan.Draft(plan.Read(), 2, "other", DateTimeOffset.UnixEpoch).RuleHash);
        Assert.Matches("^sha256:[0-9a-f]{64}$", plan.RuleHash);
        Assert.Equal(3, plan.Rules().Count);
    }

    private static string Hash(string json) =>
        Plan.Draft(Rules.Read(json), 1, "analyst", DateTimeOffset.UnixEpoch).RuleHash;
}

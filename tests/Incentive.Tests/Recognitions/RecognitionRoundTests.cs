using CardTeam.Contracts;
using CardTeam.Incentive.Recognitions;

namespace CardTeam.Incentive.Tests.Recognitions;

/// <summary>The managers who reach a recognition, by the knowledge at a close.</summary>
public sealed class RecognitionRoundTests
{
    private static readonly Period June = Period.Month(2026, 6);

    [Fact]
    public void A_bound_is_compared_unrounded()
    {
        var round = RoundOf(("M1", "B1", new(2, 3)), ("M2", "B1", new(666_666, 1_000_000)), ("M3", "B2", new(1, 1)));
        Assert.Equal(["M1", "M3"], round.Of("it", Rule("kpi") with { AtLeast = 0.6666665m }).Select(r => r.ManagerNo));
        Assert.Equal(["M2"], round.Of("it", Rule("kpi") with { AtMost = 0.666666m }).Select(r => r.ManagerNo));
        Assert.Equal(0.666667m, round.Of("it", Rule("kpi") with { AtLeast = 0.6m })[0].Value);
    }

    [Fact]
    public void Ties_share_a_rank_and_as_many_are_left_out_after_it()
    {
        var round = RoundOf(
            ("M1", "B1", new(1, 2)),
            ("M2", "B1-01", new(2, 3)),
            ("M3", "B1", new(4, 6)),
            ("M4", "B1", new(1, 3)),
            ("M5", "B2", new(9, 1))
        );
        var rule = Rule("rank") with { Org = "B1", Top = 2 };
        Assert.Equal([("M2", 1), ("M3", 1)], round.Of("it", rule).Select(r => (r.ManagerNo, r.Rank!.Value)));
        Assert.Equal(
            [("M1", 3), ("M2", 1), ("M3", 1)],
            round.Of("it", rule with { Top = 3 }).Select(r => (r.ManagerNo, r.Rank!.Value))
        );
        Assert.Equal(
            [("M4", 1)],
            round.Of("it", rule with { Top = 1, LowestFirst = true }).Select(r => (r.ManagerNo, r.Rank!.Value))
        );
        Assert.Equal(["M5"], round.Of("it", Rule("rank") with { Top = 1 }).Select(r => r.ManagerNo));
    }

    [Theory]
    [InlineData("1 1 1", 3, "", true)]
    [InlineData("1 1 1 1", 3, "2", false)] // of which the first three were recognised
    [InlineData("1 1 1 1 1", 3, "3", false)]
    [InlineData("1 1 1 1 1 1", 3, "4", true)]
    [InlineData("1 0 1 1", 2, "", true)]
    [InlineData("1 - 1 1 1", 3, "", true)]
    [InlineData("1 1 1 0", 3, "", false)]
    [InlineData("1 1 1 -", 3, "", false)]
    [InlineData("1 1", 3, "", false)]
    public void A_streak_is_given_for_each_full_run_of_months(string months, int length, string given, bool isGiven)
    {
        var values = months.Split(' ').Reverse().ToList();
        var round = RoundOf(("M1", "B1", new(1, 1))) with
        {
            Values = (_, month) =>
                Back(month) < values.Count && values[Back(month)] != "-"
                    ? Kpi(new(decimal.Parse(values[Back(month)]), 1))
                    : Kpi(null),
            Given = given
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(ago => ("it", "M1", Period.MonthOf(June.FirstDay.AddMonths(-(int.Parse(ago) - 1)))))
                .ToHashSet(),
        };
        Assert.Equal(isGiven, round.Of("it", Rule("streak") with { AtLeast = 1, Months = length }).Count == 1);

        static int Back(Period month) =>
            (June.FirstDay.Year - month.FirstDay.Year) * 12 + June.FirstDay.Month - month.FirstDay.Month;
    }

    [Fact]
    public void A_course_is_given_for_its_certificate()
    {
        var round = RoundOf(("M1", "B1", null), ("M2", "B2", null)) with
        {
            Certified = new HashSet<(string, string)> { ("M1", "AML-01"), ("M2", "OTHER"), ("M9", "AML-01") },
        };
        var reached = Assert.Single(round.Of("it", new("course", Certificate: "AML-01")));
        Assert.Equal(("M1", "B1", null, null), (reached.ManagerNo, reached.Org, reached.Value, reached.Rank));
    }

    [Theory]
    [InlineData("kpi", "rule.kpi rule.atLeast")]
    [InlineData("rank", "rule.kpi rule.top")]
    [InlineData("streak", "rule.kpi rule.atLeast rule.months")]
    [InlineData("course", "rule.certificate")]
    [InlineData("medal", "rule.type")]
    [InlineData(null, "rule.type")]
    public void What_a_rule_lacks_is_named(string? type, string fields) =>
        Assert.Equal(fields.Split(' '), new RecognitionRule(type).Faults().Select(f => f.Field));

    [Fact]
    public void What_does_not_belong_to_a_rule_is_named()
    {
        Assert.Equal(
            ["rule.atLeast", "rule.top", "rule.months"],
            new RecognitionRule("course", AtLeast: 1, Top: 1, Months: 3, Certificate: "A").Faults().Select(f => f.Field)
        );
        Assert.Equal(
            ["rule.atLeast", "rule.certificate"],
            new RecognitionRule("kpi", "k", AtLeast: 1, AtMost: 2, Certificate: "A").Faults().Select(f => f.Field)
        );
        Assert.Empty(new RecognitionRule("streak", "k", AtMost: 0, Months: 2).Faults());
    }

    private static RecognitionRule Rule(string type) => new(type, "activated");

    private static Dictionary<string, Quotient> Kpi(Quotient? value) =>
        value is { } given
            ? new Dictionary<string, Quotient>(StringComparer.Ordinal) { ["activated"] = given }
            : new Dictionary<string, Quotient>(StringComparer.Ordinal);

    private static RecognitionRound RoundOf(params (string No, string Org, Quotient? Value)[] managers) =>
        new(
            June,
            managers.ToDictionary(m => m.No, m => m.Org, StringComparer.Ordinal),
            (manager, month) => Kpi(month == June ? managers.Single(m => m.No == manager).Value : null),
            new HashSet<(string, string)>(),
            new (string? Parent, string Code)[] { (null, "HO"), ("HO", "B1"), ("B1", "B1-01"), ("HO", "B2") }.ToLookup(
                u => u.Parent,
                u => u.Code,
                StringComparer.Ordinal
            ),
            new HashSet<(string, string, Period)>()
        );
}

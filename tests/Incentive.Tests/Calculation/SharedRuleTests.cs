using CardTeam.Contracts;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Statements;
using CardTeam.Incentive.Tests.Plans;
using FsCheck;
using FsCheck.Fluent;

namespace CardTeam.Incentive.Tests.Calculation;

/// <summary>Rules over several managers: what one gives another gets, and every sum comes out to the 分.</summary>
public class SharedRuleTests
{
    private const string Instalment =
        """{ "id": "instalment", "type": "per-amount", "fact": "instalment", "rate": "0.01" }""";

    private static readonly Config Cases = Config.QuickThrowOnFailure.WithMaxTest(150);

    [Fact]
    public void A_split_moves_a_share_of_what_was_earned_to_the_mentor()
    {
        var bank = KnownBank
            .InApril(
                Rules.Hundred,
                """
                { "id": "teaching", "type": "split", "of": ["activation"], "to": "mentor", "share": "0.20",
                  "levels": ["trainee"] }
                """
            )
            .Colleague("M1", "trainee", mentor: "M2")
            .Colleague("M2", mentor: "M1")
            .Fact("a", "activated", "card-a", "2026-04-10")
            .Fact("b", "activated", "card-b", "2026-04-10", manager: "M2");

        Assert.Equal([("activation", "100.00"), ("teaching", "-20.00")], bank.Amounts());
        Assert.Equal([("activation", "100.00"), ("teaching", "20.00")], bank.Amounts("M2"));
        Assert.Equal(
            [LineKind.Earned, LineKind.SplitIn],
            bank.Bonus("M2").Lines.Where(l => l.Amount.Fen != 0).Select(l => l.Kind)
        );
    }

    [Theory]
    [InlineData(null)]
    [InlineData("M1")]
    [InlineData("M9")]
    public void Without_somebody_to_move_it_to_it_stays_and_the_statement_says_so(string? supervisor)
    {
        var bank = KnownBank
            .InApril(
                Rules.Hundred,
                """{ "id": "lead", "type": "split", "of": ["activation"], "to": "supervisor", "share": "0.5" }"""
            )
            .Colleague("M1", supervisor: supervisor)
            .Activated(1);

        Assert.Equal("100.00", bank.Bonus().Payable.ToString());
        var line = Assert.Single(bank.Bonus().Lines, l => l.Kind == LineKind.SplitOut);
        Assert.Equal(("split-nobody", Money.Zero), (line.Reason, line.Amount));
    }

    [Fact]
    public void An_override_is_paid_on_top_and_what_came_in_moves_no_further()
    {
        var bank = KnownBank
            .InApril(
                Rules.Hundred,
                """{ "id": "lead", "type": "override", "of": ["activation"], "to": "supervisor", "share": "0.10" }"""
            )
            .Colleague("M1", supervisor: "M2")
            .Colleague("M2", supervisor: "M3")
            .Colleague("M3")
            .Activated(2);

        Assert.Equal(["200.00", "20.00", "0.00"], new[] { "M1", "M2", "M3" }.Select(m => $"{bank.Bonus(m).Payable}"));
    }

    [Fact]
    public void A_pool_is_shared_to_the_fen_by_the_largest_remainder_and_ties_go_by_number()
    {
        var bank = KnownBank
            .InApril("""{ "id": "pool", "type": "pool", "amount": "100.00", "by": "scorecard" }""")
            .Colleague("M1")
            .Colleague("M2")
            .Colleague("M3")
            .Scored("2026-04", 1, "M1")
            .Scored("2026-04", 1, "M2")
            .Scored("2026-04", 1, "M3");

        Assert.Equal(["33.34", "33.33", "33.33"], new[] { "M1", "M2", "M3" }.Select(m => $"{bank.Bonus(m).Payable}"));
    }

    [Fact]
    public void A_pool_nobody_has_a_weight_for_is_not_paid_and_said()
    {
        var bank = KnownBank
            .InApril(
                Rules.Hundred,
                """{ "id": "pool", "type": "pool", "amount": "9.00", "by": "earned", "of": ["activation"] }"""
            )
            .Colleague("M1")
            .Colleague("M2");

        Assert.Equal("0.00", bank.Bonus().Payable.ToString());
        Assert.Equal("pool-no-weight", Assert.Single(bank.Bonus("M2").Lines).Reason);
    }

    [Fact]
    public void Above_the_budget_everybody_is_cut_in_proportion_to_exactly_the_amount()
    {
        var bank = KnownBank
            .InApril(Rules.Hundred, """{ "id": "budget", "type": "budget", "amount": "200.01" }""")
            .Colleague("M1")
            .Colleague("M2")
            .Activated(1)
            .Fact("b", "activated", "card-b", "2026-04-10", manager: "M2")
            .Fact("c", "activated", "card-c", "2026-04-10", manager: "M2");

        Assert.Equal(("66.67", "133.34"), ($"{bank.Bonus().Payable}", $"{bank.Bonus("M2").Payable}"));
        Assert.Equal([("activation", "100.00"), ("budget", "-33.33")], bank.Amounts());
    }

    [Fact]
    public void Within_the_budget_nobody_is_cut()
    {
        var bank = KnownBank
            .InApril(Rules.Hundred, """{ "id": "budget", "type": "budget", "amount": "100.00" }""")
            .Activated(1);

        Assert.Equal([("activation", "100.00")], bank.Amounts());
    }

    [Fact]
    public void What_is_given_away_is_no_deduction_under_the_limit()
    {
        var bank = KnownBank
            .InApril(
                Rules.Hundred,
                """{ "id": "teaching", "type": "split", "of": ["activation"], "to": "mentor", "share": "0.50" }""",
                """{ "id": "complaints", "type": "complaint", "perUpheld": { "minor": "50.00", "major": "50.00", "severe": "50.00" } }""",
                """{ "id": "limit", "type": "deduction-limit", "share": "0.20" }"""
            )
            .Colleague("M1", mentor: "M2")
            .Colleague("M2")
            .Activated(2)
            .Upheld("c", "minor", "2026-04-20");

        // 200 less the 100 given away leaves a gross of 100, of which a fifth is taken.
        Assert.Equal("80.00", bank.Bonus().Payable.ToString());
    }

    [Fact]
    public void Every_line_has_its_sentence_in_both_languages()
    {
        var rules = new[]
        {
            Instalment,
            """{ "id": "s", "type": "split", "of": ["instalment"], "to": "mentor", "share": "0.1" }""",
            """{ "id": "o", "type": "override", "of": ["instalment"], "to": "mentor", "share": "0.1" }""",
            """{ "id": "p", "type": "pool", "amount": "10.00", "by": "earned", "of": ["instalment"] }""",
            """{ "id": "q", "type": "pool", "amount": "10.00", "by": "scorecard" }""",
            """{ "id": "b", "type": "budget", "amount": "15.00" }""",
        };
        var bank = KnownBank
            .InApril(rules)
            .Colleague("M1", mentor: "M2")
            .Colleague("M2")
            .Instalments("1000")
            .Scored("2026-04", 0.95m);
        var names = RuleNames.Of(Rules.Document(rules));
        var lines = bank.Bonus().Lines.Concat(bank.Bonus("M2").Lines).Select(l => LineText.Of(l, names)).ToList();

        Assert.Contains(
            lines,
            text => text.Zh == "s：所得 1,000.00 元的 10% 转给带教人 M2" || text.Zh.Contains("转给带教人 M2")
        );
        Assert.All(lines, text => Assert.True(text.Zh.Length > 3 && text.En.Length > 3));
    }

    [Fact]
    public void Whatever_is_shared_the_sums_come_out_and_the_order_of_facts_says_nothing()
    {
        var bank =
            from amounts in Gen.Choose(0, 300_000).ArrayOf(6)
            from mentors in Gen.Choose(0, 7).ArrayOf(6)
            from scores in Gen.Choose(0, 150).ArrayOf(6)
            from share in Gen.Choose(1, 100)
            from pool in Gen.Choose(0, 100_000)
            from budget in Gen.Choose(0, 2_000_000)
            select (amounts, mentors, scores, share, pool, budget);

        Prop.ForAll(bank.ToArbitrary(), Hold).Check(Cases);
    }

    private static void Hold((int[] Amounts, int[] Mentors, int[] Scores, int Share, int Pool, int Budget) at)
    {
        var (share, pool, budget) = (at.Share / 100m, new Money(at.Pool), new Money(at.Budget));
        var rules = new[]
        {
            Instalment,
            $$"""{ "id": "s", "type": "split", "of": ["instalment"], "to": "mentor", "share": "{{share}}" }""",
            $$"""{ "id": "o", "type": "override", "of": ["instalment"], "to": "mentor", "share": "{{share}}" }""",
            $$"""{ "id": "p", "type": "pool", "amount": "{{pool}}", "by": "scorecard" }""",
            $$"""{ "id": "b", "type": "budget", "amount": "{{budget}}" }""",
        };
        var managers = Enumerable.Range(1, 6).Select(i => $"M{i}").ToList();
        var (bank, turned) = (Fill(managers), Fill(managers.AsEnumerable().Reverse()));
        var bonuses = managers.ConvertAll(m => bank.Bonus(m));
        var lines = bonuses.SelectMany(b => b.Lines).ToList();

        Assert.Equal(Sum(LineKind.SplitIn), -Sum(LineKind.SplitOut));
        Assert.Equal(at.Scores.Any(s => s > 0) ? pool.Fen : 0, Sum(LineKind.Pool));
        var before = lines.Where(l => l.Kind != LineKind.Budget).Sum(l => l.Amount.Fen);
        Assert.Equal(Math.Min(before, budget.Fen), before + Sum(LineKind.Budget));
        Assert.All(lines.Where(l => l.Kind == LineKind.Budget), l => Assert.True(l.Amount.Fen <= 0));
        Assert.All(bonuses, b => Assert.True(b.Payable.Fen >= 0));
        Assert.Equal(bonuses.Select(b => b.Payable), managers.Select(m => turned.Bonus(m).Payable));

        long Sum(LineKind kind) => lines.Where(l => l.Kind == kind).Sum(l => l.Amount.Fen);

        KnownBank Fill(IEnumerable<string> order)
        {
            var filled = KnownBank.InApril(rules);
            foreach (var manager in order)
            {
                var i = int.Parse(manager[1..]) - 1;
                var mentor = at.Mentors[i] == 0 ? null : $"M{at.Mentors[i]}";
                filled
                    .Colleague(manager, mentor: mentor)
                    .Scored("2026-04", at.Scores[i] / 100m, manager)
                    .Fact(
                        $"f{i}",
                        "instalment",
                        $"card-{i}",
                        "2026-04-10",
                        $"{at.Amounts[i] / 100m:0.00}",
                        manager: manager
                    );
            }

            return filled;
        }
    }
}

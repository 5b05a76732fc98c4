using CardTeam.Contracts;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Calculation.Rules;
using CardTeam.Incentive.Tests.Plans;

namespace CardTeam.Incentive.Tests.Calculation;

/// <summary>The vectors of the domain for rules beyond earning by the card, each by its name.</summary>
public class RuleTypeTests
{
    private const string Cancelled =
        """{ "id": "early-cancel", "type": "clawback", "fact": "cancelled", "withinDays": 30, "of": "instalment" }""";

    [Fact]
    public void V2_a_tier_that_pays_an_amount_pays_a_part_of_it_in_proportion()
    {
        var bonus = KnownBank
            .InApril(
                """
                { "id": "instalment", "type": "per-amount", "fact": "instalment", "tiering": "per-item",
                  "tiers": [ { "from": 0, "to": 1000, "amount": "10.00" }, { "from": 1000, "to": 3000,
                    "amount": "40.00" },
                             { "from": 3000, "to": 8000, "amount": "100.00" }, { "from": 8000, "to": 20000,
                               "amount": "2000.00" } ] }
                """
            )
            .Instalments("200", "300", "1500", "1200", "2000", "4500")
            .Bonus();

        Assert.Equal("149.00", bonus.Payable.ToString());
        Assert.Equal(
            [("0", 4500m, 45m), ("1000", 3700m, 74m), ("3000", 1500m, 30m)],
            bonus.Lines.Single().Steps!.Select(s => (s.Subject, s.Quantity!.Value, s.Amount!.Value))
        );
    }

    [Fact]
    public void V2_above_the_last_tier_with_an_amount_nothing_is_paid()
    {
        var bonus = KnownBank
            .InApril(
                """
                { "id": "instalment", "type": "per-amount", "fact": "instalment", "tiering": "cumulative",
                  "tiers": [ { "from": 0, "to": 1000, "amount": "10.00" }, { "from": 1000, "to": 3000,
                    "amount": "40.00" } ] }
                """
            )
            .Instalments("2000", "9000")
            .Bonus();

        Assert.Equal("50.00", bonus.Payable.ToString());
    }

    [Fact]
    public void V5_a_minimum_advances_what_later_months_pay_back()
    {
        var bonuses = KnownBank
            .Until(
                "2026-08",
                Rules.Hundred,
                """{ "id": "least", "type": "minimum", "amount": "1000.00", "recover": true }"""
            )
            .Activated(5, "2026-04-10", "A")
            .Activated(7, "2026-05-10", "B")
            .Activated(4, "2026-06-10", "C")
            .Activated(19, "2026-07-10", "D")
            .Activated(30, "2026-08-10", "E")
            .Bonuses();

        Assert.Equal(
            ["1000.00", "1000.00", "1000.00", "1000.00", "2500.00"],
            bonuses.Select(b => b.Payable.ToString())
        );
        var lines = bonuses.SelectMany(b => b.Lines).Where(l => l.Rule == "least").ToList();
        Assert.Equal(
            ["draw 500.00", "draw 300.00", "draw 600.00", "draw-recovered -900.00", "draw-recovered -500.00"],
            lines.Select(l => $"{l.Kind.Name()} {l.Amount}")
        );
        Assert.Equal(["500.00", "800.00", "1400.00", "500.00", "0.00"], lines.Select(l => l.Arguments![1]));
    }

    [Fact]
    public void A_minimum_that_does_not_recover_is_paid_for_good_and_to_nobody_who_is_not_in_post()
    {
        var bonuses = KnownBank
            .Until("2026-06", Rules.Hundred, """{ "id": "least", "type": "minimum", "amount": "1000.00" }""")
            .Employed("2026-04-15", "2026-05-02")
            .Activated(3, "2026-04-20")
            .Bonuses();

        Assert.Equal(["1000.00", "1000.00", "0.00"], bonuses.Select(b => b.Payable.ToString()));
    }

    [Theory]
    [InlineData(2, "0.00", "0.00")]
    [InlineData(3, "12.00", "12.00")]
    [InlineData(10, "40.00", "40.00")]
    [InlineData(11, "66.00", "46.00")]
    [InlineData(12, "72.00", "52.00")]
    [InlineData(15, "90.00", "70.00")]
    [InlineData(16, "128.00", "78.00")]
    [InlineData(20, "160.00", "110.00")]
    public void V7_seniority_is_paid_by_the_band_of_all_years_or_by_each_years_own(
        int years,
        string whole,
        string marginal
    )
    {
        Assert.Equal(whole, Pay("whole", "contract"));
        Assert.Equal(marginal, Pay("marginal", "contract"));
        Assert.Equal("0.00", Pay("whole", "regular"));

        string Pay(string mode, string employment) =>
            KnownBank
                .InApril(Seniority(mode))
                .Level("junior", employment: employment)
                .InPostSince($"{2026 - years}-04-30")
                .Bonus()
                .Payable.ToString();
    }

    [Theory]
    [InlineData("2023-04-30", "12.00")] // complete on the last day of the period
    [InlineData("2023-05-01", "0.00")] // a day short of the third year
    [InlineData("2012-02-29", "84.00")] // 14 years: 29 February is complete on 28 February
    public void Seniority_counts_full_years_to_the_last_day_of_the_period(string since, string pay) =>
        Assert.Equal(
            pay,
            KnownBank
                .InApril(Seniority("whole"))
                .Level("junior", employment: "contract")
                .InPostSince(since)
                .Bonus()
                .Payable.ToString()
        );

    [Theory]
    [InlineData("0.01", "1")]
    [InlineData("0.01004", "0.7")]
    [InlineData("0.014", "0.7")]
    [InlineData("0.015", "0.7")]
    [InlineData("0.0150000001", "0.5")]
    [InlineData("0.024", "0")]
    public void V9_a_table_up_to_an_end_holds_the_end_and_is_compared_unrounded(string total, string factor)
    {
        var bonus = KnownBank
            .InApril(
                Rules.Hundred,
                """
                { "id": "overdue", "type": "factor", "of": ["activation"], "by": "scorecard",
                  "bands": [ { "upTo": "0.01", "factor": "1" }, { "upTo": "0.015", "factor": "0.7" },
                             { "upTo": "0.02", "factor": "0.5" }, { "factor": "0" } ] }
                """
            )
            .Activated(1)
            .Scored("2026-04", decimal.Parse(total))
            .Bonus();

        Assert.Equal(decimal.Parse(factor), bonus.Lines.Single(l => l.Kind == LineKind.Factor).Factor);
    }

    [Theory]
    [InlineData("cumulative", 10, "500.00")]
    [InlineData("cumulative", 11, "580.00")]
    [InlineData("whole", 10, "500.00")]
    [InlineData("whole", 11, "880.00")]
    public void Units_up_to_an_end_are_paid_at_its_rate(string tiering, int cards, string pay) =>
        Assert.Equal(
            pay,
            KnownBank
                .InApril(
                    $$"""
                    { "id": "activation", "type": "per-unit", "fact": "activated", "tiering": "{{tiering}}",
                      "tiers": [ { "upTo": 10, "rate": "50.00" }, { "rate": "80.00" } ] }
                    """
                )
                .Activated(cards)
                .Bonus()
                .Payable.ToString()
        );

    [Theory]
    [InlineData(20, "0.00")]
    [InlineData(50, "300.00")]
    [InlineData(60, "500.00")]
    public void V10_a_reserve_keeps_a_share_of_each_part(int cards, string reserved)
    {
        var bonus = KnownBank.InApril(Rules.Hundred, Reserve, Rules.Deferral).Level("junior").Activated(cards).Bonus();

        Assert.Equal(reserved, bonus.Amounts.Reserved.ToString());
        Assert.Equal(Money.Parse($"{cards}00.00"), bonus.Payable + bonus.Amounts.Reserved);
    }

    [Fact]
    public void A_reserve_is_kept_before_the_deferral_and_settled_in_the_next_year()
    {
        var bonus = KnownBank.InApril(Rules.Hundred, Reserve, Rules.Deferral).Level("senior").Activated(60).Bonus();

        Assert.Equal(
            ("3300.00", "2200.00", "500.00"),
            (bonus.Payable.ToString(), bonus.Deferred.ToString(), bonus.Amounts.Reserved.ToString())
        );
        Assert.Equal(["2027-02-01"], bonus.Lines.Single(l => l.Kind == LineKind.Reserve).Arguments!);
    }

    [Fact]
    public void V11_a_deferral_is_split_into_equal_parts_and_the_last_takes_the_remainder()
    {
        var bonus = KnownBank.InApril(Rules.Hundred, Rules.Deferral).Level("senior").Activated(100).Bonus();

        Assert.Equal("4000.00", bonus.Deferred.ToString());
        Assert.Equal(
            [1333.33m, 1333.33m, 1333.34m],
            bonus.Lines.Single(l => l.Kind == LineKind.Deferral).Steps!.Select(s => s.Amount!.Value)
        );
    }

    [Fact]
    public void V12_a_clawback_takes_what_the_least_amount_paid()
    {
        var bonuses = KnownBank
            .Until("2026-05", WithBounds, Cancelled)
            .Fact("I1", "instalment", "K1", "2026-04-10", "100")
            .Fact("I2", "instalment", "K2", "2026-04-10", "4000")
            .Fact("I3", "instalment", "K3", "2026-05-10", "20000")
            .Fact("X1", "cancelled", "K1", "2026-05-05")
            .Bonuses();

        Assert.Equal("210.00", bonuses[0].Payable.ToString());
        Assert.Equal("-10.00", bonuses[1].Lines.Single(l => l.Kind == LineKind.Clawback).Amount.ToString());
        Assert.Equal("490.00", bonuses[1].Payable.ToString());
        Assert.Equal(
            [("0", 4100m, 205m), ("least", 1m, 5m)],
            bonuses[0].Lines[0].Steps!.Select(s => (s.Subject, s.Quantity!.Value, s.Amount!.Value))
        );
    }

    [Fact]
    public void The_factor_multiplies_after_the_bounds_of_a_single_fact() =>
        Assert.Equal(
            "6.00",
            KnownBank
                .InApril(
                    WithBounds,
                    Rules.Factor.Replace("[\"activation\"]", "[\"instalment\"]", StringComparison.Ordinal)
                )
                .Instalments("100")
                .Scored("2026-04", 0.5m)
                .Bonus()
                .Payable.ToString()
        );

    [Fact]
    public void A_factor_by_pay_step_is_that_of_the_level_and_step()
    {
        Assert.Equal("130.00", Paid("senior", "A"));
        Assert.Equal("80.00", Paid("trainee", null));
        Assert.Equal("100.00", Paid("senior", null));

        static string Paid(string level, string? step) =>
            KnownBank.InApril(Rules.Hundred, PaySteps).Level(level, step).Activated(1).Bonus().Payable.ToString();
    }

    [Theory]
    [InlineData(1, 1, 2, 5, "64.00")] // (1.0, 0.4)
    [InlineData(2, 5, 4, 5, "64.00")] // (0.4, 0.8)
    [InlineData(3, 5, 3, 5, "60.00")] // exactly 0.60
    [InlineData(3, 5, 599, 1000, "0.00")] // just below
    public void V8_a_factor_by_kpis_is_the_weighted_sum_of_their_values(
        int activated,
        int ofCards,
        int active,
        int ofActive,
        string paid
    ) =>
        Assert.Equal(
            paid,
            KnownBank
                .InApril(Rules.Hundred, Kpis)
                .Activated(1)
                .Kpis(("activation-rate", activated, ofCards), ("active-rate", active, ofActive))
                .Bonus()
                .Payable.ToString()
        );

    [Fact]
    public void Thirds_of_kpis_reach_a_bound_that_their_decimals_would_miss()
    {
        // 0.40 × 1 + 0.60 × 1/3 is 0.60 exactly; 0.3333… is not a third.
        var bonus = KnownBank
            .InApril(Rules.Hundred, Kpis)
            .Activated(1)
            .Kpis(("activation-rate", 1, 1), ("active-rate", 1, 3))
            .Bonus();

        Assert.Equal("60.00", bonus.Payable.ToString());
    }

    [Fact]
    public void A_third_of_an_amount_that_ends_in_half_a_fen_is_rounded_up()
    {
        const string small = """{ "id": "activation", "type": "per-unit", "fact": "activated", "rate": "0.015" }""";
        const string third = """
            { "id": "task", "type": "factor", "of": ["activation"], "by": "kpis", "kpis": [ { "kpi": "active-rate",
              "weight": "1" } ] }
            """;

        var bonus = KnownBank.InApril(small, third).Activated(1).Kpis(("active-rate", 1, 3)).Bonus();

        Assert.Equal((0.005m, "0.01"), (bonus.Lines[0].Exact!.Value, bonus.Payable.ToString()));
    }

    [Fact]
    public void Without_the_value_of_a_kpi_the_factor_is_one_and_says_so()
    {
        var bonus = KnownBank.InApril(Rules.Hundred, Kpis).Activated(1).Kpis(("activation-rate", 1, 2)).Bonus();

        Assert.Equal("100.00", bonus.Payable.ToString());
        var line = bonus.Lines.Single(l => l.Kind == LineKind.Factor);
        Assert.Equal(("factor-no-kpi", "active-rate"), (line.Reason, line.Arguments![1]));
    }

    [Theory]
    [InlineData("2026-01-01", null, "4000.00")]
    [InlineData("2026-04-11", null, "2666.67")] // 20 of 30 days
    [InlineData("2026-04-11", "2026-04-11", "133.33")]
    [InlineData("2026-05-01", null, "0.00")]
    public void Fixed_pay_is_for_the_days_in_post(string from, string? to, string pay) =>
        Assert.Equal(
            pay,
            KnownBank
                .InApril(
                    """
                    { "id": "post", "type": "fixed", "by": "level", "prorate": "calendar-days",
                      "values": { "trainee": "3000.00", "junior": "4000.00", "intermediate": "5000.00",
                        "senior": "6000.00" } }
                    """
                )
                .Employed(from, to)
                .Bonus()
                .Payable.ToString()
        );

    [Theory]
    [InlineData(10, 4, "800.00", "-200.00")] // gross 1,000: a fifth, 200, is taken of 400
    [InlineData(10, 1, "900.00", "0.00")] // 100 is below the limit
    [InlineData(5, 4, "450.00", "-350.00")] // gross 500: 50 is above the floor of 450
    [InlineData(4, 4, "400.00", "-400.00")] // gross 400 does not reach the floor
    public void Deductions_take_at_most_a_share_and_leave_the_floor(
        int cards,
        int complaints,
        string paid,
        string carried
    )
    {
        var bank = KnownBank
            .InApril(
                Rules.Hundred,
                """
                { "id": "complaints", "type": "complaint", "perUpheld": { "minor": "100.00", "major": "200.00",
                  "severe": "1000.00" } }
                """,
                """{ "id": "limit", "type": "deduction-limit", "share": "0.20", "floor": "450.00" }"""
            )
            .Activated(cards);
        for (var i = 0; i < complaints; i++)
            bank.Upheld($"P{i}", "minor", "2026-04-05");
        var bonus = bank.Bonus();

        Assert.Equal((paid, carried), (bonus.Payable.ToString(), bonus.CarriedOut.ToString()));
    }

    [Fact]
    public void What_the_limit_left_is_deducted_in_later_months()
    {
        var bonuses = KnownBank
            .Until(
                "2026-07",
                Rules.Hundred,
                Rules.Complaints,
                """{ "id": "limit", "type": "deduction-limit", "share": "0.20" }"""
            )
            .Activated(20, "2026-04-10", "A")
            .Activated(20, "2026-05-10", "B")
            .Activated(20, "2026-06-10", "C")
            .Activated(20, "2026-07-10", "D")
            .Upheld("P1", "severe", "2026-04-05")
            .Bonuses();

        Assert.Equal(["1600.00", "1600.00", "1800.00", "2000.00"], bonuses.Select(b => b.Payable.ToString()));
        Assert.Equal(["-600.00", "-200.00", "0.00", "0.00"], bonuses.Select(b => b.CarriedOut.ToString()));
    }

    [Fact]
    public void A_rule_is_for_the_levels_and_employments_it_names()
    {
        const string trainees = """
            { "id": "welcome", "type": "per-unit", "fact": "activated", "rate": "30.00", "levels": ["trainee"],
              "employment": ["contract"] }
            """;

        Assert.Equal("60.00", Paid("trainee", "contract"));
        Assert.Equal("0.00", Paid("trainee", "regular"));
        var others = KnownBank.InApril(trainees).Level("senior", employment: "contract").Activated(2).Bonus();
        Assert.Equal(
            ("0.00", "not-for-manager", 2m),
            (others.Payable.ToString(), others.Lines.Single().Reason, others.Lines.Single().Quantity!.Value)
        );

        static string Paid(string level, string employment) =>
            KnownBank.InApril(trainees).Level(level, employment: employment).Activated(2).Bonus().Payable.ToString();
    }

    [Fact]
    public void Several_caps_hold_each_for_its_own_levels()
    {
        string[] rules =
        [
            Rules.Hundred,
            """{ "id": "cap-t", "type": "cap", "amount": "150.00", "levels": ["trainee"] }""",
            """{ "id": "cap-s", "type": "cap", "amount": "350.00", "levels": ["junior", "senior"] }""",
        ];

        Assert.Equal("150.00", KnownBank.InApril(rules).Level("trainee").Activated(4).Bonus().Payable.ToString());
        Assert.Equal("350.00", KnownBank.InApril(rules).Level("senior").Activated(4).Bonus().Payable.ToString());
        Assert.Equal("400.00", KnownBank.InApril(rules).Level("intermediate").Activated(4).Bonus().Payable.ToString());
    }

    [Fact]
    public void A_clawback_by_recomputing_takes_no_more_than_the_card_brought_under_the_cap()
    {
        var bonuses = KnownBank
            .Until("2026-05", Rules.Hundred, """{ "id": "cap", "type": "cap", "amount": "1000.00" }""", Recompute)
            .Activated(12, "2026-04-10", "A")
            .Activated(9, "2026-05-10", "B")
            .Fact("X1", "cancelled", "A-card-0", "2026-05-02")
            .Fact("X2", "cancelled", "A-card-1", "2026-05-03")
            .Fact("X3", "cancelled", "A-card-2", "2026-05-04")
            .Bonuses();

        // April earned 1,200 and was capped at 1,000: without three cards it comes to 900.
        var line = bonuses[1].Lines.Single(l => l.Kind == LineKind.Clawback);
        Assert.Equal(("-100.00", "800.00"), (line.Amount.ToString(), bonuses[1].Payable.ToString()));
        Assert.Equal([0m, 0m, -100m], line.Steps!.Select(s => s.Amount!.Value));
    }

    [Fact]
    public void A_card_cancelled_in_the_month_it_earned_leaves_what_the_month_had_come_to_without_it()
    {
        string[] rules = [Rules.Activation, """{ "id": "cap", "type": "cap", "amount": "600.00" }""", Recompute];
        var with = KnownBank.InApril(rules).Activated(12);
        for (var i = 0; i < 3; i++)
            with.Fact($"X{i}", "cancelled", $"A-card-{i}", "2026-04-20");

        Assert.Equal(KnownBank.InApril(rules).Activated(9).Bonus().Payable, with.Bonus().Payable);
    }

    private const string WithBounds = """
        { "id": "instalment", "type": "per-amount", "fact": "instalment", "rate": "0.05", "least": "10.00",
          "most": "500.00" }
        """;

    private const string Recompute = """
        { "id": "early-cancel", "type": "clawback", "fact": "cancelled", "withinDays": 30, "of": "activation",
          "method": "recompute" }
        """;

    private const string Reserve = """
        { "id": "reserve", "type": "reserve", "settle": "02",
          "tiers": [ { "from": "0", "share": "0" }, { "from": "2000", "share": "0.10" }, { "from": "5000",
            "share": "0.20" } ] }
        """;

    private const string Kpis = """
        { "id": "duty", "type": "factor", "of": ["activation"], "by": "kpis", "below": "0.60", "belowFactor": "0",
          "kpis": [ { "kpi": "activation-rate", "weight": "0.40" }, { "kpi": "active-rate", "weight": "0.60" } ] }
        """;

    private const string PaySteps = """
        { "id": "steps", "type": "factor", "of": ["activation"], "by": "pay-step",
          "values": { "trainee": "0.80", "junior-A": "1.00", "junior-B": "0.95", "junior-C": "0.90",
            "intermediate-A": "1.15",
                      "intermediate-B": "1.10", "intermediate-C": "1.05", "senior-A": "1.30", "senior-B": "1.20",
                        "senior-C": "1.15" } }
        """;

    private static string Seniority(string mode) =>
        $$"""
            { "id": "seniority", "type": "seniority", "employment": ["contract"], "minYears": 3, "mode": "{{mode}}",
              "bands": [ { "upTo": "10", "rate": "4.00" }, { "upTo": "15", "rate": "6.00" }, { "rate": "8.00" } ] }
            """;
}

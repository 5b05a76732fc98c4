using System.Text;

namespace CardTeam.EndToEnd.Tests.Reference;

/// <summary>Small cases of each rule, worked out by hand.</summary>
public sealed class ReferenceRulesTests
{
    private const string PerUnit =
        """{ "id": "activation", "type": "per-unit", "fact": "activated", "tiering": "cumulative", "tiers": [ { "from": 0, "rate": "100.00" } ] }""";
    private const string Clawback =
        """{ "id": "early-cancel", "type": "clawback", "fact": "cancelled", "withinDays": 30, "of": "activation" }""";
    private const string Complaints =
        """{ "id": "complaints", "type": "complaint", "perUpheld": { "minor": "50.00", "major": "200.00", "severe": "1000.00" } }""";

    [Fact]
    public void A_card_counts_once_until_it_is_cancelled_and_nothing_counts_after_the_last_day()
    {
        var bank = Bank(Plan(PerUnit));
        bank.Learn("managers", "manager_no,name,org,hired_on,level,left_on\nM1,One,B1,2020-01-01,junior,2026-04-20\n");
        bank.Learn(
            "card-facts",
            Facts(
                "B,M1,activated,C1,2026-04-02,,",
                "A,M1,activated,C1,2026-04-02,,",
                "C,M1,cancelled,C1,2026-04-03,,",
                "D,M1,activated,C1,2026-04-03,,",
                "E,M1,activated,C1,2026-04-04,,",
                "F,M1,activated,C2,2026-04-20,,",
                "G,M1,activated,C3,2026-04-21,,"
            )
        );

        // Of C1 the first fact of its day and, after the cancellation, the next; C2 on the last day; C3 a day too late.
        Assert.Equal(300m, bank.Close("2026-04").Statements["M1"].Payable);
    }

    [Theory]
    [InlineData("cumulative", 10, "500")]
    [InlineData("cumulative", 11, "580")]
    [InlineData("cumulative", 30, "2100")]
    [InlineData("cumulative", 31, "2220")]
    [InlineData("whole", 9, "450")]
    [InlineData("whole", 10, "800")]
    [InlineData("whole", 30, "3600")]
    public void A_tier_holds_from_its_start_included(string tiering, int cards, string expected)
    {
        var bank = Bank(
            Plan(
                $$"""
                { "id": "activation", "type": "per-unit", "fact": "activated", "products": ["*"], "tiering": "{{tiering}}",
                  "tiers": [ { "from": 0, "rate": "50.00" }, { "from": 10, "rate": "80.00" }, { "from": 30, "rate": "120.00" } ] }
                """
            )
        );
        bank.Learn(
            "card-facts",
            Facts([.. Enumerable.Range(0, cards).Select(i => $"F{i:00},M1,activated,C{i},2026-04-10,,")])
        );

        Assert.Equal(decimal.Parse(expected), bank.Close("2026-04").Statements["M1"].Payable);
    }

    [Theory]
    [InlineData("per-item", "164")] // the worked example 200, 300, 1500, 1200, 2000, 4500
    [InlineData("cumulative", "285")] // 9700 split: 10 + 40 + 150 + 85
    [InlineData("whole", "485")] // 9700 at 5 %
    public void Amounts_run_through_tiers_in_three_ways(string tiering, string expected)
    {
        var bank = Bank(
            Plan(
                $$"""
                { "id": "instalment", "type": "per-amount", "fact": "instalment", "tiering": "{{tiering}}", "tiers": [
                  { "from": "0", "rate": "0.01" }, { "from": "1000", "rate": "0.02" }, { "from": "3000", "rate": "0.03" }, { "from": "8000", "rate": "0.05" } ] }
                """
            )
        );
        bank.Learn(
            "card-facts",
            Facts(
                "A,M1,instalment,C1,2026-04-01,,200",
                "B,M1,instalment,C2,2026-04-02,,300",
                "C,M1,instalment,C3,2026-04-03,,1500",
                "D,M1,instalment,C4,2026-04-04,,1200",
                "E,M1,instalment,C5,2026-04-05,,2000",
                "F,M1,instalment,C6,2026-04-06,,4500"
            )
        );

        Assert.Equal(decimal.Parse(expected), bank.Close("2026-04").Statements["M1"].Payable);
    }

    [Fact]
    public void A_flat_rate_is_rounded_once_and_half_up()
    {
        var bank = Bank(
            Plan("""{ "id": "instalment", "type": "per-amount", "fact": "instalment", "rate": "0.0015" }""")
        );
        bank.Learn(
            "card-facts",
            Facts(
                "A,M1,instalment,C1,2026-04-01,,1.50",
                "B,M1,instalment,C2,2026-04-02,,1.50",
                "C,M1,instalment,C3,2026-04-02,,0.34"
            )
        );

        // 3.34 at 0.0015 is 0.00501; rounded one by one, each would be zero.
        Assert.Equal(0.01m, bank.Close("2026-04").Statements["M1"].Payable);
    }

    [Fact]
    public void A_product_limit_leaves_out_the_others_and_the_unnamed()
    {
        var bank = Bank(
            Plan(
                """{ "id": "gold", "type": "per-unit", "fact": "activated", "products": ["gold"], "tiering": "cumulative", "tiers": [ { "from": 0, "rate": "7.00" } ] }"""
            )
        );
        bank.Learn(
            "card-facts",
            Facts(
                "A,M1,activated,C1,2026-04-01,gold,",
                "B,M1,activated,C2,2026-04-01,standard,",
                "C,M1,activated,C3,2026-04-01,,"
            )
        );

        Assert.Equal(7.00m, bank.Close("2026-04").Statements["M1"].Payable);
    }

    [Fact]
    public void A_gate_cured_in_the_next_month_earns_there_and_in_the_order_of_the_cure()
    {
        var bank = Bank(
            Plan(
                """
                { "id": "activation", "type": "per-unit", "fact": "activated", "tiering": "cumulative",
                  "tiers": [ { "from": 0, "rate": "10.00" }, { "from": 1, "rate": "20.00" } ], "gate": { "certificate": "CARD-SALES", "cureDays": 30 } }
                """
            )
        );
        bank.Learn("certificates", "manager_no,certificate,valid_from,valid_to\nM1,CARD-SALES,2026-05-10,2026-05-20\n");
        bank.Learn(
            "card-facts",
            Facts(
                "A,M1,activated,C1,2026-04-09,,", // 31 days before the certificate: never
                "B,M1,activated,C2,2026-04-10,,", // 30 days: 10 May
                "C,M1,activated,C3,2026-05-10,,", // the first day
                "D,M1,activated,C4,2026-05-20,,", // valid_to is the last valid day
                "E,M1,activated,C5,2026-05-21,,"
            )
        ); // lapsed

        Assert.Equal(0m, bank.Close("2026-04").Statements["M1"].Payable);
        Assert.Equal(50.00m, bank.Close("2026-05").Statements["M1"].Payable);
        Assert.Equal(0m, bank.Close("2026-06").Statements["M1"].Payable);
    }

    [Fact]
    public void The_factor_of_a_band_starts_at_its_start_and_is_one_without_a_scorecard()
    {
        const string factor = """
            { "id": "attainment", "type": "factor", "of": ["activation"], "by": "scorecard",
              "bands": [ { "from": "0", "factor": "0.6" }, { "from": "0.8", "factor": "0.8" }, { "from": "1", "factor": "1.1" } ] }
            """;
        var bank = Bank(Plan(PerUnit, factor));
        bank.PutScoreSheet(
            "junior",
            """{ "effectiveFrom": "2026-04", "kpis": [ { "kpi": "activated", "weight": "0.50" }, { "kpi": "overdue", "weight": "0.50" } ] }"""
        );
        bank.Learn(
            "targets",
            "manager_no,period,kpi,target\nM1,2026-04,activated,10\nM1,2026-04,overdue,3\nM1,2026-05,activated,1\n"
        );
        bank.Learn(
            "card-facts",
            Facts(
                "A,M1,activated,C1,2026-04-01,,",
                "B,M1,overdue,C2,2026-04-01,,",
                "C,M1,overdue,C3,2026-04-01,,",
                "D,M1,activated,C4,2026-05-01,,",
                "E,M1,activated,C5,2026-06-01,,"
            )
        );

        // (1/10 + 3/2, at most 1.5) ÷ 2 = 0.8; then the KPI without a target is left out; then no KPI is left.
        var april = bank.Close("2026-04").Statements["M1"];
        Assert.Equal((0.8000m, 80.00m), (april.ScorecardTotal, april.Payable));
        var may = bank.Close("2026-05").Statements["M1"];
        Assert.Equal((1.0000m, 110.00m), (may.ScorecardTotal, may.Payable));
        var june = bank.Close("2026-06").Statements["M1"];
        Assert.Null(june.ScorecardTotal);
        Assert.Equal(100.00m, june.Payable);
    }

    [Fact]
    public void Every_kpi_is_counted_as_the_contract_says()
    {
        const string month = "2026-04";
        var facts = Facts(
            "A,M1,approved,C1,2026-03-02,,",
            "B,M1,approved,C2,2026-04-02,,,true",
            "C,M1,approved,C3,2026-04-02,,,false",
            "D,M1,activated,C2,2026-04-05,,",
            "E,M1,active-month,C1,2026-04-05,,10.25",
            "F,M1,active-month,C1,2026-04-06,,0.50",
            "G,M1,cancelled,C3,2026-04-20,,",
            "H,M1,overdue,C1,2026-04-20,,",
            "I,M1,instalment,C2,2026-04-21,,300.00",
            "J,M1,approved,C4,2026-04-21,,",
            "K,M1,approved,C5,2026-05-01,,"
        );
        (string Kpi, string Target, decimal Total)[] expected =
        [
            ("approved", "4", 0.75m),
            ("activated", "4", 0.25m),
            ("cancelled", "0.5", 0.5m),
            ("overdue", "0", 0m),
            ("active", "4", 0.25m),
            ("active-amount", "43", 0.25m),
            ("instalment-amount", "1200", 0.25m),
            ("active-rate", "1", 0.3333m), // C1 of C1, C2, C4: C3 is cancelled, C5 is of May
            ("new-customers", "4", 0.25m),
            ("complaints-upheld", "1", 0.5m),
            ("satisfaction", "9", 0.5m),
            ("attendance", "2", 0.5m),
        ];
        foreach (var (kpi, target, total) in expected)
        {
            var bank = Bank(Plan(PerUnit));
            bank.PutScoreSheet(
                "junior",
                $$"""{ "effectiveFrom": "2026-01", "kpis": [ { "kpi": "{{kpi}}", "weight": "1" } ] }"""
            );
            bank.Learn("targets", $"manager_no,period,kpi,target\nM1,{month},{kpi},{target}\n");
            bank.Learn("card-facts", facts);
            bank.Learn(
                "indicators",
                $"manager_no,period,kpi,value\nM1,{month},attendance,1\nM1,2026-05,attendance,2\n"
            );
            bank.Learn(
                "complaints",
                """
                complaint_ref,manager_no,received_on,channel,category,severity,outcome,resolved_on
                K1,M1,2026-03-01,phone,"fees, and rates",major,upheld,2026-04-01
                K2,M1,2026-04-01,phone,fees,,upheld,2026-04-30
                K3,M1,2026-04-01,phone,fees,,rejected,2026-04-30
                K4,M1,2026-04-01,phone,fees,,upheld,2026-05-01
                K5,M1,2026-04-01,phone,fees,,,
                """
            );
            bank.Learn(
                "satisfaction",
                "manager_no,answered_on,score,customer_ref\nM1,2026-04-01,4,A\nM1,2026-04-30,5,B\nM1,2026-05-01,1,C\n"
            );

            Assert.Equal((kpi, total), (kpi, bank.Close(month).Statements["M1"].ScorecardTotal));
        }
    }

    [Fact]
    public void A_lower_is_better_kpi_of_nothing_is_the_maximum_even_against_a_target_of_zero()
    {
        var bank = Bank(Plan(PerUnit));
        bank.PutScoreSheet(
            "junior",
            """{ "effectiveFrom": "2026-01", "kpis": [ { "kpi": "overdue", "weight": "1" } ] }"""
        );
        bank.Learn("targets", "manager_no,period,kpi,target\nM1,2026-04,overdue,0\nM1,2026-05,overdue,2\n");

        Assert.Equal(1.5m, bank.Close("2026-04").Statements["M1"].ScorecardTotal);
        Assert.Equal(1.5m, bank.Close("2026-05").Statements["M1"].ScorecardTotal);
    }

    [Fact]
    public void What_a_month_cannot_take_is_carried_on_even_after_the_manager_left()
    {
        var bank = Bank(Plan(PerUnit, Complaints), leftOn: "2026-04-30");
        bank.Learn(
            "complaints",
            "complaint_ref,manager_no,received_on,channel,category,severity,outcome,resolved_on\nK1,M1,2026-04-01,phone,fees,major,upheld,2026-04-30\n"
        );
        bank.Learn(
            "card-facts",
            Facts("A,M1,activated,C1,2026-04-01,,", "B,M1,activated,C2,2026-06-01,,", "C,M1,activated,C3,2026-06-01,,")
        );

        var april = bank.Close("2026-04").Statements["M1"];
        Assert.Equal((true, 0m, -100.00m), (april.InPost, april.Payable, april.CarriedOut));
        var may = bank.Close("2026-05").Statements["M1"];
        Assert.Equal((false, -100.00m, 0m, -100.00m), (may.InPost, may.CarriedIn, may.Payable, may.CarriedOut));
        var june = bank.Close("2026-06").Statements["M1"];
        // Facts after the last day earn nothing, so there is nothing to deduct from.
        Assert.Equal((-100.00m, 0m, -100.00m), (june.CarriedIn, june.Payable, june.CarriedOut));
    }

    [Fact]
    public void A_cap_comes_before_the_deferral_and_above_means_above()
    {
        const string cap = """{ "id": "cap", "type": "cap", "amount": "300.00" }""";
        var bank = Bank(Plan(PerUnit, cap, Deferral("300.00")), level: "senior");
        bank.Learn(
            "card-facts",
            Facts([.. Enumerable.Range(0, 4).Select(i => $"F{i},M1,activated,C{i},2026-04-01,,")])
        );

        var atTheLimit = bank.Close("2026-04").Statements["M1"];
        Assert.Equal((-100.00m, 300.00m, 0m), (atTheLimit.Amount("cap"), atTheLimit.Payable, atTheLimit.Deferred));

        bank = Bank(Plan(PerUnit, cap, Deferral("299.99")), level: "senior");
        bank.Learn(
            "card-facts",
            Facts([.. Enumerable.Range(0, 4).Select(i => $"F{i},M1,activated,C{i},2026-04-01,,")])
        );
        var above = bank.Close("2026-04").Statements["M1"];
        Assert.Equal((180.00m, 120.00m), (above.Payable, above.Deferred));
    }

    [Fact]
    public void The_level_is_that_of_the_last_day_of_the_month()
    {
        var bank = Bank(Plan(PerUnit, Deferral("0")));
        bank.Learn(
            "managers",
            "manager_no,name,org,hired_on,level,effective_on\nM1,甲,B1,2020-01-01,senior,2026-04-30\n"
        );
        bank.Learn("card-facts", Facts("A,M1,activated,C1,2026-04-01,,"));

        Assert.Equal(40.00m, bank.Close("2026-04").Statements["M1"].Deferred);
    }

    [Fact]
    public void A_later_roster_row_holds_from_the_first_month_not_yet_closed()
    {
        var bank = Bank(Plan(PerUnit, Deferral("0")));
        bank.Learn("card-facts", Facts("A,M1,activated,C1,2026-04-01,,", "B,M1,activated,C2,2026-05-01,,"));
        Assert.Equal(0m, bank.Close("2026-04").Deferred);
        bank.Learn("managers", "manager_no,name,org,hired_on,level\nM1,甲,B1,2020-01-01,senior\n");

        var may = bank.Close("2026-05").Statements["M1"];
        Assert.Equal((60.00m, 40.00m, 0m), (may.Payable, may.Deferred, may.DeferredAdjustment));
    }

    [Theory]
    [InlineData("2026-04-25", 0, 0)] // the day of activation counts
    [InlineData("2026-05-25", 100, -100)] // the thirtieth day, a month later
    [InlineData("2026-05-26", 100, 0)] // the thirty-first
    public void An_early_cancellation_takes_back_in_the_month_it_happens(string cancelledOn, int april, int may)
    {
        var bank = Bank(Plan(PerUnit, Clawback));
        bank.Learn("card-facts", Facts("A,M1,activated,C1,2026-04-25,,", $"B,M1,cancelled,C1,{cancelledOn},,"));

        Assert.Equal(april, bank.Close("2026-04").Statements["M1"].Payable);
        Assert.Equal(may, bank.Close("2026-05").Statements["M1"].Amount("early-cancel"));
    }

    [Fact]
    public void A_card_is_taken_back_once_from_the_manager_who_earned_it()
    {
        var bank = Bank(Plan(PerUnit, Clawback));
        bank.Learn("managers", "manager_no,name,org,hired_on,level\nM2,乙,B1,2020-01-01,junior\n");
        bank.Learn(
            "card-facts",
            Facts(
                "A,M1,activated,C1,2026-04-01,,",
                "B,M2,cancelled,C1,2026-04-10,,",
                "C,M1,cancelled,C1,2026-04-11,,",
                "D,M2,activated,C1,2026-04-12,,",
                "E,M2,cancelled,C1,2026-04-13,,"
            )
        );

        var april = bank.Close("2026-04");
        Assert.Equal((-100.00m, 0m), (april.Statements["M1"].Amount("early-cancel"), april.Statements["M1"].Payable));
        Assert.Equal((0m, 100.00m), (april.Statements["M2"].Amount("early-cancel"), april.Statements["M2"].Payable));
    }

    [Fact]
    public void A_cancellation_before_the_certificate_takes_back_when_the_card_has_earned()
    {
        const string gated = """
            { "id": "activation", "type": "per-unit", "fact": "activated", "tiering": "cumulative", "tiers": [ { "from": 0, "rate": "100.00" } ],
              "gate": { "certificate": "CARD-SALES", "cureDays": 30 } }
            """;
        var bank = Bank(Plan(gated, Clawback));
        bank.Learn("certificates", "manager_no,certificate,valid_from,valid_to\nM1,CARD-SALES,2026-05-10,\n");
        bank.Learn(
            "card-facts",
            Facts("A,M1,activated,C1,2026-04-20,,", "B,M1,cancelled,C1,2026-04-25,,", "C,M1,activated,C2,2026-05-15,,")
        );

        Assert.Equal(0m, bank.Close("2026-04").Statements["M1"].Amount("early-cancel"));
        var may = bank.Close("2026-05").Statements["M1"];
        Assert.Equal((200.00m, -100.00m, 100.00m), (may.Amount("activation"), may.Amount("early-cancel"), may.Payable));
    }

    [Fact]
    public void A_cancellation_of_a_card_that_earned_nothing_leaves_the_next_one_its_effect()
    {
        var bank = Bank(Plan(PerUnit, Clawback));
        bank.Learn(
            "card-facts",
            Facts(
                "A,M1,activated,C1,2026-03-31,,", // before the first closed month: never earned
                "B,M1,cancelled,C1,2026-04-02,,",
                "C,M1,activated,C1,2026-04-03,,",
                "D,M1,cancelled,C1,2026-04-04,,"
            )
        );

        var april = bank.Close("2026-04").Statements["M1"];
        Assert.Equal(
            (100.00m, -100.00m, 0m),
            (april.Amount("activation"), april.Amount("early-cancel"), april.Payable)
        );
    }

    [Fact]
    public void A_clawback_takes_the_rate_of_its_own_tier_and_the_factor_of_its_month()
    {
        const string tiers =
            """{ "id": "activation", "type": "per-unit", "fact": "activated", "tiering": "cumulative", "tiers": [ { "from": 0, "rate": "50.00" }, { "from": 1, "rate": "80.05" } ] }""";
        const string factor =
            """{ "id": "attainment", "type": "factor", "of": ["activation"], "by": "scorecard", "bands": [ { "from": "0", "factor": "0.5" } ] }""";
        var bank = Bank(Plan(tiers, factor, Clawback));
        bank.PutScoreSheet(
            "junior",
            """{ "effectiveFrom": "2026-04", "kpis": [ { "kpi": "activated", "weight": "1" } ] }"""
        );
        bank.Learn("targets", "manager_no,period,kpi,target\nM1,2026-04,activated,10\n");
        bank.Learn(
            "card-facts",
            Facts("B,M1,activated,C1,2026-04-20,,", "A,M1,activated,C2,2026-04-20,,", "C,M1,cancelled,C1,2026-05-01,,")
        );

        Assert.Equal(65.03m, bank.Close("2026-04").Statements["M1"].Payable); // (50 + 80.05) ÷ 2 = 65.025
        // B comes second: 80.05 ÷ 2 = 40.025.
        Assert.Equal(-40.03m, bank.Close("2026-05").Statements["M1"].Amount("early-cancel"));
    }

    [Fact]
    public void A_fact_taken_back_is_recovered_as_far_as_the_month_goes_and_then_from_the_next()
    {
        var bank = Bank(Plan(PerUnit));
        bank.Learn(
            "card-facts",
            Facts(
                "A,M1,activated,C1,2026-04-01,,",
                "B,M1,activated,C2,2026-04-02,,",
                "C,M1,activated,C3,2026-05-01,,",
                "D,M1,activated,C4,2026-06-01,,",
                "E,M1,activated,C5,2026-06-02,,"
            )
        );
        Assert.Equal(200.00m, bank.Close("2026-04").Payable);
        bank.Learn(
            "card-facts",
            "fact_ref,manager_no,kind,card_ref,occurred_on,void\nA,M1,activated,C1,2026-04-01,true\nB,M1,activated,C2,2026-04-02,true\n"
        );

        var may = bank.Close("2026-05").Statements["M1"];
        Assert.Equal((100.00m, -200.00m, 0m), (may.Amount("activation"), may.PayableAdjustment, may.Payable));
        var june = bank.Close("2026-06").Statements["M1"];
        Assert.Equal((200.00m, -100.00m, 100.00m), (june.Amount("activation"), june.PayableAdjustment, june.Payable));
    }

    [Fact]
    public void A_late_fact_moves_the_tiers_the_score_and_the_deferral_of_its_own_month()
    {
        const string tiers =
            """{ "id": "activation", "type": "per-unit", "fact": "activated", "tiering": "whole", "tiers": [ { "from": 0, "rate": "100.00" }, { "from": 2, "rate": "200.00" } ] }""";
        var bank = Bank(Plan(tiers, Deferral("100.00")), level: "senior");
        bank.Learn("card-facts", Facts("A,M1,activated,C1,2026-04-01,,"));
        Assert.Equal((100.00m, 0m), (bank.Close("2026-04").Payable, 0m));
        bank.Learn("card-facts", Facts("B,M1,activated,C2,2026-04-02,,"));

        // April is 400 now, 160 of it deferred: 240 − 100 more to pay, 160 more to defer.
        var may = bank.Close("2026-05").Statements["M1"];
        Assert.Equal((140.00m, 160.00m), (may.Payable, may.Deferred));
        Assert.Equal(0m, bank.Close("2026-06").Payable);
    }

    [Fact]
    public void A_correction_moves_a_fact_to_another_manager_and_the_same_row_again_moves_nothing()
    {
        var bank = Bank(Plan(PerUnit));
        bank.Learn("managers", "manager_no,name,org,hired_on,level\nM2,乙,B1,2020-01-01,junior\n");
        bank.Learn("card-facts", Facts("A,M1,activated,C1,2026-04-01,,"));
        bank.Learn("card-facts", Facts("A,M1,activated,C1,2026-04-01,,"));
        Assert.Equal(100.00m, bank.Close("2026-04").Statements["M1"].Payable);
        bank.Learn("card-facts", Facts("A,M2,activated,C1,2026-04-01,,"));

        var may = bank.Close("2026-05");
        Assert.Equal((0m, -100.00m), (may.Statements["M1"].Payable, may.Statements["M1"].PayableAdjustment));
        Assert.Equal(100.00m, may.Statements["M2"].Payable);
    }

    [Fact]
    public void A_new_plan_leaves_the_months_of_the_old_one_alone()
    {
        var bank = Bank(Plan(PerUnit));
        bank.Learn("card-facts", Facts("A,M1,activated,C1,2026-04-01,,", "B,M1,activated,C2,2026-05-01,,"));
        Assert.Equal(100.00m, bank.Close("2026-04").Payable);
        bank.PutPlan(
            Plan(PerUnit.Replace("100.00", "30.00", StringComparison.Ordinal))
                .Replace("2026-01", "2026-05", StringComparison.Ordinal)
        );

        Assert.Equal(30.00m, bank.Close("2026-05").Payable);
    }

    private static string Deferral(string above) =>
        $$"""{ "id": "deferral", "type": "deferral", "share": "0.40", "years": 3, "levels": ["senior"], "above": "{{above}}" }""";

    private static string Plan(params string[] rules) =>
        $$"""{ "code": "T", "effectiveFrom": "2026-01", "title": { "zh": "试", "en": "test" }, "rules": [ {{string.Join(", ", rules)}} ] }""";

    private static string Facts(params string[] rows) =>
        new StringBuilder("fact_ref,manager_no,kind,card_ref,occurred_on,product,amount,new_customer\n")
            .AppendJoin('\n', rows)
            .ToString();

    private static ReferenceBank Bank(string plan, string level = "junior", string leftOn = "")
    {
        var bank = new ReferenceBank();
        bank.Learn("managers", $"manager_no,name,org,hired_on,level,left_on\nM1,甲,B1,2020-01-01,{level},{leftOn}\n");
        bank.PutPlan(plan);
        return bank;
    }
}

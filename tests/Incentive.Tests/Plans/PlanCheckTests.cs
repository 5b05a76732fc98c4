using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Plans;

namespace CardTeam.Incentive.Tests.Plans;

public class PlanCheckTests
{
    [Fact]
    public void A_plan_with_every_type_of_rule_has_no_fault()
    {
        var check = PlanCheck.Of(
            Rules.Document(
                Rules.Activation,
                Rules.Instalment,
                Rules.Factor,
                Rules.Complaints,
                Rules.Clawback,
                Rules.Cap,
                Rules.Deferral
            )
        );

        Assert.Empty(check.Faults);
        Assert.Equal(7, check.Rules.Count);
    }

    [Theory]
    [InlineData("plan.hole", "rules[0].tiers[0].from", """[ { "from": 1, "rate": "50" } ]""")]
    [InlineData(
        "plan.overlap",
        "rules[0].tiers[1].from",
        """[ { "from": 0, "rate": "50" }, { "from": 0, "rate": "80" } ]"""
    )]
    [InlineData(
        "plan.overlap",
        "rules[0].tiers[2].from",
        """[ { "from": 0, "rate": "50" }, { "from": 30, "rate": "80" }, { "from": 10, "rate": "120" } ]"""
    )]
    [InlineData(
        "plan.hole",
        "rules[0].tiers[0].to",
        """[ { "from": 0, "to": 9, "rate": "50" }, { "from": 10, "rate": "80" } ]"""
    )]
    [InlineData(
        "plan.overlap",
        "rules[0].tiers[0].to",
        """[ { "from": 0, "to": 11, "rate": "50" }, { "from": 10, "rate": "80" } ]"""
    )]
    [InlineData(
        "plan.hole",
        "rules[0].tiers[1].to",
        """[ { "from": 0, "to": 10, "rate": "50" }, { "from": 10, "to": 30, "rate": "80" } ]"""
    )]
    [InlineData(
        "plan.not-whole",
        "rules[0].tiers[1].from",
        """[ { "from": 0, "rate": "50" }, { "from": "10.5", "rate": "80" } ]"""
    )]
    [InlineData(
        "plan.negative",
        "rules[0].tiers[1].rate",
        """[ { "from": 0, "rate": "50" }, { "from": 10, "rate": "-80" } ]"""
    )]
    [InlineData("plan.required", "rules[0].tiers[1].rate", """[ { "from": 0, "rate": "50" }, { "from": 10 } ]""")]
    [InlineData("plan.required", "rules[0].tiers[0].from", """[ { "rate": "50" } ]""")]
    [InlineData("plan.required", "rules[0].tiers[0].from", "[ null ]")]
    [InlineData("plan.required", "rules[0].tiers", "[]")]
    public void A_rate_table_is_total(string code, string path, string tiers) =>
        AssertFault(
            code,
            path,
            $$"""{ "id": "a", "type": "per-unit", "fact": "activated", "tiering": "whole", "tiers": {{tiers}} }"""
        );

    [Fact]
    public void A_to_that_says_where_the_next_begins_is_welcome() =>
        Assert.Empty(
            PlanCheck
                .Of(
                    Rules.Document(
                        """
                        { "id": "a", "type": "per-unit", "fact": "activated", "tiering": "whole",
                        "tiers": [ { "from": 0, "to": 10, "rate": "50" }, { "from": 10,
                        "rate": "80" } ] }
                        """
                    )
                )
                .Faults
        );

    [Fact]
    public void Tiers_of_amounts_may_begin_anywhere() =>
        Assert.Empty(
            PlanCheck
                .Of(
                    Rules.Document(
                        """
                        { "id": "a", "type": "per-amount", "fact": "instalment", "tiering": "per-item",
                        "tiers": [ { "from": 0, "rate": "0.01" }, { "from": "1000.50",
                        "rate": "0.02" } ] }
                        """
                    )
                )
                .Faults
        );

    [Theory]
    [InlineData("plan.hole", "rules[1].bands[0].from", """[ { "from": "0.6", "factor": "1" } ]""")]
    [InlineData(
        "plan.overlap",
        "rules[1].bands[1].from",
        """[ { "from": "0", "factor": "1" }, { "from": "0", "factor": "2" } ]"""
    )]
    [InlineData(
        "plan.hole",
        "rules[1].bands[0].to",
        """[ { "from": "0", "to": "0.59", "factor": "1" }, { "from": "0.6", "factor": "2" } ]"""
    )]
    [InlineData(
        "plan.overlap",
        "rules[1].bands[0].to",
        """[ { "from": "0", "to": "0.7", "factor": "1" }, { "from": "0.6", "factor": "2" } ]"""
    )]
    [InlineData(
        "plan.hole",
        "rules[1].bands[1].to",
        """[ { "from": "0", "factor": "1" }, { "from": "1.2", "to": "1.2", "factor": "2" } ]"""
    )]
    [InlineData("plan.negative", "rules[1].bands[0].factor", """[ { "from": "0", "factor": "-1" } ]""")]
    [InlineData("plan.required", "rules[1].bands[0].factor", """[ { "from": "0" } ]""")]
    [InlineData("plan.required", "rules[1].bands[0].factor", "[ null ]")]
    [InlineData("plan.required", "rules[1].bands", "[]")]
    public void Bands_are_total(string code, string path, string bands) =>
        AssertFault(
            code,
            path,
            Rules.Activation,
            $$"""{ "id": "f", "type": "factor", "of": ["activation"], "by": "scorecard", "bands": {{bands}} }"""
        );

    [Theory]
    [InlineData(
        "plan.unknown-fact",
        "rules[0].fact",
        """{ "id": "a", "type": "per-unit", "fact": "opened", "rate": "1" }"""
    )]
    [InlineData("plan.unknown-fact", "rules[0].fact", """{ "id": "a", "type": "per-amount", "rate": "1" }""")]
    [InlineData("plan.rate-or-tiers", "rules[0].rate", """{ "id": "a", "type": "per-unit", "fact": "activated" }""")]
    [InlineData(
        "plan.rate-or-tiers",
        "rules[0].rate",
        """
            { "id": "a", "type": "per-unit", "fact": "activated", "rate": "1", "tiering": "whole",
            "tiers": [ { "from": 0, "rate": "50" } ] }
            """
    )]
    [InlineData(
        "plan.negative",
        "rules[0].rate",
        """{ "id": "a", "type": "per-unit", "fact": "activated", "rate": "-1" }"""
    )]
    [InlineData(
        "plan.unknown-tiering",
        "rules[0].tiering",
        """
            { "id": "a", "type": "per-unit", "fact": "activated", "tiering": "per-item",
            "tiers": [ { "from": 0, "rate": "50" } ] }
            """
    )]
    [InlineData(
        "plan.unknown-tiering",
        "rules[0].tiering",
        """{ "id": "a", "type": "per-amount", "fact": "instalment", "tiers": [ { "from": 0, "rate": "50" } ] }"""
    )]
    [InlineData(
        "plan.no-products",
        "rules[0].products",
        """{ "id": "a", "type": "per-unit", "fact": "activated", "rate": "1", "products": [] }"""
    )]
    [InlineData(
        "plan.required",
        "rules[0].gate.certificate",
        """{ "id": "a", "type": "per-unit", "fact": "activated", "rate": "1", "gate": { "cureDays": 30 } }"""
    )]
    [InlineData(
        "plan.not-in-range",
        "rules[0].gate.cureDays",
        """
            { "id": "a", "type": "per-unit", "fact": "activated", "rate": "1", "gate": { "certificate": "C",
            "cureDays": -1 } }
            """
    )]
    [InlineData("plan.required", "rules[0].id", """{ "type": "per-unit", "fact": "activated", "rate": "1" }""")]
    [InlineData(
        "plan.unknown-type",
        "rules[0].type",
        """{ "id": "a", "type": "per-piece", "fact": "activated", "rate": "1" }"""
    )]
    [InlineData("plan.unknown-type", "rules[0].type", """{ "id": "a" }""")]
    [InlineData("plan.required", "rules[0]", "null")]
    [InlineData(
        "plan.unknown-by",
        "rules[0].by",
        """{ "id": "a", "type": "factor", "of": ["b"], "bands": [ { "from": 0, "factor": "1" } ] }"""
    )]
    [InlineData(
        "plan.required",
        "rules[0].of",
        """{ "id": "a", "type": "factor", "by": "scorecard", "bands": [ { "from": 0, "factor": "1" } ] }"""
    )]
    [InlineData(
        "plan.hole",
        "rules[0].perUpheld.severe",
        """{ "id": "a", "type": "complaint", "perUpheld": { "minor": "50.00", "major": "200.00" } }"""
    )]
    [InlineData("plan.hole", "rules[0].perUpheld.minor", """{ "id": "a", "type": "complaint" }""")]
    [InlineData(
        "plan.unknown-severity",
        "rules[0].perUpheld.tiny",
        """
            { "id": "a", "type": "complaint", "perUpheld": { "tiny": "1", "minor": "50.00",
            "major": "200.00", "severe": "1" } }
            """
    )]
    [InlineData(
        "plan.negative",
        "rules[0].perUpheld.minor",
        """{ "id": "a", "type": "complaint", "perUpheld": { "minor": "-50.00", "major": "200.00", "severe": "1" } }"""
    )]
    [InlineData(
        "plan.clawback-fact",
        "rules[0].fact",
        """{ "id": "a", "type": "clawback", "fact": "sleeping", "withinDays": 30, "of": "b" }"""
    )]
    [InlineData(
        "plan.not-in-range",
        "rules[0].withinDays",
        """{ "id": "a", "type": "clawback", "fact": "cancelled", "of": "b" }"""
    )]
    [InlineData(
        "plan.required",
        "rules[0].of",
        """{ "id": "a", "type": "clawback", "fact": "cancelled", "withinDays": 30, "of": ["b", "c"] }"""
    )]
    [InlineData("plan.required", "rules[0].amount", """{ "id": "a", "type": "cap" }""")]
    [InlineData("plan.negative", "rules[0].amount", """{ "id": "a", "type": "cap", "amount": "-1.00" }""")]
    [InlineData(
        "plan.not-in-range",
        "rules[0].share",
        """{ "id": "a", "type": "deferral", "share": "1.01", "years": 3, "levels": ["senior"] }"""
    )]
    [InlineData(
        "plan.not-in-range",
        "rules[0].share",
        """{ "id": "a", "type": "deferral", "share": "0", "years": 3, "levels": ["senior"] }"""
    )]
    [InlineData(
        "plan.not-in-range",
        "rules[0].years",
        """{ "id": "a", "type": "deferral", "share": "0.4", "years": 0, "levels": ["senior"] }"""
    )]
    [InlineData(
        "plan.unknown-level",
        "rules[0].levels",
        """{ "id": "a", "type": "deferral", "share": "0.4", "years": 3, "levels": ["chief"] }"""
    )]
    [InlineData(
        "plan.unknown-level",
        "rules[0].levels",
        """{ "id": "a", "type": "cap", "amount": "1.00", "levels": [] }"""
    )]
    [InlineData(
        "plan.unknown-employment",
        "rules[0].employment",
        """{ "id": "a", "type": "cap", "amount": "1.00", "employment": ["temporary"] }"""
    )]
    [InlineData(
        "plan.from-or-up-to",
        "rules[0].tiers[0].from",
        """
            { "id": "a", "type": "per-unit", "fact": "activated", "tiering": "whole", "tiers": [ { "from": 0, "upTo": 5,
              "rate": "1" }, { "rate": "2" } ] }
            """
    )]
    [InlineData(
        "plan.hole",
        "rules[0].tiers[1].upTo",
        """
            { "id": "a", "type": "per-unit", "fact": "activated", "tiering": "whole", "tiers": [ { "upTo": 5,
              "rate": "1" }, { "upTo": 9, "rate": "2" } ] }
            """
    )]
    [InlineData(
        "plan.overlap",
        "rules[0].tiers[1].upTo",
        """
            { "id": "a", "type": "per-unit", "fact": "activated", "tiering": "whole", "tiers": [ { "upTo": 5,
              "rate": "1" }, { "upTo": 5, "rate": "1" }, { "rate": "2" } ] }
            """
    )]
    [InlineData(
        "plan.not-whole",
        "rules[0].tiers[0].upTo",
        """
            { "id": "a", "type": "per-unit", "fact": "activated", "tiering": "whole", "tiers": [ { "upTo": "5.5",
              "rate": "1" }, { "rate": "2" } ] }
            """
    )]
    [InlineData(
        "plan.required",
        "rules[0].tiers[1].to",
        """
            { "id": "a", "type": "per-amount", "fact": "instalment", "tiering": "per-item", "tiers": [ { "from": 0,
              "to": 5, "amount": "1" }, { "from": 5, "amount": "2" } ] }
            """
    )]
    [InlineData(
        "plan.hole",
        "rules[0].tiers[0].to",
        """
            { "id": "a", "type": "per-amount", "fact": "instalment", "tiering": "per-item", "tiers": [ { "from": 0,
              "to": 4, "amount": "1" }, { "from": 5, "to": 9, "amount": "2" } ] }
            """
    )]
    [InlineData(
        "plan.rate-or-amount",
        "rules[0].tiers",
        """
            { "id": "a", "type": "per-unit", "fact": "activated", "tiering": "cumulative", "tiers": [ { "from": 0,
              "to": 5, "amount": "1" }, { "from": 5, "to": 9, "amount": "2" } ] }
            """
    )]
    [InlineData(
        "plan.rate-or-amount",
        "rules[0].tiers[1].rate",
        """
            { "id": "a", "type": "per-amount", "fact": "instalment", "tiering": "per-item", "tiers": [ { "from": 0,
              "to": 5, "amount": "1" }, { "from": 5, "to": 9, "amount": "2", "rate": "0.1" } ] }
            """
    )]
    [InlineData(
        "plan.amount-of-whole",
        "rules[0].tiering",
        """
            { "id": "a", "type": "per-amount", "fact": "instalment", "tiering": "whole",
              "tiers": [ { "from": 0, "to": 5, "amount": "1" } ] }
            """
    )]
    [InlineData(
        "plan.bound-of-pooled",
        "rules[0].tiering",
        """
            { "id": "a", "type": "per-amount", "fact": "instalment", "tiering": "cumulative", "tiers": [ { "from": 0,
              "rate": "0.1" } ], "least": "1.00" }
            """
    )]
    [InlineData(
        "plan.not-in-range",
        "rules[0].most",
        """{ "id": "a", "type": "per-amount", "fact": "instalment", "rate": "0.1", "least": "2.00", "most": "1.00" }"""
    )]
    [InlineData("plan.unknown-choice", "rules[0].by", """{ "id": "a", "type": "fixed", "by": "area", "values": {} }""")]
    [InlineData(
        "plan.hole",
        "rules[0].values.senior",
        """
            { "id": "a", "type": "fixed", "by": "level", "values": { "trainee": "1", "junior": "1",
              "intermediate": "1" } }
            """
    )]
    [InlineData(
        "plan.unknown-value",
        "rules[0].values.chief",
        """
            { "id": "a", "type": "fixed", "by": "level", "levels": ["junior"],
              "values": { "junior": "1", "chief": "1" } }
            """
    )]
    [InlineData(
        "plan.unknown-choice",
        "rules[0].prorate",
        """
            { "id": "a", "type": "fixed", "by": "level", "prorate": "hours", "levels": ["junior"],
              "values": { "junior": "1" } }
            """
    )]
    [InlineData(
        "plan.unknown-choice",
        "rules[0].mode",
        """{ "id": "a", "type": "seniority", "bands": [ { "rate": "4.00" } ] }"""
    )]
    [InlineData(
        "plan.not-in-range",
        "rules[0].minYears",
        """{ "id": "a", "type": "seniority", "mode": "whole", "minYears": 61, "bands": [ { "rate": "4.00" } ] }"""
    )]
    [InlineData("plan.required", "rules[0].amount", """{ "id": "a", "type": "minimum" }""")]
    [InlineData("plan.not-in-range", "rules[0].share", """{ "id": "a", "type": "deduction-limit", "share": "1.2" }""")]
    [InlineData(
        "plan.negative",
        "rules[0].floor",
        """{ "id": "a", "type": "deduction-limit", "share": "0.2", "floor": "-1.00" }"""
    )]
    [InlineData(
        "plan.not-in-range",
        "rules[0].settle",
        """{ "id": "a", "type": "reserve", "settle": "13", "tiers": [ { "from": 0, "share": "0.1" } ] }"""
    )]
    [InlineData(
        "plan.not-in-range",
        "rules[0].tiers",
        """{ "id": "a", "type": "reserve", "settle": "02", "tiers": [ { "from": 0, "share": "1.1" } ] }"""
    )]
    [InlineData(
        "plan.negative",
        "rules[0].above",
        """{ "id": "a", "type": "deferral", "share": "0.4", "years": 3, "levels": ["senior"], "above": "-1.00" }"""
    )]
    public void A_rule_that_cannot_be_calculated_is_a_fault_at_its_place(string code, string path, string rule) =>
        AssertFault(code, path, rule);

    [Theory]
    [InlineData("cap", """{ "id": "ID", "type": "cap", "amount": "1.00" }""")]
    [InlineData("deferral", """{ "id": "ID", "type": "deferral", "share": "0.4", "years": 3, "levels": ["senior"] }""")]
    public void One_cap_and_one_deferral_are_all_a_plan_has(string type, string rule)
    {
        var fault = Assert.Single(
            PlanCheck
                .Of(
                    Rules.Document(
                        rule.Replace("ID", "a", StringComparison.Ordinal),
                        rule.Replace("ID", "b", StringComparison.Ordinal)
                    )
                )
                .Faults
        );

        Assert.Equal(("plan.more-than-one", true), (fault.Code, fault.En.Contains(type, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("B1", "B2", true)]
    [InlineData("B1", "B1", false)]
    [InlineData("A", "B1", false)] // one lies below the other
    [InlineData("B1", "HQ", false)]
    [InlineData("A", "B2", true)]
    [InlineData("B1", null, false)]
    public void Rules_for_two_units_overlap_where_one_lies_below_the_other(string one, string? two, bool isFine)
    {
        var units = Units(("HQ", null), ("A", "HQ"), ("B1", "A"), ("B2", "HQ"));
        var faults = PlanCheck.Of(Rules.Document(Cap("a", one), Cap("b", two)), units).Faults;

        Assert.Equal(isFine ? [] : ["plan.more-than-one"], faults.Select(f => f.Code));

        static string Cap(string id, string? org) =>
            $$"""{ "id": "{{id}}", "type": "cap", "amount": "1.00"{{(org is null ? "" : $", \"org\": \"{org}\"")}} }""";
    }

    [Theory]
    [InlineData("contest-won")]
    [InlineData("course-completed")]
    public void A_contest_or_a_course_has_no_amount_to_be_paid_by(string fact) =>
        AssertFault(
            "plan.no-amount",
            "rules[0].fact",
            $$"""{ "id": "c", "type": "per-amount", "fact": "{{fact}}", "rate": "0.5" }"""
        );

    [Fact]
    public void A_rule_names_a_unit_that_there_is()
    {
        var fault = Assert.Single(
            PlanCheck
                .Of(
                    Rules.Document("""{ "id": "a", "type": "cap", "amount": "1.00", "org": "B9" }"""),
                    Units(("HQ", null))
                )
                .Faults
        );

        Assert.Equal(("plan.unknown-org", "rules[0].org"), (fault.Code, fault.Path));
    }

    private static UnitTree Units(params (string Code, string? Parent)[] units) =>
        new(units.ToDictionary(u => u.Code, u => u.Parent, StringComparer.Ordinal));

    [Fact]
    public void References_name_rules_that_earn()
    {
        AssertFault("plan.unknown-rule", "rules[1].of", Rules.Instalment, Rules.Factor);
        AssertFault(
            "plan.unknown-rule",
            "rules[1].of",
            Rules.Complaints,
            Rules.Factor.Replace("activation", "complaints", StringComparison.Ordinal)
        );
        AssertFault("plan.unknown-rule", "rules[0].of", Rules.Clawback);
        AssertFault(
            "plan.unknown-rule",
            "rules[1].of",
            Rules.Complaints,
            Rules.Clawback.Replace("activation", "complaints", StringComparison.Ordinal)
        );
        Assert.Empty(PlanCheck.Of(Rules.Document(Rules.Clawback, Rules.Factor, Rules.Activation)).Faults);
    }

    [Fact]
    public void What_a_single_fact_of_a_months_sum_earned_can_only_be_recomputed()
    {
        const string pooled = """
            { "id": "activation", "type": "per-amount", "fact": "instalment", "tiering": "cumulative",
              "tiers": [ { "from": 0, "rate": "0.1" } ] }
            """;
        var recomputed = Rules.Clawback.Replace("}", ", \"method\": \"recompute\" }", StringComparison.Ordinal);

        AssertFault("plan.clawback-of-pooled", "rules[1].method", pooled, Rules.Clawback);
        Assert.Empty(PlanCheck.Of(Rules.Document(pooled, recomputed)).Faults);
    }

    [Fact]
    public void An_id_stands_once() =>
        AssertFault(
            "plan.id-twice",
            "rules[1].id",
            Rules.Activation,
            Rules.Instalment.Replace("\"instalment\", \"type\"", "\"activation\", \"type\"", StringComparison.Ordinal)
        );

    [Theory]
    [InlineData(
        "plan.not-a-month",
        "effectiveFrom",
        """
            { "code": "P", "effectiveFrom": "2026-Q1", "title": { "zh": "方案", "en": "Plan" },
            "rules": [ { "id": "cap", "type": "cap", "amount": "1.00" } ] }
            """
    )]
    [InlineData(
        "plan.not-a-month",
        "effectiveFrom",
        """
            { "code": "P", "title": { "zh": "方案", "en": "Plan" }, "rules": [ { "id": "cap", "type": "cap",
            "amount": "1.00" } ] }
            """
    )]
    [InlineData(
        "plan.required",
        "title.zh",
        """
            { "code": "P", "effectiveFrom": "2026-01", "title": { "en": "Plan" }, "rules": [ { "id": "cap",
            "type": "cap", "amount": "1.00" } ] }
            """
    )]
    [InlineData(
        "plan.required",
        "title.en",
        """
            { "code": "P", "effectiveFrom": "2026-01", "title": { "zh": "方案", "en": " " },
            "rules": [ { "id": "cap", "type": "cap", "amount": "1.00" } ] }
            """
    )]
    [InlineData(
        "plan.required",
        "rules",
        """{ "code": "P", "effectiveFrom": "2026-01", "title": { "zh": "方案", "en": "Plan" }, "rules": [] }"""
    )]
    [InlineData(
        "plan.required",
        "code",
        """
            { "effectiveFrom": "2026-01", "title": { "zh": "方案", "en": "Plan" }, "rules": [ { "id": "cap",
            "type": "cap", "amount": "1.00" } ] }
            """
    )]
    public void The_head_of_a_plan_is_complete(string code, string path, string json)
    {
        var fault = Assert.Single(PlanCheck.Of(Rules.Read(json)).Faults);

        Assert.Equal((code, path), (fault.Code, fault.Path));
    }

    [Fact]
    public void Every_fault_is_found_in_one_pass_and_said_in_both_languages()
    {
        var faults = PlanCheck
            .Of(
                Rules.Document(
                    """{ "id": "a", "type": "per-unit", "fact": "opened", "rate": "-1" }""",
                    """{ "id": "a", "type": "cap" }""",
                    Rules.Clawback
                )
            )
            .Faults;

        Assert.Equal(
            ["plan.negative", "plan.unknown-fact", "plan.id-twice", "plan.required", "plan.unknown-rule"],
            faults.Select(f => f.Code)
        );
        Assert.All(faults, f => Assert.True(f.Zh.Length > 0 && f.En.Length > 0));
    }

    [Fact]
    public void Only_paying_by_the_piece_is_a_finding() =>
        Assert.Equal(
            ["regulation.piece-rate-only"],
            PlanFinding
                .Of(PlanCheck.Of(Rules.Document(Rules.Activation, Rules.Clawback, Rules.Complaints, Rules.Cap)).Rules)
                .Select(f => f.Code)
        );

    [Theory]
    [InlineData("applied", true)]
    [InlineData("approved", true)]
    [InlineData("activated", false)]
    [InlineData("first-used", false)]
    public void Only_paying_for_the_number_of_cards_brought_in_is_a_finding(string fact, bool found)
    {
        var volume = Rules.Activation.Replace("\"activated\"", $"\"{fact}\"", StringComparison.Ordinal);

        Assert.Equal(found, Codes(volume, Rules.Clawback).Contains("regulation.volume-led"));
        // A factor of quality, or pay for another fact as well, makes it more than volume.
        Assert.DoesNotContain("regulation.volume-led", Codes(volume, Rules.Factor, Rules.Clawback));
        Assert.DoesNotContain("regulation.volume-led", Codes(volume, Rules.Instalment, Rules.Clawback));
    }

    [Theory]
    [InlineData("applied", false)]
    [InlineData("approved", true)]
    [InlineData("activated", true)]
    [InlineData("first-used", true)]
    [InlineData("active-month", false)]
    public void Pay_for_new_cards_that_nothing_takes_back_is_a_finding(string fact, bool found)
    {
        var rule = Rules.Activation.Replace("\"activated\"", $"\"{fact}\"", StringComparison.Ordinal);

        Assert.Equal(found, Codes(rule, Rules.Factor).Contains("regulation.no-clawback"));
        Assert.DoesNotContain("regulation.no-clawback", Codes(rule, Rules.Factor, Rules.Clawback));
    }

    [Theory]
    [InlineData("0.39", 3, true)]
    [InlineData("0.40", 2, true)]
    [InlineData("0.40", 3, false)]
    [InlineData("0.60", 5, false)]
    public void A_deferral_lighter_than_the_guideline_is_a_finding(string share, int years, bool found)
    {
        var findings = PlanFinding.Of(
            PlanCheck
                .Of(
                    Rules.Document(
                        Rules.Activation,
                        Rules.Factor,
                        Rules.Clawback,
                        Rules
                            .Deferral.Replace("0.40", share, StringComparison.Ordinal)
                            .Replace("\"years\": 3", $"\"years\": {years}", StringComparison.Ordinal)
                    )
                )
                .Rules
        );

        Assert.Equal(found ? ["regulation.deferral-too-light"] : [], findings.Select(f => f.Code));
        Assert.All(findings, f => Assert.NotEmpty(f.Clause));
    }

    [Fact]
    public void A_plan_with_a_factor_a_clawback_and_a_full_deferral_has_no_finding() =>
        Assert.Empty(Codes(Rules.Activation, Rules.Factor, Rules.Clawback, Rules.Deferral));

    private static List<string> Codes(params string[] rules) =>
        PlanFinding.Of(PlanCheck.Of(Rules.Document(rules)).Rules).ConvertAll(f => f.Code);

    private static void AssertFault(string code, string path, params string[] rules) =>
        Assert.Contains((code, path), PlanCheck.Of(Rules.Document(rules)).Faults.Select(f => (f.Code, f.Path)));
}

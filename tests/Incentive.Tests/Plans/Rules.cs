using System.Text.Json;
using CardTeam.Contracts;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Plans;

namespace CardTeam.Incentive.Tests.Plans;

/// <summary>Rules as an analyst writes them, and plans made of them with the same check as an analyst's plan.</summary>
internal static class Rules
{
    public const string Activation = """
        { "id": "activation", "type": "per-unit", "fact": "activated", "tiering": "cumulative",
          "tiers": [ { "from": 0, "rate": "50.00" }, { "from": 10, "rate": "80.00" }, { "from": 30, "rate": "120.00" } ] }
        """;

    public const string Hundred =
        """{ "id": "activation", "type": "per-unit", "fact": "activated", "rate": "100.00" }""";
    public const string Instalment =
        """{ "id": "instalment", "type": "per-amount", "fact": "instalment", "rate": "0.0015" }""";

    public const string Gated = """
        { "id": "activation", "type": "per-unit", "fact": "activated", "tiering": "cumulative",
          "tiers": [ { "from": 0, "rate": "10.00" }, { "from": 1, "rate": "20.00" } ], "gate": { "certificate": "CARD-SALES", "cureDays": 30 } }
        """;

    public const string Factor = """
        { "id": "attainment", "type": "factor", "of": ["activation"], "by": "scorecard",
          "bands": [ { "from": "0", "factor": "0.6" }, { "from": "0.8", "factor": "0.8" }, { "from": "1", "factor": "1" }, { "from": "1.2", "factor": "1.2" } ] }
        """;

    public const string Complaints =
        """{ "id": "complaints", "type": "complaint", "perUpheld": { "minor": "50.00", "major": "200.00", "severe": "1000.00" } }""";
    public const string Clawback =
        """{ "id": "early-cancel", "type": "clawback", "fact": "cancelled", "withinDays": 30, "of": "activation" }""";
    public const string Cap = """{ "id": "cap", "type": "cap", "amount": "20000.00" }""";
    public const string Deferral =
        """{ "id": "deferral", "type": "deferral", "share": "0.40", "years": 3, "levels": ["senior"], "above": "1000.00" }""";

    public static string Json(string from, params string[] rules) =>
        $$"""{ "code": "CARD", "effectiveFrom": "{{from}}", "title": { "zh": "方案", "en": "Plan" }, "rules": [ {{string.Join(',', rules)}} ] }""";

    public static PlanDocument Document(params string[] rules) => Read(Json("2026-01", rules));

    public static PlanDocument Read(string json) => JsonSerializer.Deserialize<PlanDocument>(json, PlanDocument.Json)!;

    /// <summary>A plan ready for calculation.</summary>
    public static PlanInForce InForce(params string[] rules)
    {
        return Plan.Draft(Document(rules), 1, "analyst", DateTimeOffset.UnixEpoch).InForce();
    }

    /// <summary>A calendar with one plan in force from the first month to the last.</summary>
    public static PlanCalendar Calendar(string first, string last, params string[] rules)
    {
        var plan = InForce(rules);
        return Calendar(first, last, _ => plan);
    }

    public static PlanCalendar Calendar(string first, string last, Func<Period, PlanInForce> planOf)
    {
        var plans = new Dictionary<Period, PlanInForce>();
        for (var month = Period.Parse(first); month <= Period.Parse(last); month = month.Next())
            plans[month] = planOf(month);
        return new(Period.Parse(first), Period.Parse(last), plans);
    }
}

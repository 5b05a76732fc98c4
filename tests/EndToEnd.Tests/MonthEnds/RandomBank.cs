using System.Globalization;
using System.Text;
using CardTeam.EndToEnd.Tests.Reference;

namespace CardTeam.EndToEnd.Tests.MonthEnds;

/// <summary>
/// A small bank generated from a seed: any mixture of rules, facts, certificates, complaints, corrections and late
/// data.
/// </summary>
internal sealed class RandomBank
{
    private static readonly string[] Kinds =
    [
        "activated",
        "activated",
        "activated",
        "first-used",
        "instalment",
        "active-month",
        "overdue",
        "approved",
        "cancelled",
    ];
    private static readonly string[] Levels = ["trainee", "junior", "intermediate", "senior"];
    private readonly Random _random;
    private readonly int _year;
    private readonly string[] _managers;
    private readonly Dictionary<string, string> _leftOn;

    /// <param name="months">The number of months it closes, from January on.</param>
    /// <param name="moreFacts">
    /// Card facts per month beside the few dozen: work that takes long enough to be disturbed.
    /// </param>
    /// <param name="hasDecisions">
    /// True when people adjust, hold, recover and release pay after each month. Its months are years back, so that
    /// deferred pay falls due.
    /// </param>
    public RandomBank(int seed, int months = 3, int moreFacts = 0, bool hasDecisions = false)
    {
        Seed = seed;
        HasDecisions = hasDecisions;
        _year = hasDecisions ? 2024 : 2026;
        _random = new Random(seed);
        MoreFacts = moreFacts;
        Months = Enumerable.Range(0, months).Select(m => $"{new DateOnly(_year, 1, 1).AddMonths(m):yyyy-MM}").ToArray();
        _managers = Enumerable.Range(1, _random.Next(2, 6)).Select(i => $"R{i:00}").ToArray();
        // The demonstration user "manager" states a side.
        if (hasDecisions)
            _managers[0] = "M0001";
        _leftOn = _managers.ToDictionary(m => m, _ => Chance(8) ? $"{_year}-02-20" : "", StringComparer.Ordinal);
        Plan = MakePlan();
        Files = MakeFiles();
    }

    public int Seed { get; }

    public bool HasDecisions { get; }

    public IReadOnlyList<string> Managers => _managers;

    /// <summary>The number of card facts added to the few that a test looks at.</summary>
    public int MoreFacts { get; }

    public string[] Months { get; }

    public string Plan { get; }

    /// <summary>
    /// The files in the order they become known: stage 0 before the first close, stage 1 before the second.
    /// </summary>
    public IReadOnlyList<(int Stage, string Service, string Kind, string Csv)> Files { get; }

    public string ScoreSheet =>
        $$"""
            { "effectiveFrom": "{{_year}}-01", "kpis": [ { "kpi": "activated", "weight": "0.25" }, { "kpi": "active-amount", "weight": "0.15" }, { "kpi": "overdue", "weight": "0.3" },
              { "kpi": "active-rate", "weight": "0.1" }, { "kpi": "attendance", "weight": "0.2" } ] }
            """;

    public void TeachReference(ReferenceBank reference)
    {
        foreach (var level in Levels)
            reference.PutScoreSheet(level, ScoreSheet);
        reference.PutPlan(Plan);
    }

    public async Task PrepareAsync(BankAtWork people)
    {
        foreach (var level in Levels)
            await people.PutScoreSheetAsync(level, ScoreSheet);
        await people.PutPlanAsync("RANDOM", Plan);
    }

    /// <summary>Does the same where a crash may have left some of it done.</summary>
    public async Task PrepareOnceAsync(BankAtWork people)
    {
        if (
            (await people.GetAsync("/incentive/plans", "analyst"))
                .GetProperty("items")
                .EnumerateArray()
                .All(p => p.GetProperty("status").GetString() != "approved")
        )
            await PrepareAsync(people);
    }

    private List<(int, string, string, string)> MakeFiles()
    {
        var files = new List<(int, string, string, string)>
        {
            (
                0,
                "performance",
                "org-units",
                "code,name,parent,kind\nHO,Head office,,head-office\nB1,Branch,HO,branch\n"
            ),
            (
                0,
                "performance",
                "managers",
                "manager_no,name,org,hired_on,level,left_on\n"
                    + Lines(_managers, m => $"{m},Manager {m},B1,2020-01-01,{Pick(Levels)},{_leftOn[m]}")
            ),
            (
                0,
                "performance",
                "targets",
                "manager_no,period,kpi,target\n"
                    + Lines(
                        _managers.SelectMany(m =>
                            Months.SelectMany(p =>
                                new[]
                                {
                                    ("activated", _random.Next(1, 8)),
                                    ("active-amount", _random.Next(100, 3000)),
                                    ("overdue", _random.Next(0, 3)),
                                    ("active-rate", 1),
                                }.Select(k => (m, p, k.Item1, k.Item2))
                            )
                        ),
                        t => $"{t.m},{t.p},{t.Item3},{t.Item4}"
                    )
            ),
        };

        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var stage = 0; stage < Months.Length; stage++)
        {
            var facts = Enumerable
                .Range(0, _random.Next(10, 45) + MoreFacts)
                .Select(i => Fact($"F{stage}-{i}", stage))
                .ToList();
            // Corrections and withdrawals of known facts, mostly in closed months.
            var changed = new HashSet<string>(StringComparer.Ordinal);
            for (var i = _random.Next(0, 6); i > 0 && known.Count > 0; i--)
            {
                var reference = known.Keys.Order(StringComparer.Ordinal).ElementAt(_random.Next(known.Count));
                if (changed.Add(reference))
                    facts.Add(Chance(3) ? known[reference] + "true" : Fact(reference, stage));
            }

            foreach (var fact in facts)
                known[fact[..fact.IndexOf(',', StringComparison.Ordinal)]] = fact.EndsWith(
                    "true",
                    StringComparison.Ordinal
                )
                    ? fact[..^4]
                    : fact;
            files.Add(
                (
                    stage,
                    "performance",
                    "card-facts",
                    "fact_ref,manager_no,kind,card_ref,occurred_on,product,amount,void\n" + Lines(facts, f => f)
                )
            );
            // Promotions and demotions, from now or from a day, some of them repeated.
            if (stage > 0)
                files.Add(
                    (
                        stage,
                        "performance",
                        "managers",
                        "manager_no,name,org,hired_on,level,left_on,effective_on\n"
                            + Lines(
                                _managers.Concat(_managers).Where(_ => Chance(3)),
                                m =>
                                    $"{m},Manager {m},B1,2020-01-01,{Pick(Levels)},{_leftOn[m]},{(Chance(2) ? Day(_random.Next(Months.Length)) : "")}"
                            )
                    )
                );
            files.Add(
                (
                    stage,
                    "performance",
                    "indicators",
                    "manager_no,period,kpi,value\n"
                        + Lines(
                            _managers.Where(_ => Chance(2)),
                            m => $"{m},{Months[_random.Next(stage + 1)]},attendance,{_random.Next(80, 101)}"
                        )
                )
            );
            files.Add(
                (
                    stage,
                    "performance",
                    "targets",
                    "manager_no,period,kpi,target\n"
                        + Lines(
                            _managers.Where(_ => Chance(2)),
                            m => $"{m},{Months[_random.Next(stage + 1)]},attendance,{_random.Next(90, 101)}"
                        )
                )
            );
            files.Add(
                (
                    stage,
                    "training",
                    "certificates",
                    "manager_no,certificate,valid_from,valid_to\n"
                        + Lines(
                            _managers.Where(_ => Chance(2)),
                            m => $"{m},SALES,{Day(_random.Next(Months.Length))},{(Chance(2) ? "" : $"{_year}-12-31")}"
                        )
                )
            );
            files.Add(
                (
                    stage,
                    "feedback",
                    "complaints",
                    "complaint_ref,manager_no,received_on,channel,category,severity,outcome,resolved_on\n"
                        + Lines(
                            Enumerable.Range(0, _random.Next(0, 4)),
                            i =>
                                $"Q{_random.Next(stage + 1)}-{i},{Pick(_managers)},{_year}-01-01,phone,fees,{Pick(["minor", "major", "severe"])},{Pick(["upheld,", "rejected,"])}{Day(_random.Next(stage + 1))}"
                        )
                )
            );
        }

        return files.Where(f => f.Item4.IndexOf('\n', StringComparison.Ordinal) < f.Item4.Length - 1).ToList();
    }

    private string Fact(string reference, int stage)
    {
        var kind = Pick(Kinds);
        var month = Chance(3) ? _random.Next(Months.Length) : Math.Min(stage, Months.Length - 1);
        var amount = kind is "instalment" or "active-month" ? $"{_random.Next(0, 4000)}.{_random.Next(0, 100):00}" : "";
        return $"{reference},{Pick(_managers)},{kind},C{_random.Next(12 + MoreFacts / 4)},{Day(month)},{Pick(["gold", "standard", ""])},{amount},";
    }

    private string MakePlan()
    {
        var rules = new List<string>
        {
            $$"""
                { "id": "activation", "type": "per-unit", "fact": "activated", "tiering": "{{Pick([
                    "cumulative",
                    "whole",
                ])}}",{{(Chance(3) ? """ "products": ["gold", "standard"],""" : "")}}
                  "tiers": [ { "from": 0, "rate": "{{Rate(50)}}" }, { "from": 2, "rate": "{{Rate(
                    80
                )}}" }, { "from": 4, "rate": "{{Rate(120)}}" } ]{{Gate()}} }
                """,
        };
        if (Chance(2))
            rules.Add(
                $$"""{ "id": "first-use", "type": "per-unit", "fact": "first-used", "rate": "{{Rate(20)}}"{{Gate()}} }"""
            );
        if (Chance(2))
            rules.Add(
                $$"""{ "id": "instalment", "type": "per-amount", "fact": "instalment", "rate": "0.00{{_random.Next(1, 99):00}}"{{Gate()}} }"""
            );
        rules.Add(
            $$"""
            { "id": "spend", "type": "per-amount", "fact": "active-month", "tiering": "{{Pick([
                "cumulative",
                "whole",
                "per-item",
            ])}}",
              "tiers": [ { "from": "0", "rate": "0.01" }, { "from": "1000", "rate": "0.02" }, { "from": "3000.50", "rate": "0.033" } ]{{Gate()}} }
            """
        );
        if (Chance(2))
            rules.Add(
                """
                { "id": "attainment", "type": "factor", "of": ["activation", "spend"], "by": "scorecard",
                  "bands": [ { "from": "0", "factor": "0.6" }, { "from": "0.8", "factor": "0.85" }, { "from": "1", "factor": "1" }, { "from": "1.2", "factor": "1.25" } ] }
                """
            );
        if (Chance(2))
            rules.Add(
                $$"""{ "id": "complaints", "type": "complaint", "perUpheld": { "minor": "{{_random.Next(0, 60)}}.00", "major": "200.50", "severe": "{{_random.Next(200, 1500)}}.00" } }"""
            );
        if (Chance(2))
            rules.Add(
                $$"""{ "id": "early-cancel", "type": "clawback", "fact": "cancelled", "withinDays": {{_random.Next(0, 60)}}, "of": "activation" }"""
            );
        if (Chance(2))
            rules.Add($$"""{ "id": "cap", "type": "cap", "amount": "{{_random.Next(100, 900)}}.00" }""");
        if (Chance(2))
            rules.Add(
                $$"""{ "id": "deferral", "type": "deferral", "share": "0.{{_random.Next(10, 60)}}", "years": {{_random.Next(1, 5)}}, "levels": ["senior", "junior"], "above": "{{_random.Next(0, 300)}}.00" }"""
            );
        if (HasDecisions)
        {
            rules.RemoveAll(r => r.Contains("deferral", StringComparison.Ordinal));
            rules.Add("""{ "id": "deferral", "type": "deferral", "share": "0.40", "years": 3 }""");
            rules.Add(
                """{ "id": "reserve", "type": "reserve", "tiers": [ { "from": "0", "share": "0.10" } ], "settle": "02" }"""
            );
            rules.Add("""{ "id": "limit", "type": "deduction-limit", "share": "0.20", "floor": "50.00" }""");
            rules.Add("""{ "id": "least", "type": "minimum", "amount": "100.00", "recover": true }""");
        }

        return $$"""{ "code": "RANDOM", "effectiveFrom": "{{_year}}-01", "title": { "zh": "随机", "en": "Random" }, "rules": [ {{string.Join(", ", rules)}} ] }""";
    }

    private string Gate() =>
        Chance(2) ? $$""", "gate": { "certificate": "SALES", "cureDays": {{Pick(["0", "10", "30", "45"])}} }""" : "";

    private string Rate(int about) =>
        string.Create(CultureInfo.InvariantCulture, $"{about + _random.Next(0, 20)}.{_random.Next(0, 1000):000}");

    private string Day(int month) => $"{Months[month]}-{_random.Next(1, 29):00}";

    private bool Chance(int oneIn) => _random.Next(oneIn) == 0;

    private T Pick<T>(T[] some) => some[_random.Next(some.Length)];

    private static string Lines<T>(IEnumerable<T> items, Func<T, string> line)
    {
        var text = new StringBuilder();
        foreach (var item in items)
            text.Append(line(item)).Append('\n');
        return text.ToString();
    }
}

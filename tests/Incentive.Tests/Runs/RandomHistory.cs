using System.Globalization;
using CardTeam.Contracts;
using CardTeam.Contracts.Feedback;
using CardTeam.Contracts.Performance;
using CardTeam.Contracts.Training;
using CardTeam.Incentive.Books;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Plans;
using CardTeam.Incentive.Tests.Plans;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Tests.Runs;

/// <summary>
/// The books of a small bank, month by month, generated from a number: any mixture of rules, and everything that may
/// become known late. Cards, managers and days are so few that they collide.
/// </summary>
internal sealed class RandomHistory
{
    private const string Gate = "CARD-SALES";

    private static readonly DateOnly FirstDay = new(2026, 1, 1);
    private static readonly string[] Levels = ["trainee", "junior", "intermediate", "senior"];

    private static readonly CardFactKind[] Kinds =
    [
        CardFactKind.Activated,
        CardFactKind.Activated,
        CardFactKind.Activated,
        CardFactKind.Approved,
        CardFactKind.FirstUsed,
        CardFactKind.Instalment,
        CardFactKind.Instalment,
        CardFactKind.Cancelled,
        CardFactKind.Cancelled,
    ];

    private readonly Random _random;
    private readonly int _cards;
    private readonly int _managersAtMost;
    private readonly bool _isStill;
    private readonly Dictionary<string, ManagerProfile> _profiles = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CardFact> _facts = new(StringComparer.Ordinal);
    private readonly List<CardFact> _versions = [];
    private readonly Dictionary<(string, DateOnly), CertificateInterval> _certificates = [];
    private readonly Dictionary<string, ComplaintState> _complaints = new(StringComparer.Ordinal);
    private readonly Dictionary<(string, Period), int> _scores = [];
    private readonly List<(string Table, Action<IncentiveDbContext> Add)> _held = [];
    private int _number;
    private int _reorganised;

    public RandomHistory(int seed)
    {
        _random = new Random(seed);
        Months = _random.Next(3, 8);
        _managersAtMost = _random.Next(2, 7);
        _cards = _random.Next(4, 40);
        // In some banks little comes late, so that most managers are touched by nothing.
        _isStill = Chance(3);
        for (var i = _random.Next(1, _managersAtMost + 1); i > 0; i--)
            Hire();
    }

    public int Months { get; }

    private int Managers => _profiles.Count;

    public static Period MonthOf(int close) => Period.MonthOf(FirstDay.AddMonths(close - 1));

    /// <summary>The plan in force from the first month, and others that replace it in later ones.</summary>
    public IEnumerable<Plan> Plans()
    {
        var number = 0;
        for (var close = 1; close <= Months; close++)
        {
            if (close > 1 && !Chance(4))
                continue;
            number++;
            var document = Rules.Read(Rules.Json(MonthOf(close).ToString(), [.. MakeRules()]));
            Assert.Equal("", string.Join("; ", Plan.Check(document).Faults.Select(f => $"{f.Path}: {f.En}")));
            var plan = Plan.Draft(document, number, "analyst", DateTimeOffset.UnixEpoch);
            plan.Approve("approver", "a test", null, number, DateTimeOffset.UnixEpoch);
            yield return plan;
        }
    }

    /// <summary>
    /// Adds what becomes known before a close. What of the two other services is late for a run without them is added
    /// by <see cref="Catch"/>.
    /// </summary>
    public void Learn(int close, IncentiveDbContext db, bool isTrainingLate, bool isFeedbackLate)
    {
        if (Managers < _managersAtMost && Chance(3))
            Hire();
        if (close == 1 || Chance(4))
            Reorganise();
        for (var i = _random.Next(2, 14); i > 0; i--)
            Record(NewFact(close), close);
        for (var i = Chance(2) ? _random.Next(0, _isStill ? 2 : 4) : 0; i > 0 && _facts.Count > 0; i--)
            Correct(close);
        for (var i = _random.Next(0, 3); i > 0; i--)
            Certify(close);
        for (var i = _random.Next(0, 3); i > 0; i--)
            Complain(close);
        for (var i = Chance(3) ? 1 : 0; i > 0; i--)
            Change(close);
        var wins = Chance(3) ? _profiles.Keys.Where(_ => Chance(3)).ToList() : [];
        foreach (var winner in wins)
            _held.Add(("WonContests", to => to.WonContests.Add(new($"K{close}", winner, MonthOf(close), close))));
        for (var i = Chance(2) ? _random.Next(1, 3) : 0; i > 0; i--)
            Complete(close);
        foreach (var manager in _profiles.Keys.ToList())
        {
            if (!Chance(5))
                Score(manager, MonthOf(close), close);
            if (Chance(_isStill ? 30 : 8))
                Score(manager, MonthOf(_random.Next(1, close + 1)), close);
        }

        // A quarter or half-year is closed after its last month, and known to the closes after that one.
        foreach (var longer in new[] { "2026-Q1", "2026-Q2", "2026-H1" }.Select(Period.Parse))
            if (longer.LastDay < MonthOf(close).FirstDay && !Chance(3))
                foreach (var manager in _profiles.Keys)
                    if (_scores.ContainsKey((manager, longer)) ? Chance(8) : !Chance(4))
                        Score(manager, longer, close);

        foreach (var (manager, profile) in _profiles.ToList())
            if (profile.KnownFrom == 0)
            {
                _profiles[manager] = profile with { KnownFrom = close };
                var known = _profiles[manager];
                _held.Insert(0, ("Managers", to => to.Managers.Add(new(known))));
            }

        foreach (var held in _held.ToList())
        {
            if (
                (isTrainingLate && held.Table is ("Certificates" or "TrainingFacts"))
                || (held.Table == "Complaints" && isFeedbackLate)
            )
                continue;
            held.Add(db);
            _held.Remove(held);
        }
    }

    /// <summary>Adds what a run had to do without.</summary>
    public void Catch(IncentiveDbContext db)
    {
        foreach (var (_, add) in _held)
            add(db);
        _held.Clear();
    }

    /// <summary>The versions of facts known so far, with their ends.</summary>
    public IReadOnlyList<CardFact> Facts => _versions;

    public bool Chance(int oneIn) => _random.Next(oneIn) == 0;

    private void Hire()
    {
        var number = $"M{Managers + 1}";
        var hired = FirstDay.AddDays(_random.Next(-400, 60));
        var leftOn = Chance(8) ? hired.AddDays(_random.Next(420, 560)) : (DateOnly?)null;
        _profiles[number] = new(
            number,
            1,
            0,
            hired,
            Chance(2) ? hired : null,
            leftOn,
            Chance(12) ? [] : [new(hired, Pick("B1", "B2"), Pick("regular", "contract", null), Pick(Levels), "A", null)]
        );
    }

    /// <summary>Branches lie below head office, or below the area that lies below it.</summary>
    private void Reorganise()
    {
        _reorganised++;
        OrgUnit[] units =
        [
            new("HQ", null, _reorganised),
            new("A", "HQ", _reorganised),
            new("B1", Pick("HQ", "A"), _reorganised),
            new("B2", Pick("HQ", "A"), _reorganised),
        ];
        var isFirst = _reorganised == 1;
        _held.Add(
            (
                "OrgUnits",
                db =>
                {
                    foreach (var unit in units)
                        if (isFirst)
                            db.OrgUnits.Add(new(unit));
                        else
                            db.OrgUnits.Find(unit.Code)!.Replace(unit);
                }
            )
        );
    }

    /// <summary>A promotion, a departure, a return, or a correction of any of it.</summary>
    private void Change(int close)
    {
        var manager = Manager();
        var was = _profiles[manager];
        if (was.KnownFrom == 0)
            return;
        var day = DayAround(close);
        var now = _random.Next(4) switch
        {
            0 => was with { LeftOn = was.LeftOn is null && day > was.HiredOn ? day : null },
            1 when was.LeftOn is { } left && day > left => was with
            {
                EarlierEmployments = [.. was.EarlierEmployments ?? [], new(was.HiredOn, left)],
                HiredOn = day,
                LeftOn = null,
            },
            2 => was with { InPostSince = was.InPostSince is null ? was.HiredOn : null },
            _ => was with
            {
                Postings =
                [
                    .. was.Postings.Where(p => p.From < day),
                    new(
                        From: day,
                        Org: Pick("B1", "B2"),
                        Employment: Pick("regular", "contract", null),
                        Level: Pick(Levels),
                        Step: Pick("A", "B"),
                        Area: null,
                        Supervisor: Manager(),
                        Mentor: Pick(null, Manager())
                    ),
                ],
            },
        };
        now = now with { Version = was.Version + 1, KnownFrom = close };
        _profiles[manager] = now;
        _held.Add(("Managers", db => db.Managers.Add(new(now))));
    }

    private CardFact NewFact(int close, string? reference = null)
    {
        var kind = Pick(Kinds);
        return new(
            reference ?? $"F{_number++:0000}",
            1,
            Manager(),
            kind,
            $"C{_random.Next(_cards)}",
            DayAround(close),
            Pick("gold", "silver", null),
            kind == CardFactKind.Instalment ? new(_random.Next(0, 90_000)) : null,
            false,
            close,
            null
        );
    }

    /// <summary>A day of the month of a close, mostly; of an earlier one, or of the next one, now and then.</summary>
    private DateOnly DayAround(int close)
    {
        var month =
            Chance(_isStill ? 25 : 5) ? _random.Next(1, close + 1)
            : Chance(12) ? close + 1
            : close;
        return MonthOf(month).FirstDay.AddDays(_random.Next(MonthOf(month).LastDay.Day));
    }

    private void Record(CardFact fact, int close)
    {
        if (_facts.TryGetValue(fact.FactRef, out var known))
        {
            if (known.KnownFrom == close)
                return;
            _versions[_versions.IndexOf(known)] = known with { KnownUntil = close };
            fact = fact with { Version = known.Version + 1 };
        }

        _facts[fact.FactRef] = fact;
        _versions.Add(fact);
    }

    /// <summary>Corrects one thing of a fact, or all, or takes it back.</summary>
    private void Correct(int close)
    {
        var known = _facts.Values.ElementAt(_random.Next(_facts.Count));
        if (known.Void)
            return;
        var other = NewFact(close, known.FactRef);
        var fact = _random.Next(6) switch
        {
            0 => known with { ManagerNo = other.ManagerNo },
            1 => known with { OccurredOn = other.OccurredOn },
            2 => known with { CardRef = other.CardRef },
            3 => known with { Void = true },
            4 => known with { Product = other.Product },
            _ => other,
        };
        Record(fact with { KnownFrom = close, KnownUntil = null }, close);
    }

    private void Certify(int close)
    {
        var manager = Manager();
        var from = _certificates.Keys.FirstOrDefault(k => k.Item1 == manager && Chance(3)).Item2;
        if (from == default)
            from = DayAround(close);
        var version = _certificates.TryGetValue((manager, from), out var was) ? was.Version + 1 : 1;
        var to =
            Chance(3) ? (DateOnly?)null
            : Chance(10) ? DateOnly.MaxValue
            : from.AddDays(_random.Next(-2, 120));
        var interval = new CertificateInterval(manager, Gate, from, to, version, close);
        _certificates[(manager, from)] = interval;
        _held.Add(("Certificates", db => db.Certificates.Add(new(interval))));
    }

    private void Complete(int close)
    {
        var completed = new CompletedCourse(
            ManagerNo: Manager(),
            Course: Pick("AML-01", "SALES-1"),
            CourseVersion: 1,
            Session: $"S{_number++:0000}",
            CompletedOn: DayAround(close),
            KnownFrom: close
        );
        _held.Add(("TrainingFacts", db => db.TrainingFacts.Add(new(completed, close))));
    }

    private void Complain(int close)
    {
        var reference = _complaints.Count > 0 && Chance(3) ? Pick([.. _complaints.Keys]) : $"P{_number++:0000}";
        var version = _complaints.TryGetValue(reference, out var was) ? was.Version + 1 : 1;
        var outcome = Pick("upheld", "upheld", "rejected", null);
        var state = new ComplaintState(
            reference,
            version,
            close,
            Manager(),
            Pick("minor", "major", "severe"),
            outcome,
            outcome is null ? null : DayAround(close)
        );
        _complaints[reference] = state;
        _held.Add(("Complaints", db => db.Complaints.Add(new(state))));
    }

    private void Score(string manager, Period month, int close)
    {
        var version = _scores.GetValueOrDefault((manager, month)) + 1;
        _scores[(manager, month)] = version;
        var score = new Score(manager, month, version, close, Chance(10) ? null : _random.Next(0, 15_000) / 10_000m)
        {
            Kpis = Chance(3) ? null : [new("volume", new(_random.Next(0, 90), 70))],
        };
        _held.Add(("Scores", db => db.Scores.Add(new(score))));
    }

    private IEnumerable<string> MakeRules()
    {
        var of = new List<string> { "\"activation\"" };
        yield return Chance(2)
            ? $$"""
                { "id": "activation", "type": "per-unit", "fact": "activated", "tiering": "{{Pick(
                    "cumulative",
                    "whole"
                )}}"{{Gates()}}{{(Chance(3) ? """, "products": ["gold", "silver"]""" : "")}},
                  "tiers": [ { "from": 0, "rate": "{{Rate(12)}}" }, { "from": 2, "rate": "{{Rate(
                    20
                )}}" }, { "from": 4, "rate": "{{Rate(33)}}" } ] }
                """
            : $$"""
                { "id": "activation", "type": "per-unit", "fact": "activated", "rate": "{{Rate(
                    25
                )}}"{{Gates()}}{{(Chance(3) ? """, "levels": ["senior", "junior"]""" : "")}}{{(Chance(5) ? """, "org": "A" """ : "")}} }
                """;
        if (Chance(2))
            yield return $$"""
                { "id": "first-use", "type": "per-unit", "fact": "first-used",
                  "rate": "{{Rate(9)}}"{{Gates()}} }
                """;
        if (Chance(3))
            yield return $$"""
                { "id": "contests", "type": "per-unit", "fact": "contest-won", "rate": "{{Rate(
                    15
                )}}"{{Gates()}}{{Pick("", """, "products": ["K1", "K2", "K4"]""")}} }
                """;
        if (Chance(3))
            yield return $$"""
                { "id": "courses", "type": "per-unit", "fact": "course-completed", "rate": "{{Rate(
                    12
                )}}"{{Gates()}}{{Pick("", """, "products": ["AML-01"]""")}} }
                """;
        if (Chance(2))
        {
            of.Add("\"instalment\"");
            yield return Pick(
                """
                { "id": "instalment", "type": "per-amount", "fact": "instalment", "rate": "0.0123",
                  "least": "1.00", "most": "6.50" }
                """,
                """
                { "id": "instalment", "type": "per-amount", "fact": "instalment", "tiering": "cumulative",
                  "tiers": [ { "from": 0, "rate": "0.0015" }, { "from": "500", "rate": "0.0333" } ] }
                """,
                """
                { "id": "instalment", "type": "per-amount", "fact": "instalment", "tiering": "per-item", "most": "9.99",
                  "tiers": [ { "from": "0", "to": "100", "amount": "1.00" }, { "from": "100", "to": "400",
                    "amount": "7.00" } ] }
                """,
                """
                { "id": "instalment", "type": "per-amount", "fact": "instalment", "tiering": "whole",
                  "tiers": [ { "upTo": "300", "rate": "0.001" }, { "upTo": "900", "rate": "0.0077" }, { "rate": "0.01" } ] }
                """
            );
        }

        if (Chance(2))
            yield return $$"""
                { "id": "attainment", "type": "factor", "of": [{{string.Join(", ", of)}}], "by": "scorecard",
                  "bands": [ { "from": "0", "factor": "0.6" }, { "from": "0.8",
                    "factor": "0.85" }, { "from": "1.2", "factor": "1.2" } ] }
                """;
        if (Chance(3))
            yield return $$"""
                { "id": "longer", "type": "factor", "of": ["activation"], "by": "scorecard",
                  "rhythm": "{{Pick("quarter", "quarter", "half", "year", "month")}}",
                  "bands": [ { "from": "0", "factor": "0.7" }, { "from": "0.9", "factor": "1.1" } ] }
                """;
        if (Chance(4))
            yield return """
                { "id": "step", "type": "factor", "of": ["activation"], "by": "pay-step", "levels": ["senior", "junior"],
                  "values": { "junior-A": "0.95", "junior-B": "1.05", "junior-C": "1", "senior-A": "1.1",
                    "senior-B": "1.2", "senior-C": "1.3" } }
                """;
        if (Chance(6))
            yield return $$"""
                { "id": "quality", "type": "factor", "of": [{{of[^1]}}], "by": "scorecard", "employment": ["regular"],
                  "bands": [ { "upTo": "0.5", "factor": "0" }, { "upTo": "1", "factor": "0.9" }, { "factor": "1.01" } ] }
                """;
        if (Chance(4))
            yield return """
                { "id": "figures", "type": "factor", "of": ["activation"], "by": "kpis", "org": "A",
                  "kpis": [ { "kpi": "volume", "weight": "1" } ], "below": "0.5", "belowFactor": "0.3" }
                """;
        if (Chance(2))
            yield return $$"""
                { "id": "complaints", "type": "complaint", "perUpheld": { "minor": "5.00", "major": "20.00",
                  "severe": "100.00" }{{Pick("", """, "holdUntilDecided": true""")}}{{Pick(
                    "",
                    "",
                    """, "org": "A" """
                )}} }
                """;
        // Rarely: a plan with any of them is recomputed in full each month.
        if (Chance(15))
            yield return $$"""
                { "id": "teaching", "type": "{{Pick("split", "override")}}", "of": ["activation"],
                  "to": "{{Pick("mentor", "supervisor")}}", "share": "0.15" }
                """;
        if (Chance(15))
            yield return Pick(
                """{ "id": "pool", "type": "pool", "amount": "50.00", "by": "scorecard", "levels": ["junior", "senior"] }""",
                """{ "id": "pool", "type": "pool", "amount": "70.01", "by": "scorecard", "org": "A" }""",
                """{ "id": "pool", "type": "pool", "amount": "33.33", "by": "earned", "of": ["activation"] }""",
                """{ "id": "budget", "type": "budget", "amount": "150.00" }"""
            );
        var back = _random.Next(5);
        if (back < 4)
            yield return $$"""
                { "id": "early-cancel", "type": "clawback", "fact": "cancelled", "withinDays": {{_random.Next(
                    0,
                    120
                )}}, "of": "activation"{{(back == 0 ? """, "method": "recompute" """ : "")}} }
                """;
        if (of.Count == 1 && Chance(6))
            yield return """
                { "id": "instalment-2", "type": "per-amount", "fact": "instalment", "rate": "0.001" },
                { "id": "instalment-back", "type": "clawback", "fact": "cancelled", "withinDays": 60,
                  "of": "instalment-2" }
                """;
        if (Chance(3))
            yield return """
                { "id": "post", "type": "fixed", "by": "level", "prorate": "calendar-days",
                  "values": { "trainee": "10.00", "junior": "20.01", "intermediate": "30.00", "senior": "40.00" } }
                """;
        if (Chance(5))
            yield return """
                { "id": "grade", "type": "fixed", "by": "employment", "values": { "regular": "12.34", "contract": "0" } }
                """;
        if (Chance(4))
            yield return $$"""
                { "id": "area", "type": "fixed", "by": "level", "org": "{{Pick("A", "B1", "HQ")}}",
                  "values": { "trainee": "7.01", "junior": "7.02", "intermediate": "7.03", "senior": "7.04" } }
                """;
        if (Chance(6))
            yield return """
                { "id": "service", "type": "seniority", "mode": "whole", "minYears": 1, "employment": ["contract"],
                  "bands": [ { "upTo": "1", "rate": "4.00" }, { "rate": "6.00" } ] }
                """;
        if (Chance(5))
            yield return """
                { "id": "years", "type": "seniority", "mode": "marginal", "bands": [ { "from": 0,
                  "rate": "1.50" }, { "from": 2, "rate": "3" } ] }
                """;
        if (Chance(3))
            yield return """{ "id": "limit", "type": "deduction-limit", "share": "0.20", "floor": "10.00" }""";
        if (Chance(2))
            yield return $$"""
                { "id": "least", "type": "minimum", "amount": "{{_random.Next(
                    10,
                    90
                )}}.00", "recover": {{Pick("true", "true", "false")}} }
                """;
        if (Chance(2))
            yield return Chance(3)
                ? """
                    { "id": "cap", "type": "cap", "amount": "120.00", "org": "B1" },
                    { "id": "cap-2", "type": "cap", "amount": "90.00", "org": "B2" }
                    """
                : """{ "id": "cap", "type": "cap", "amount": "120.00" }""";
        if (Chance(3))
            yield return """
                { "id": "reserve", "type": "reserve", "settle": "02",
                  "tiers": [ { "from": 0, "share": "0" }, { "from": 40, "share": "0.10" }, { "from": 90,
                    "share": "0.2" } ] }
                """;
        if (Chance(2))
            yield return """
                { "id": "deferral", "type": "deferral", "share": "0.40", "years": 3, "levels": ["senior"],
                  "above": "30.00" }
                """;
    }

    private string Gates() =>
        Chance(2) ? $$""", "gate": { "certificate": "{{Gate}}", "cureDays": {{Pick("0", "10", "30", "75")}} }""" : "";

    private string Rate(int about) =>
        string.Create(CultureInfo.InvariantCulture, $"{about + _random.Next(0, 9)}.{_random.Next(0, 100):00}");

    private string Manager() => $"M{_random.Next(Managers) + 1}";

    private T Pick<T>(params T[] some) => some[_random.Next(some.Length)];
}

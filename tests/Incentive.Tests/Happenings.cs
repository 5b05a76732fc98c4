using CardTeam.Contracts;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Tests.Plans;
using FsCheck;
using FsCheck.Fluent;

namespace CardTeam.Incentive.Tests;

/// <summary>An event of another service, and the close before which it becomes known.</summary>
/// <param name="Key">Two statements about one thing (a fact and its correction) share it.</param>
/// <param name="IsFirst">True for the first statement about its thing.</param>
internal sealed record Saying(int HeardBefore, string Key, bool IsFirst, string Text, Action<OtherServices> To)
{
    public override string ToString() => $"{HeardBefore}: {Text}";
}

/// <summary>
/// Random events in a bank from April to July 2026, small enough that cards, managers and days collide.
/// </summary>
internal static class Happenings
{
    /// <summary>Every type of rule, in a first and a second plan, so that months have different rates.</summary>
    public static readonly string[] FirstRules =
    [
        """
            { "id": "activation", "type": "per-unit", "fact": "activated", "tiering": "cumulative", "gate": { "certificate": "CARD-SALES", "cureDays": 20 },
              "tiers": [ { "from": 0, "rate": "10.05" }, { "from": 2, "rate": "20.00" }, { "from": 4, "rate": "33.33" } ] }
            """,
        """
            { "id": "instalment", "type": "per-amount", "fact": "instalment", "tiering": "cumulative",
            "tiers": [ { "from": 0, "rate": "0.0015" }, { "from": "500", "rate": "0.0333" } ] }
            """,
        """
            { "id": "attainment", "type": "factor", "of": ["activation", "instalment"], "by": "scorecard",
              "bands": [ { "from": "0", "factor": "0.6" }, { "from": "0.8", "factor": "0.85" }, { "from": "1.2", "factor": "1.2" } ] }
            """,
        """
            { "id": "complaints", "type": "complaint", "perUpheld": { "minor": "5.00", "major": "20.00",
            "severe": "100.00" } }
            """,
        """{ "id": "early-cancel", "type": "clawback", "fact": "cancelled", "withinDays": 30, "of": "activation" }""",
        """{ "id": "cap", "type": "cap", "amount": "120.00" }""",
        """
            { "id": "deferral", "type": "deferral", "share": "0.40", "years": 3, "levels": ["senior"],
            "above": "30.00" }
            """,
    ];

    public static readonly string[] SecondRules =
    [
        """
            { "id": "activation", "type": "per-unit", "fact": "activated", "tiering": "whole",
            "products": ["gold", "silver"], "tiers": [ { "from": 0, "rate": "12.00" }, { "from": 3,
            "rate": "17.50" } ] }
            """,
        FirstRules[2].Replace(", \"instalment\"", "", StringComparison.Ordinal),
        FirstRules[3],
        FirstRules[4].Replace("30", "45", StringComparison.Ordinal),
    ];

    public static readonly PlanInForce First = Rules.InForce(FirstRules);
    public static readonly PlanInForce Second = Rules.InForce(SecondRules);

    /// <summary>The month closed by each close: April is the first.</summary>
    public static string Month(int close) => $"2026-{3 + close:00}";

    /// <summary>The plans from April to the month of a close; the second plan is in force from June.</summary>
    public static PlanCalendar Calendar(int close) =>
        Rules.Calendar(Month(1), Month(close), month => month < Period.Parse("2026-06") ? First : Second);

    private static readonly Gen<string> Manager = Gen.Elements("M1", "M2", "M3");

    private static readonly Gen<string> Day = Gen.Choose(0, 121)
        .Select(d => new DateOnly(2026, 4, 1).AddDays(d).ToString("yyyy-MM-dd"));

    /// <summary>
    /// Generates up to forty statements, a third of them corrections of earlier ones, each known before one of the
    /// closes.
    /// </summary>
    public static Gen<Saying[]> Sayings(int closes) =>
        from things in Gen.CollectToArray(Enumerable.Range(0, 24), number => Thing($"{number:00}", closes))
        from kept in Gen.SubListOf(things)
        select kept.SelectMany(s => s).OrderBy(s => s.HeardBefore).ToArray();

    public static Gen<Saying> Fact(string reference) =>
        from kind in Gen.Elements("activated", "activated", "activated", "cancelled", "instalment", "approved")
        from manager in Manager
        from card in Gen.Choose(1, 8)
        from day in Day
        from product in Gen.Elements("gold", "silver", null)
        from fen in Gen.Choose(0, 90_000)
        let amount = kind == "instalment" ? $"{fen / 100}.{fen % 100:00}" : null
        select new Saying(
            1,
            reference,
            true,
            $"{reference} {kind} C{card} {day} {manager} {product} {amount}",
            o => o.Fact(reference, kind, $"C{card}", day, manager, amount, product)
        );

    private static Gen<Saying[]> Thing(string number, int closes) =>
        Gen.Frequency(
            (6, Twice(Fact($"F{number}"), closes)),
            (
                1,
                from fact in Fact($"V{number}")
                from heard in Gen.Choose(1, closes)
                from voided in Gen.Choose(heard, closes)
                select (Saying[])
                    [
                        fact with
                        {
                            HeardBefore = heard,
                        },
                        new(voided, fact.Key, false, $"void {fact.Key}", o => o.Void(fact.Key)),
                    ]
            ),
            (2, Twice(Certificate(number), closes)),
            (2, Twice(Complaint($"P{number}"), closes)),
            (2, Twice(Score(number), closes))
        );

    /// <summary>A statement made once, or repeated with different content.</summary>
    private static Gen<Saying[]> Twice(Gen<Saying> saying, int closes) =>
        from first in saying
        from again in saying
        from heard in Gen.Choose(1, closes)
        from heardAgain in Gen.Choose(heard, closes)
        from once in Gen.Elements(true, true, false)
        select once
            ? (Saying[])[first with { HeardBefore = heard }]
            : [first with { HeardBefore = heard }, again with { HeardBefore = heardAgain, IsFirst = false }];

    /// <summary>Each number has its own manager and first day: a second statement moves the end.</summary>
    private static Gen<Saying> Certificate(string number)
    {
        var (manager, begins) = (
            $"M{1 + int.Parse(number) % 3}",
            new DateOnly(2026, 3, 20).AddDays(int.Parse(number) * 4)
        );
        return from days in Gen.Choose(0, 60)
            from open in Gen.Elements(true, false)
            let to = open ? null : begins.AddDays(days).ToString("yyyy-MM-dd")
            select new Saying(
                1,
                $"T{number}",
                true,
                $"{manager} certified {begins} to {to}",
                o => o.Certify(begins.ToString("yyyy-MM-dd"), to, manager)
            );
    }

    private static Gen<Saying> Complaint(string reference) =>
        from severity in Gen.Elements("minor", "major", "severe")
        from outcome in Gen.Elements("upheld", "upheld", "rejected", null)
        from manager in Manager
        from day in Day
        select new Saying(
            1,
            reference,
            true,
            $"{reference} {severity} {outcome} {day} {manager}",
            o => o.Complain(reference, severity, outcome, outcome is null ? null : day, manager)
        );

    private static Gen<Saying> Score(string number)
    {
        var (manager, month) = ($"M{1 + int.Parse(number) % 3}", $"2026-{4 + int.Parse(number) / 3 % 4:00}");
        return from total in Gen.Choose(0, 15_000)
            from none in Gen.Frequency((1, Gen.Constant(true)), (9, Gen.Constant(false)))
            select new Saying(
                1,
                $"S{manager}{month}",
                true,
                $"{manager} scored {(none ? null : total / 10_000m)} in {month}",
                o => o.Score(month, none ? null : total / 10_000m, manager)
            );
    }
}

using CardTeam.Contracts;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Statements;
using CardTeam.Incentive.Tests.Plans;
using FsCheck;
using FsCheck.Fluent;

namespace CardTeam.Incentive.Tests.Calculation;

/// <summary>Whatever rules a plan mixes, late knowledge adds up, order says nothing, and no card gives back too much.</summary>
public class RuleMixTests
{
    private static readonly Config Cases = Config.QuickThrowOnFailure.WithMaxTest(120);

    private static readonly string[] Activation =
    [
        Happenings.FirstRules[0],
        """
            { "id": "activation", "type": "per-unit", "fact": "activated", "tiering": "whole",
              "tiers": [ { "upTo": 2, "rate": "12.00" }, { "rate": "17.50" } ] }
            """,
        """
            { "id": "activation", "type": "per-unit", "fact": "activated", "rate": "15.05", "levels": ["senior"] }
            """,
    ];

    private static readonly string[] Instalment =
    [
        Happenings.FirstRules[1],
        """
            { "id": "instalment", "type": "per-amount", "fact": "instalment", "rate": "0.0123", "least": "1.00",
              "most": "6.50" }
            """,
        """
            { "id": "instalment", "type": "per-amount", "fact": "instalment", "tiering": "per-item",
              "tiers": [ { "from": 0, "to": 300, "amount": "7.00" }, { "from": 300, "to": 800, "amount": "20.00" } ] }
            """,
    ];

    private static readonly string[] Clawback =
    [
        Happenings.FirstRules[4],
        """
            { "id": "early-cancel", "type": "clawback", "fact": "cancelled", "withinDays": 40, "of": "activation",
              "method": "recompute" }
            """,
    ];

    /// <summary>Rules of which a plan has any.</summary>
    private static readonly string[] Others =
    [
        """
            { "id": "post", "type": "fixed", "by": "level", "prorate": "calendar-days",
              "values": { "trainee": "10.00", "junior": "20.01", "intermediate": "30.00", "senior": "40.00" } }
            """,
        Happenings.FirstRules[2],
        """
            { "id": "steps", "type": "factor", "of": ["activation"], "by": "pay-step", "levels": ["trainee"],
              "values": { "trainee": "0.80" } }
            """,
        Happenings.FirstRules[3],
        """{ "id": "limit", "type": "deduction-limit", "share": "0.20", "floor": "30.00" }""",
        """{ "id": "least", "type": "minimum", "amount": "60.00", "recover": true, "levels": ["senior"] }""",
        """{ "id": "least-junior", "type": "minimum", "amount": "25.00", "levels": ["junior"] }""",
        Happenings.FirstRules[5],
        """
            { "id": "reserve", "type": "reserve", "settle": "02",
              "tiers": [ { "from": 0, "share": "0" }, { "from": 40, "share": "0.10" }, { "from": 90, "share": "0.2" } ] }
            """,
        Happenings.FirstRules[6],
    ];

    private static readonly Gen<PlanInForce> Plan =
        from activation in Gen.Elements(Activation)
        from instalment in Gen.Elements(Instalment)
        from clawback in Gen.Elements(Clawback)
        from others in Gen.SubListOf(Others)
        select Rules.InForce([activation, instalment, clawback, .. others]);

    private static readonly Gen<(Saying[] Sayings, PlanInForce First, PlanInForce Second)> Bank =
        from sayings in Happenings.Sayings(closes: 4)
        from first in Plan
        from second in Plan
        select (sayings, first, second);

    [Fact]
    public void Late_knowledge_adds_up_to_a_full_recompute_and_nothing_is_below_zero() =>
        Check.One(
            Cases,
            Prop.ForAll(
                Bank.ToArbitrary(),
                bank =>
                {
                    PlanCalendar Until(int close) => Calendar(close, bank.First, bank.Second);
                    var (others, approved) = (Hired(), new Approvals());
                    for (var close = 1; close <= 4; close++)
                    {
                        foreach (var saying in bank.Sayings.Where(s => s.HeardBefore == close))
                            saying.To(others);
                        others.Close(Happenings.Month(close));
                        foreach (var bonus in approved.Approve(Until(close), others.Known(close, Until(close))))
                        {
                            Assert.Equal(bonus.Amounts, bonus.Amounts.NotBelowZero());
                            Assert.Equal(bonus.Payable.Fen, bonus.Lines.Sum(l => l.Amount.Fen));
                            Assert.All(bonus.Lines, line => LineText.Of(line, RuleNames.None));
                        }
                    }

                    var atOnce = Hired();
                    foreach (var saying in bank.Sayings)
                        saying.To(atOnce);
                    foreach (var books in atOnce.Known(1, Until(4)))
                        Assert.Equal(
                            Amounts.Sum(new BonusCalculation(Until(4)).Of(books).Select(p => p.Amounts)),
                            approved.Sum(books.ManagerNo) - approved.CutOff(books.ManagerNo)
                        );
                }
            )
        );

    [Fact]
    public void Recomputed_clawbacks_never_take_more_than_the_month_had_earned() =>
        Check.One(
            Cases,
            Prop.ForAll(
                Bank.ToArbitrary(),
                bank =>
                {
                    var others = Hired();
                    foreach (var saying in bank.Sayings)
                        saying.To(others);
                    var calendar = Calendar(4, bank.First, bank.Second);
                    foreach (var books in others.Known(1, calendar))
                    {
                        var months = new BonusCalculation(calendar).Of(books);
                        var earned = months
                            .SelectMany(m => m.Lines)
                            .Where(l => l.Rule == "activation")
                            .Sum(l => l.Amount.Fen);
                        var taken = months
                            .SelectMany(m => m.Lines)
                            .Where(l => l.Reason == "clawback-recomputed")
                            .Sum(l => -l.Amount.Fen);
                        Assert.InRange(taken, 0, Math.Max(0, earned));
                    }
                }
            )
        );

    [Fact]
    public void The_order_in_which_things_are_said_does_not_matter() =>
        Check.One(
            Cases,
            Prop.ForAll(
                (
                    from bank in Bank
                    let first = bank.Sayings.Where(s => s.IsFirst).DistinctBy(s => s.Key).ToArray()
                    from shuffled in Gen.Shuffle(first)
                    select (bank, first, shuffled)
                ).ToArbitrary(),
                said =>
                {
                    var calendar = Calendar(4, said.bank.First, said.bank.Second);
                    Assert.Equal(Result(said.first), Result(said.shuffled));

                    string Result(IEnumerable<Saying> sayings)
                    {
                        var others = Hired();
                        foreach (var saying in sayings)
                            saying.To(others);
                        return string.Join(
                            '\n',
                            others
                                .Known(1, calendar)
                                .SelectMany(books => new BonusCalculation(calendar).Of(books))
                                .Select(p =>
                                    $"{p.Period} {p.Amounts} {p.CarriedOut} {CardTeam.Incentive.Runs.Statement.Write(p.Lines)}"
                                )
                        );
                    }
                }
            )
        );

    private static OtherServices Hired() =>
        new OtherServices().Hire("M1", level: "senior").Hire("M2", level: "trainee").Hire("M3");

    private static PlanCalendar Calendar(int close, PlanInForce first, PlanInForce second) =>
        Rules.Calendar(
            Happenings.Month(1),
            Happenings.Month(close),
            month => month < Period.Parse("2026-06") ? first : second
        );
}

using CardTeam.Contracts;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Calculation.Rules;
using CardTeam.Incentive.Statements;
using CardTeam.Incentive.Tests.Plans;
using FsCheck;
using FsCheck.Fluent;

namespace CardTeam.Incentive.Tests.Calculation;

/// <summary>
/// In whatever order data becomes known, in the end the bank has approved what a calculation with all data from the
/// start would have paid.
/// </summary>
public class LateKnowledgeTests
{
    private static readonly Config Cases = Config.QuickThrowOnFailure.WithMaxTest(150);

    private static readonly PlanCalendar Calendar = Happenings.Calendar(4);

    [Fact]
    public void After_the_last_close_what_was_approved_and_what_the_zero_cut_off_equal_a_full_recompute() =>
        Check.One(
            Cases,
            Prop.ForAll(
                Happenings.Sayings(closes: 4).ToArbitrary(),
                sayings =>
                {
                    var others = new OtherServices().Hire("M1", level: "senior").Hire("M2", level: "senior").Hire("M3");
                    var approved = new Approvals();
                    for (var close = 1; close <= 4; close++)
                    {
                        foreach (var saying in sayings.Where(s => s.HeardBefore == close))
                            saying.To(others);
                        others.Close(Happenings.Month(close));
                        approved.Approve(Happenings.Calendar(close), others.Known(close, Happenings.Calendar(close)));
                    }

                    var atOnce = new OtherServices().Hire("M1", level: "senior").Hire("M2", level: "senior").Hire("M3");
                    foreach (var saying in sayings)
                        saying.To(atOnce);
                    foreach (var books in atOnce.Known(1, Calendar))
                    {
                        Assert.Equal(
                            Amounts.Sum(new BonusCalculation(Calendar).Of(books).Select(p => p.Amounts)),
                            approved.Sum(books.ManagerNo) - approved.CutOff(books.ManagerNo)
                        );
                    }
                }
            )
        );

    [Fact]
    public void Nothing_payable_or_deferred_is_ever_below_zero_and_the_lines_sum_to_what_is_payable() =>
        Check.One(
            Cases,
            Prop.ForAll(
                Happenings.Sayings(closes: 4).ToArbitrary(),
                sayings =>
                {
                    var others = new OtherServices().Hire("M1", level: "senior").Hire("M2").Hire("M3");
                    var approved = new Approvals();
                    for (var close = 1; close <= 4; close++)
                    {
                        foreach (var saying in sayings.Where(s => s.HeardBefore == close))
                            saying.To(others);
                        others.Close(Happenings.Month(close));
                        foreach (
                            var bonus in approved.Approve(
                                Happenings.Calendar(close),
                                others.Known(close, Happenings.Calendar(close))
                            )
                        )
                        {
                            Assert.True(
                                bonus.Payable.Fen >= 0 && bonus.Deferred.Fen >= 0 && bonus.Own.CarriedOut.Fen <= 0
                            );
                            Assert.Equal(bonus.Payable.Fen, bonus.Lines.Sum(l => l.Amount.Fen));
                            Assert.Equal(bonus.Own.Payable.Fen, bonus.Own.Lines.Sum(l => l.Amount.Fen));
                            Assert.All(
                                bonus.Lines.Where(l => l.Kind == LineKind.Deferral),
                                l => Assert.Equal(-l.Amount.Fen, l.Steps!.Sum(s => s.Amount!.Value) * 100)
                            );
                            foreach (var line in bonus.Lines)
                                _ = CardTeam.Incentive.Statements.LineText.Of(
                                    line,
                                    CardTeam.Incentive.Calculation.RuleNames.None
                                );
                        }
                    }
                }
            )
        );

    [Fact]
    public void The_order_in_which_things_are_said_before_a_close_does_not_matter() =>
        Check.One(
            Cases,
            Prop.ForAll(
                (
                    from sayings in Happenings.Sayings(closes: 1)
                    let first = sayings.Where(s => s.IsFirst).DistinctBy(s => s.Key).ToArray()
                    from shuffled in Gen.Shuffle(first)
                    select (sayings: first, shuffled)
                ).ToArbitrary(),
                said =>
                {
                    string Result(IEnumerable<Saying> sayings)
                    {
                        var others = new OtherServices().Hire("M1", level: "senior").Hire("M2").Hire("M3");
                        foreach (var saying in sayings)
                            saying.To(others);
                        return string.Join(
                            '\n',
                            others
                                .Known(1, Calendar)
                                .SelectMany(b => new BonusCalculation(Calendar).Of(b))
                                .Select(p =>
                                    $"{p.Period} {p.Payable} {p.Deferred} {p.CarriedOut} {string.Join(';', p.Lines.Select(l => $"{l.Rule} {l.Amount} {string.Join(' ', l.Basis ?? [])}"))}"
                                )
                        );
                    }

                    Assert.Equal(Result(said.sayings), Result(said.shuffled));
                }
            )
        );

    [Fact]
    public void A_correction_and_its_reversal_cancel_out() =>
        Check.One(
            Cases,
            Prop.ForAll(
                (
                    from sayings in Happenings.Sayings(closes: 2)
                    from wrong in Happenings.Fact("WRONG")
                    select (sayings, wrong)
                ).ToArbitrary(),
                said =>
                {
                    IReadOnlyList<Money> Paid(bool withMistake)
                    {
                        var others = new OtherServices().Hire("M1", level: "senior").Hire("M2").Hire("M3");
                        var approved = new Approvals();
                        for (var close = 1; close <= 4; close++)
                        {
                            foreach (var saying in said.sayings.Where(s => s.HeardBefore == close))
                                saying.To(others);
                            if (withMistake && close == 2)
                                said.wrong.To(others);
                            if (withMistake && close == 3)
                                others.Void("WRONG");
                            others.Close(Happenings.Month(close));
                            approved.Approve(
                                Happenings.Calendar(close),
                                others.Known(close, Happenings.Calendar(close))
                            );
                        }

                        return new[] { "M1", "M2", "M3" }
                            .Select(m => (approved.Sum(m) - approved.CutOff(m)).Payable)
                            .ToList();
                    }

                    Assert.Equal(Paid(withMistake: false), Paid(withMistake: true));
                }
            )
        );
}

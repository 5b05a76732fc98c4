using CardTeam.Contracts;
using CardTeam.ServiceDefaults;

namespace CardTeam.Incentive.Calculation.Rules;

/// <summary>
/// 薪酬总额: where what all managers it is for came to exceeds an amount, each is cut in proportion, so that the whole is
/// exactly the amount, by the largest remainder, ties by the manager's number.
/// </summary>
internal sealed record BudgetRule(string Id, Money Amount) : SharedRule(Id)
{
    public override Effect Effect => Effect.Budget;

    public override IEnumerable<Text> Sentences(RuleNames names)
    {
        var amount = Words.Yuan(Amount);
        yield return new(
            $"全体每月应发合计不超过 {amount.Zh}；超出时按比例同减。",
            $"All managers together are paid at most {amount.En} a month; above it everybody is cut in proportion."
        );
    }

    public static Rule? Read(RuleDocument rule, string path, RuleReader reader) =>
        reader.ReadAmount(rule.Amount, $"{path}.amount") is { } amount ? new BudgetRule(rule.Id ?? "", amount) : null;

    public override void Share(Sharing sharing)
    {
        var members = sharing.Under(this).FindAll(one => sharing.TotalOf(one) > Money.Zero);
        var totals = members.ConvertAll(one => sharing.TotalOf(one).Fen);
        var whole = new Money(totals.Sum());
        if (whole <= Amount)
            return;
        var parts = LargestRemainder.Share(Amount.Fen, totals.ConvertAll(fen => (decimal)fen))!;
        for (var i = 0; i < members.Count; i++)
            sharing.Add(
                members[i].ManagerNo,
                Line(
                    LineKind.Budget,
                    "budget",
                    new(parts[i] - totals[i]),
                    [Amount.ToString(), whole.ToString()],
                    quantity: Numbers.Yuan(new Money(totals[i]))
                )
            );
    }
}

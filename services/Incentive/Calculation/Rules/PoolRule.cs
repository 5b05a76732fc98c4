using CardTeam.Contracts;
using CardTeam.ServiceDefaults;

namespace CardTeam.Incentive.Calculation.Rules;

/// <summary>
/// Shares an amount among the managers in post whom it is for, in proportion to the scorecard's total or to what some
/// rules came to: to the 分, by the largest remainder, ties by the manager's number.
/// </summary>
/// <param name="Of">The ids of the rules; null where the scorecard decides.</param>
internal sealed record PoolRule(string Id, Money Amount, IReadOnlyList<string>? Of) : SharedRule(Id)
{
    public override Effect Effect => Effect.Pool;

    public override IEnumerable<Text> Sentences(RuleNames names)
    {
        var amount = Words.Yuan(Amount);
        if (Of is null)
            yield return new(
                $"每月共 {amount.Zh}，按考核得分的比例分给在岗客户经理。",
                $"{amount.En} a month in all, shared among the managers in post by their scorecards."
            );
        else
        {
            var of = names.OfAll(string.Join(' ', Of));
            yield return new(
                $"每月共 {amount.Zh}，按{of.Zh}所得的比例分给在岗客户经理。",
                $"{amount.En} a month in all, shared among the managers in post by what {of.En} came to for them."
            );
        }
    }

    public static Rule? Read(RuleDocument rule, string path, RuleReader reader)
    {
        var amount = reader.ReadAmount(rule.Amount, $"{path}.amount");
        var by = reader.ReadChoice(rule.By, $"{path}.by", "scorecard", "earned");
        if (by == "earned" && rule.Of is not { Items.Count: > 0 })
        {
            reader.Required($"{path}.of");
            return null;
        }

        return amount is { } whole && by is not null
            ? new PoolRule(rule.Id ?? "", whole, by == "earned" ? rule.Of!.Items : null)
            : null;
    }

    public override void Share(Sharing sharing)
    {
        var members = sharing.Under(this);
        var weights = members.ConvertAll(one => Math.Max(0, Of is null ? one.Figures.Score ?? 0 : one.EarnedBy(Of)));
        var parts = LargestRemainder.Share(Amount.Fen, weights);
        for (var i = 0; i < members.Count; i++)
            sharing.Add(
                members[i].ManagerNo,
                parts is null
                    ? Line(LineKind.Pool, "pool-no-weight", Money.Zero, [Amount.ToString(), By])
                    : Line(
                        LineKind.Pool,
                        "pool",
                        new(parts[i]),
                        [Amount.ToString(), By, Numbers.Plain(weights.Sum())],
                        quantity: weights[i]
                    )
            );
    }

    private string By => Of is null ? "scorecard" : "earned";
}

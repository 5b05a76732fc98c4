using System.Globalization;
using CardTeam.Contracts;
using CardTeam.ServiceDefaults;

namespace CardTeam.Incentive.Calculation.Rules;

/// <summary>Claws back the earnings of a card that is cancelled soon.</summary>
/// <param name="Recomputes">
/// True for the method that takes the difference the card makes to its month; false for the one that takes what the card
/// itself earned.
/// </param>
internal sealed record ClawbackRule(string Id, int WithinDays, string Of, bool Recomputes) : Rule(Id)
{
    public override Effect Effect => Effect.Clawback;

    public override IEnumerable<Text> Sentences(RuleNames names)
    {
        var of = names.Of(Of);
        yield return Recomputes
            ? new(
                $"“{of.Zh}”计酬后 {Words.Number(WithinDays)} 天内注销的卡，当月奖金按无此卡重算，收回差额。",
                $"Of a card cancelled within {Words.Number(WithinDays)} days of being paid by “{of.En}”, the difference it made to that "
                    + "month is taken back."
            )
            : new(
                $"“{of.Zh}”计酬后 {Words.Number(WithinDays)} 天内注销的卡，收回该卡所得。",
                $"Of a card cancelled within {Words.Number(WithinDays)} days of being paid by “{of.En}”, what it earned is taken back."
            );
    }

    public static Rule? Read(RuleDocument rule, string path, RuleReader reader)
    {
        if (rule.Fact != "cancelled")
            reader.Fault(
                $"{path}.fact",
                "plan.clawback-fact",
                "扣回规则的 fact 应为 cancelled。",
                "A clawback's fact is cancelled."
            );
        if (rule.WithinDays is not (>= 0 and <= 3650))
            reader.NotInRange($"{path}.withinDays", 0, 3650);
        if (rule.Of is not { Items.Count: 1 })
            reader.Required($"{path}.of");
        if (rule.Method is not null)
            reader.ReadChoice(rule.Method, $"{path}.method", "rate", "recompute");
        return rule.Of is { Items.Count: 1 } of && rule.WithinDays is { } days
            ? new ClawbackRule(rule.Id ?? "", days, of.Items[0], rule.Method == "recompute")
            : null;
    }

    public override void CheckAmong(IReadOnlyList<Rule> rules, string path, RuleReader reader)
    {
        if (!Recomputes && rules.Any(r => r.Id == Of && r is PerAmountRule { IsPerFact: false }))
            reader.Fault(
                $"{path}.method",
                "plan.clawback-of-pooled",
                "合并计档的规则没有单笔金额，扣回方式须为 recompute。",
                "A rule that pays the month's sum has no amount of a single fact: the method is recompute."
            );
    }

    public override void Apply(ManagerMonth month)
    {
        var taken = month
            .Books.TakenBack.Where(t => t.Rule == Id && t.TakenIn == month.Period)
            .OrderBy(t => t.CancelledOn)
            .ThenBy(t => t.CancelledBy, StringComparer.Ordinal)
            .ToList();
        var amounts = Recomputes ? month.DifferencesOf(taken) : PaidFor(taken, month);
        if (amounts.Count == 0)
            return;
        // The rate method lists the cards by the reference of their cancellation, as it always has.
        if (!Recomputes)
            amounts = amounts.OrderBy(a => a.Taken.CancelledBy, StringComparer.Ordinal).ToList();
        var amount = new Money(-amounts.Sum(a => a.Amount.Fen));
        month.Add(
            new(
                Rule: Id,
                Kind: LineKind.Clawback,
                Reason: Recomputes ? "clawback-recomputed" : "clawback",
                Arguments: [WithinDays.ToString(CultureInfo.InvariantCulture)],
                Quantity: amounts.Count,
                Rate: null,
                Factor: null,
                Exact: Numbers.Yuan(amount),
                Amount: amount,
                Basis: amounts.SelectMany(a => (string[])[a.Taken.CancelledBy, a.Taken.FactRef]).ToList(),
                Steps: amounts.Select(a => new LineStep(a.Taken.FactRef, 1, null, -Numbers.Yuan(a.Amount))).ToList()
            )
        );
    }

    private static List<(TakenBack Taken, Money Amount)> PaidFor(List<TakenBack> taken, ManagerMonth month) =>
        [
            .. taken
                .Select(t => (Taken: t, Paid: month.PaidFor(t.Of, t.FactRef)))
                .Where(t => t.Paid is not null)
                .Select(t => (t.Taken, Money.RoundHalfUp(t.Paid!.Value))),
        ];
}

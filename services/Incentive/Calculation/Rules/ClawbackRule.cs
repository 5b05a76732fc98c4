using System.Globalization;
using CardTeam.Contracts;

namespace CardTeam.Incentive.Calculation.Rules;

/// <summary>Claws back the earnings of a card that is cancelled soon.</summary>
internal sealed record ClawbackRule(string Id, int WithinDays, string Of) : Rule(Id)
{
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
        return rule.Of is { Items.Count: 1 } of && rule.WithinDays is { } days
            ? new ClawbackRule(rule.Id ?? "", days, of.Items[0])
            : null;
    }

    public override void Apply(ManagerMonth month)
    {
        var taken = month
            .Books.TakenBack.Where(t => t.Rule == Id && t.TakenIn == month.Period)
            .OrderBy(t => t.CancelledBy, StringComparer.Ordinal)
            .Select(t => (Taken: t, Amount: Money.RoundHalfUp(month.PaidFor(t.Of, t.FactRef))))
            .ToList();
        if (taken.Count == 0)
            return;
        var amount = new Money(-taken.Sum(t => t.Amount.Fen));
        month.Add(
            new(
                Rule: Id,
                Kind: LineKind.Clawback,
                Reason: "clawback",
                Arguments: [WithinDays.ToString(CultureInfo.InvariantCulture)],
                Quantity: taken.Count,
                Rate: null,
                Factor: null,
                Exact: Numbers.Yuan(amount),
                Amount: amount,
                Basis: taken.SelectMany(t => (string[])[t.Taken.CancelledBy, t.Taken.FactRef]).ToList(),
                Steps: taken.Select(t => new LineStep(t.Taken.FactRef, 1, null, -Numbers.Yuan(t.Amount))).ToList()
            )
        );
    }
}

using CardTeam.Contracts;

namespace CardTeam.Incentive.Calculation.Rules;

/// <summary>Limits the payable amount.</summary>
internal sealed record CapRule(string Id, Money Amount) : Rule(Id)
{
    public static Rule? Read(RuleDocument rule, string path, RuleReader reader)
    {
        if (rule.Amount is null)
            reader.Required($"{path}.amount");
        else if (rule.Amount < Money.Zero)
            reader.Negative($"{path}.amount");
        return rule.Amount is { } amount ? new CapRule(rule.Id ?? "", amount) : null;
    }

    public override void Apply(ManagerMonth month)
    {
        if (month.Sum() <= Amount)
            return;
        var over = Amount - month.Sum();
        month.Add(
            new(
                Rule: Id,
                Kind: LineKind.Cap,
                Reason: "cap",
                Arguments: [Amount.ToString()],
                Quantity: null,
                Rate: null,
                Factor: null,
                Exact: Numbers.Yuan(over),
                Amount: over,
                Basis: null
            )
        );
    }
}

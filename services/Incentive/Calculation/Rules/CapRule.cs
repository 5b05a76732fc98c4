using CardTeam.Contracts;
using CardTeam.ServiceDefaults;

namespace CardTeam.Incentive.Calculation.Rules;

/// <summary>Limits the payable amount.</summary>
internal sealed record CapRule(string Id, Money Amount) : Rule(Id)
{
    public override Effect Effect => Effect.Cap;

    public override IEnumerable<Text> Sentences(RuleNames names)
    {
        var most = Words.Yuan(Amount);
        yield return new($"每人每月奖金最多 {most.Zh}。", $"A manager’s bonus of a month is at most {most.En}.");
    }

    public static Rule? Read(RuleDocument rule, string path, RuleReader reader) =>
        reader.ReadAmount(rule.Amount, $"{path}.amount") is { } amount ? new CapRule(rule.Id ?? "", amount) : null;

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

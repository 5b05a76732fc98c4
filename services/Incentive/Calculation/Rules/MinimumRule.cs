using CardTeam.Contracts;
using CardTeam.ServiceDefaults;

namespace CardTeam.Incentive.Calculation.Rules;

/// <summary>Lifts a month to an amount, as an advance that later months may have to pay back.</summary>
/// <param name="Recovers">True when months above the minimum pay the advances back.</param>
internal sealed record MinimumRule(string Id, Money Amount, bool Recovers) : Rule(Id)
{
    public override Effect Effect => Effect.Minimum;

    public override IEnumerable<Text> Sentences(RuleNames names)
    {
        var amount = Words.Yuan(Amount);
        yield return Recovers
            ? new(
                $"每月保底 {amount.Zh}；补足部分为预支，由以后月份超出保底的奖金抵回。",
                $"At least {amount.En} a month; what is added is an advance that later months above it pay back."
            )
            : new($"每月保底 {amount.Zh}，补足部分不再抵回。", $"At least {amount.En} a month, never paid back.");
    }

    public static Rule? Read(RuleDocument rule, string path, RuleReader reader) =>
        reader.ReadAmount(rule.Amount, $"{path}.amount") is { } amount
            ? new MinimumRule(rule.Id ?? "", amount, rule.Recover == true)
            : null;

    public override void Apply(ManagerMonth month)
    {
        if (month.DaysInPost == 0)
            return;
        var lacking = Amount - month.Sum();
        if (lacking > Money.Zero)
        {
            if (Recovers)
                month.Advance(lacking);
            month.Add(Line(LineKind.Draw, Recovers ? "draw-to-recover" : "draw", lacking, month.Draw));
            return;
        }

        var recovered = Money.Min(month.Draw, -lacking);
        if (!Recovers || recovered <= Money.Zero)
            return;
        month.Advance(-recovered);
        month.Add(Line(LineKind.DrawRecovered, "draw-recovered", -recovered, month.Draw));
    }

    /// <param name="left">The advances that are still to be paid back.</param>
    private Line Line(LineKind kind, string reason, Money amount, Money left) =>
        new(
            Rule: Id,
            Kind: kind,
            Reason: reason,
            Arguments: [Amount.ToString(), left.ToString()],
            Quantity: null,
            Rate: null,
            Factor: null,
            Exact: Numbers.Yuan(amount),
            Amount: amount,
            Basis: null
        );
}

using System.Globalization;
using CardTeam.Contracts;
using CardTeam.ServiceDefaults;

namespace CardTeam.Incentive.Calculation.Rules;

/// <summary>Keeps a part of the month as a reserve against risks (风险金) until a month of the next year.</summary>
/// <param name="Tiers">The share of each part of the amount.</param>
/// <param name="SettlesIn">The month of the next year, 1 to 12, in which the reserve is released.</param>
internal sealed record ReserveRule(string Id, Table Tiers, int SettlesIn) : Rule(Id)
{
    public override Effect Effect => Effect.Reserve;

    public override IEnumerable<Text> Sentences(RuleNames names)
    {
        yield return new(
            $"从封顶后的奖金中分段留存风险金，次年 {Words.Number(SettlesIn)} 月清算：",
            $"A reserve is kept of each part of the bonus after the cap, and settled in month {Words.Number(SettlesIn)} of the next "
                + "year:"
        );
        foreach (
            var row in Words.Rows(Tiers, Words.Yuan, step => new(Words.Percent(step.Value), Words.Percent(step.Value)))
        )
            yield return row;
    }

    public static Rule? Read(RuleDocument rule, string path, RuleReader reader)
    {
        var tiers = reader.ReadTiers(rule.Tiers, $"{path}.tiers", "share", t => t.Share);
        if (tiers?.Steps.Any(s => s.Value > 1) == true)
            reader.Fault($"{path}.tiers", "plan.not-in-range", "share 不得超过 1。", "A share is at most 1.");
        var isMonth = int.TryParse(rule.Settle, NumberStyles.None, CultureInfo.InvariantCulture, out var month);
        if (!isMonth || month is < 1 or > 12 || rule.Settle!.Length != 2)
            reader.Fault(
                $"{path}.settle",
                "plan.not-in-range",
                "settle 应为两位月份，如 02。",
                "settle is a month of two digits, such as 02."
            );
        return tiers is null ? null : new ReserveRule(rule.Id ?? "", tiers, month);
    }

    /// <summary>The first day of the month in which a month's reserve is released.</summary>
    public DateOnly ReleasedOn(Period month) => new(month.FirstDay.Year + 1, SettlesIn, 1);

    public override void Apply(ManagerMonth month)
    {
        var left = Numbers.Yuan(month.Sum());
        var exact = Tiers.Marginal(left);
        var kept = Money.RoundHalfUp(exact * 100);
        if (kept <= Money.Zero)
            return;
        month.Reserve(kept);
        month.Add(
            new(
                Rule: Id,
                Kind: LineKind.Reserve,
                Reason: "reserve",
                Arguments: [Numbers.Day(ReleasedOn(month.Period))],
                Quantity: left,
                Rate: null,
                Factor: null,
                Exact: -exact,
                Amount: -kept,
                Basis: null,
                Steps: Tiers
                    .Split(left)
                    .Where(p => p.Quantity > 0)
                    .Select(p => new LineStep(
                        Numbers.Plain(p.Step.From),
                        p.Quantity,
                        p.Step.Value,
                        -p.Step.Worth(p.Quantity)
                    ))
                    .ToList()
            )
        );
    }
}

using CardTeam.Contracts;
using CardTeam.ServiceDefaults;

namespace CardTeam.Incentive.Calculation.Rules;

/// <summary>
/// Limits what complaints, clawbacks, recoveries and what was carried in take together: at most a share of the month's
/// gross, and nothing of a floor (工资支付暂行规定, 1994, article 16). A recovery takes no more than the limit leaves; the
/// rest of everything else is carried out.
/// </summary>
/// <param name="Share">The largest share of the gross that is taken.</param>
/// <param name="Floor">The amount that deductions leave; a gross below it is not deducted from.</param>
internal sealed record DeductionLimitRule(string Id, decimal Share, Money Floor) : Rule(Id)
{
    public override Effect Effect => Effect.DeductionLimit;

    public override IEnumerable<Text> Sentences(RuleNames names)
    {
        var (share, floor) = (Words.Percent(Share), Words.Yuan(Floor));
        yield return new(
            $"投诉、扣回和上期结转合计每月最多扣当月应发的 {share}"
                + (Floor == Money.Zero ? "" : $"，且至少留 {floor.Zh}")
                + "，其余结转下月。",
            $"Complaints, clawbacks and what was carried over together deduct at most {share} of the month’s gross"
                + (Floor == Money.Zero ? "" : $" and leave at least {floor.En}")
                + "; the rest is carried over."
        );
    }

    public static Rule? Read(RuleDocument rule, string path, RuleReader reader)
    {
        var share = reader.ReadShare(rule.Share, $"{path}.share");
        var floor = rule.Floor is null ? Money.Zero : reader.ReadAmount(rule.Floor, $"{path}.floor");
        return share is { } part && floor is { } left ? new DeductionLimitRule(rule.Id ?? "", part, left) : null;
    }

    /// <summary>True for deductions; an amount given away or cut never was the manager's.</summary>
    private static bool IsDeduction(Line line) =>
        line.Kind is LineKind.Complaint or LineKind.Clawback or LineKind.Recovery or LineKind.Carried;

    /// <summary>The amount that may still be deducted; below zero where more was deducted than may be.</summary>
    public Money Room(ManagerMonth month) => LimitOf(Gross(month)) + month.SumOf(IsDeduction);

    private static Money Gross(ManagerMonth month) => month.SumOf(line => !IsDeduction(line));

    private Money LimitOf(Money gross)
    {
        var byShare = new Money((long)decimal.Truncate(Share * gross.Fen));
        return Money.Min(byShare, Money.Max(Money.Zero, gross - Floor));
    }

    public override void Apply(ManagerMonth month)
    {
        var gross = Gross(month);
        var limit = LimitOf(gross);
        var over = -month.SumOf(IsDeduction) - limit;
        if (over <= Money.Zero)
            return;
        month.CarryOut(-over);
        month.Add(
            new(
                Rule: Id,
                Kind: LineKind.DeductionLimit,
                Reason: "deduction-limit",
                Arguments: [limit.ToString(), month.Period.Next().ToString(), Floor.ToString()],
                Quantity: Numbers.Yuan(gross),
                Rate: Share,
                Factor: null,
                Exact: Numbers.Yuan(over),
                Amount: over,
                Basis: [month.Period.Next().ToString()]
            )
        );
    }
}

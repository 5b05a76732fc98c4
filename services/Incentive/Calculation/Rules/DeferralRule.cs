using System.Globalization;
using CardTeam.Contracts;
using CardTeam.ServiceDefaults;

namespace CardTeam.Incentive.Calculation.Rules;

/// <summary>Defers a share for years.</summary>
internal sealed record DeferralRule(string Id, decimal Share, int Years, Money Above) : Rule(Id)
{
    public override Effect Effect => Effect.Deferral;

    public override IEnumerable<Text> Sentences(RuleNames names)
    {
        var (above, share) = (Words.Yuan(Above), Words.Percent(Share));
        yield return Above == Money.Zero
            ? new(
                $"奖金的 {share} 延期支付，分 {Words.Number(Years)} 年等额支付。",
                $"{share} of the bonus is deferred and paid in equal parts over {Words.Number(Years)} years."
            )
            : new(
                $"奖金超过 {above.Zh}时，其 {share} 延期支付，分 {Words.Number(Years)} 年等额支付。",
                $"Of a bonus above {above.En}, {share} is deferred and paid in equal parts over {Words.Number(Years)} years."
            );
    }

    public static Rule? Read(RuleDocument rule, string path, RuleReader reader)
    {
        var share = reader.ReadShare(rule.Share, $"{path}.share");
        if (rule.Years is not (>= 1 and <= 10))
            reader.NotInRange($"{path}.years", 1, 10);
        if (rule.Above is { } above && above < Money.Zero)
            reader.Negative($"{path}.above");
        return share is { } part && rule.Years is { } years
            ? new DeferralRule(rule.Id ?? "", part, years, rule.Above ?? Money.Zero)
            : null;
    }

    /// <summary>Splits the amount into equal parts; the last part takes the remainder.</summary>
    public IEnumerable<Money> Parts(Money deferred)
    {
        var part = new Money(deferred.Fen / Years);
        for (var year = 1; year < Years; year++)
            yield return part;
        yield return deferred - new Money(part.Fen * (Years - 1));
    }

    public override void Apply(ManagerMonth month)
    {
        var due = month.Sum();
        var lastDay = month.Period.LastDay;
        if (due <= Above)
            return;
        var exact = Share * Numbers.Yuan(due);
        var deferred = Money.RoundHalfUp(exact * 100);
        if (deferred.Fen == 0)
            return;
        month.Defer(deferred);
        month.Add(
            new(
                Rule: Id,
                Kind: LineKind.Deferral,
                Reason: "deferral",
                Arguments: [month.Figures.Posting?.Level ?? "", Years.ToString(CultureInfo.InvariantCulture)],
                Quantity: Numbers.Yuan(due),
                Rate: Share,
                Factor: null,
                Exact: -exact,
                Amount: -deferred,
                Basis: null,
                Steps: Parts(deferred)
                    .Select(
                        (part, i) => new LineStep(Numbers.Day(lastDay.AddYears(i + 1)), null, null, Numbers.Yuan(part))
                    )
                    .ToList()
            )
        );
    }
}

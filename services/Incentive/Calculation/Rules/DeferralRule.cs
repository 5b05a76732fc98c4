using System.Globalization;
using CardTeam.Contracts;

namespace CardTeam.Incentive.Calculation.Rules;

/// <summary>Defers a share for years.</summary>
internal sealed record DeferralRule(string Id, decimal Share, int Years, IReadOnlySet<string> Levels, Money Above)
    : Rule(Id)
{
    private static readonly string[] Known = ["trainee", "junior", "intermediate", "senior"];

    public static Rule? Read(RuleDocument rule, string path, RuleReader reader)
    {
        if (rule.Share is not (> 0 and <= 1))
            reader.Fault(
                $"{path}.share",
                "plan.not-in-range",
                "应大于 0 且不超过 1。",
                "Above 0 and at most 1 is wanted."
            );
        if (rule.Years is not (>= 1 and <= 10))
            reader.NotInRange($"{path}.years", 1, 10);
        if (rule.Levels is not { Count: > 0 } || rule.Levels.Any(l => !Known.Contains(l)))
            reader.Fault(
                $"{path}.levels",
                "plan.unknown-level",
                "levels 应列出 trainee、junior、intermediate、senior 中的若干个。",
                "levels lists some of trainee, junior, intermediate, senior."
            );
        if (rule.Above is { } above && above < Money.Zero)
            reader.Negative($"{path}.above");
        return rule is { Share: { } share, Years: { } years, Levels: { } levels }
            ? new DeferralRule(
                rule.Id ?? "",
                share,
                years,
                levels.ToHashSet(StringComparer.Ordinal),
                rule.Above ?? Money.Zero
            )
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
        var level = month.Books.Profile.On(lastDay)?.Level;
        if (due <= Above || level is null || !Levels.Contains(level))
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
                Arguments: [level, Years.ToString(CultureInfo.InvariantCulture)],
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

using CardTeam.Incentive.Calculation.Rules;

namespace CardTeam.Incentive.Calculation;

/// <summary>An approved plan, ready to calculate with.</summary>
internal sealed class PlanInForce
{
    private static readonly IReadOnlySet<string> Nowhere = new HashSet<string>(StringComparer.Ordinal);

    public PlanInForce(string code, int version, string ruleHash, IReadOnlyList<Rule> rules)
    {
        (Code, Version, RuleHash, Rules) = (code, version, ruleHash, rules);
        Earning = rules.OfType<EarningRule>().ToList();
        Factors = rules.OfType<FactorRule>().ToList();
        Clawbacks = rules.OfType<ClawbackRule>().ToList();
        InOrder = rules.OrderBy(r => r.Effect).ToList();
    }

    public string Code { get; }
    public int Version { get; }
    public string RuleHash { get; }
    public IReadOnlyList<Rule> Rules { get; }
    public IReadOnlyList<EarningRule> Earning { get; }
    public IReadOnlyList<FactorRule> Factors { get; }
    public IReadOnlyList<ClawbackRule> Clawbacks { get; }

    /// <summary>The rules in their order of effect; those of one effect in the order of the plan.</summary>
    public IReadOnlyList<Rule> InOrder { get; }

    /// <summary>True when a rule is for the managers of a unit only.</summary>
    public bool NamesUnits => Rules.Any(rule => rule.Audience.Org is not null);

    /// <summary>The same plan with the units that its rules cover in a tree.</summary>
    public PlanInForce Among(UnitTree tree) =>
        NamesUnits
            ? new(
                Code,
                Version,
                RuleHash,
                Rules
                    .Select(rule =>
                        rule.Audience.Org is null ? rule : rule with { Audience = rule.Audience.Among(tree) }
                    )
                    .ToList()
            )
            : this;

    /// <summary>
    /// The units that its rules cover, rule by rule, in one text: two months with the same text are calculated alike.
    /// Empty where no rule names a unit.
    /// </summary>
    public string UnitsCovered =>
        string.Join(
            '\n',
            Rules
                .Where(rule => rule.Audience.Org is not null)
                .Select(rule =>
                    $"{rule.Id} {rule.Audience.Org}: "
                    + string.Join(' ', (rule.Audience.Units ?? Nowhere).Order(StringComparer.Ordinal))
                )
        );

    /// <summary>The product of the factors on a rule's earnings; a factor without its figure is 1.</summary>
    public Factor FactorOf(EarningRule rule, MonthFigures figures)
    {
        var factor = Factor.One;
        foreach (var by in Factors)
            if (by.Of.Contains(rule.Id, StringComparer.Ordinal) && by.Audience.Includes(figures.Posting))
                factor *= by.ValueFor(figures) ?? Factor.One;
        return factor;
    }
}

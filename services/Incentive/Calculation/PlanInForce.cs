using CardTeam.Incentive.Calculation.Rules;

namespace CardTeam.Incentive.Calculation;

/// <summary>An approved plan, ready to calculate with.</summary>
internal sealed class PlanInForce
{
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

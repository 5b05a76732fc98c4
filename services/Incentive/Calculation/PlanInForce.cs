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
        BeforeCarrying = [.. Earning, .. Factors, .. rules.OfType<ComplaintRule>(), .. Clawbacks];
        AfterCarrying = [.. rules.OfType<CapRule>(), .. rules.OfType<DeferralRule>()];
    }

    public string Code { get; }
    public int Version { get; }
    public string RuleHash { get; }
    public IReadOnlyList<Rule> Rules { get; }
    public IReadOnlyList<EarningRule> Earning { get; }
    public IReadOnlyList<FactorRule> Factors { get; }
    public IReadOnlyList<ClawbackRule> Clawbacks { get; }

    /// <summary>The rules in their order of effect, up to what is carried in and out.</summary>
    public IReadOnlyList<Rule> BeforeCarrying { get; }

    /// <summary>The rules on what is left when nothing is below zero, in their order of effect.</summary>
    public IReadOnlyList<Rule> AfterCarrying { get; }
}

namespace CardTeam.Incentive.Calculation;

/// <summary>An approved plan, ready to calculate with.</summary>
internal sealed class PlanInForce
{
    public PlanInForce(string code, int version, string ruleHash, IReadOnlyList<Rule> rules)
    {
        (Code, Version, RuleHash, Rules) = (code, version, ruleHash, rules);
        Earning = rules.OfType<EarningRule>().ToList();
        Factors = rules.OfType<FactorRule>().ToList();
        Complaints = rules.OfType<ComplaintRule>().ToList();
        Clawbacks = rules.OfType<ClawbackRule>().ToList();
        Cap = rules.OfType<CapRule>().FirstOrDefault();
        Deferral = rules.OfType<DeferralRule>().FirstOrDefault();
    }

    public string Code { get; }
    public int Version { get; }
    public string RuleHash { get; }
    public IReadOnlyList<Rule> Rules { get; }
    public IReadOnlyList<EarningRule> Earning { get; }
    public IReadOnlyList<FactorRule> Factors { get; }
    public IReadOnlyList<ComplaintRule> Complaints { get; }
    public IReadOnlyList<ClawbackRule> Clawbacks { get; }
    public CapRule? Cap { get; }
    public DeferralRule? Deferral { get; }
}

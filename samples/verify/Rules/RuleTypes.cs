namespace CardTeam.Verify.Rules;

/// <summary>Every type of rule that this program can calculate.</summary>
internal static class RuleTypes
{
    /// <exception cref="Refusal">The type is not one of them.</exception>
    public static Rule Read(RuleText rule) =>
        rule.Type switch
        {
            "fixed" => new FixedRule(rule),
            "seniority" => new SeniorityRule(rule),
            "per-unit" => new PerUnitRule(rule),
            "per-amount" => new PerAmountRule(rule),
            "factor" => FactorRule.Read(rule),
            "split" => new RelationRule(rule, isSplit: true),
            "override" => new RelationRule(rule, isSplit: false),
            "pool" => new PoolRule(rule),
            "budget" => new BudgetRule(rule),
            "complaint" => new ComplaintRule(rule),
            "clawback" => new ClawbackRule(rule),
            "deduction-limit" => new DeductionLimitRule(rule),
            "minimum" => new MinimumRule(rule),
            "cap" => new CapRule(rule),
            "reserve" => new ReserveRule(rule),
            "deferral" => new DeferralRule(rule),
            _ => throw rule.Unknown($"类型“{rule.Type}”", $"the type '{rule.Type}'"),
        };
}

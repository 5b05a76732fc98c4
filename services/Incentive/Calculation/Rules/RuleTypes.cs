using CardTeam.ServiceDefaults;

namespace CardTeam.Incentive.Calculation.Rules;

/// <summary>A type of rule as the plan document names it.</summary>
/// <param name="Name">The value of <c>type</c>.</param>
/// <param name="Read">Reads a rule of this type at a path; null where a fault was found.</param>
/// <param name="UsualName">The name for people of a rule that was given none.</param>
internal sealed record RuleType(
    string Name,
    Func<RuleDocument, string, RuleReader, Rule?> Read,
    Func<RuleDocument, Text> UsualName
)
{
    /// <summary>The types that its <c>of</c> may name; null where it names no rule.</summary>
    public IReadOnlyList<string>? MayName { get; init; }

    /// <summary>The rules that <c>of</c> may name, in words.</summary>
    public Text? MayNameText { get; init; }

    /// <summary>True for a type of which at most one rule is for a manager.</summary>
    public bool IsSingle { get; init; }
}

/// <summary>The types of rules. A further type is a file beside this one and an entry here.</summary>
internal static class RuleTypes
{
    public static readonly IReadOnlyList<RuleType> All =
    [
        new("per-unit", PerUnitRule.Read, rule => FactNames.Of(rule.Fact)),
        new("per-amount", PerAmountRule.Read, rule => FactNames.Of(rule.Fact)),
        new("factor", FactorRule.Read, FactorRule.UsualName)
        {
            MayName = ["per-unit", "per-amount"],
            MayNameText = new("计件或计额规则", "a per-unit or per-amount rule"),
        },
        new("fixed", FixedRule.Read, _ => new("岗位工资", "Fixed pay")),
        new("seniority", SeniorityRule.Read, _ => new("年功工资", "Seniority pay")),
        new("split", RelationRule.ReadSplit, _ => new("奖金分成", "Split"))
        {
            MayName = ["per-unit", "per-amount"],
            MayNameText = new("计件或计额规则", "a per-unit or per-amount rule"),
        },
        new("override", RelationRule.ReadOverride, _ => new("带教奖励", "Override"))
        {
            MayName = ["per-unit", "per-amount"],
            MayNameText = new("计件或计额规则", "a per-unit or per-amount rule"),
        },
        new("pool", PoolRule.Read, _ => new("奖金池", "Bonus pool"))
        {
            MayName = ["per-unit", "per-amount"],
            MayNameText = new("计件或计额规则", "a per-unit or per-amount rule"),
        },
        new("budget", BudgetRule.Read, _ => new("薪酬总额", "Total budget")) { IsSingle = true },
        new("complaint", ComplaintRule.Read, _ => new("投诉扣款", "Complaints")),
        new("clawback", ClawbackRule.Read, _ => new("注销扣回", "Clawback on early cancellation"))
        {
            MayName = ["per-unit", "per-amount"],
            MayNameText = new("计件或计额规则", "a per-unit or per-amount rule"),
        },
        new("deduction-limit", DeductionLimitRule.Read, _ => new("扣减上限", "Deduction limit")) { IsSingle = true },
        new("minimum", MinimumRule.Read, _ => new("保底", "Guaranteed minimum")) { IsSingle = true },
        new("cap", CapRule.Read, _ => new("奖金封顶", "Cap")) { IsSingle = true },
        new("reserve", ReserveRule.Read, _ => new("风险金", "Risk reserve")) { IsSingle = true },
        new("deferral", DeferralRule.Read, _ => new("延期支付", "Deferral")) { IsSingle = true },
    ];

    private static readonly Dictionary<string, RuleType> ByName = All.ToDictionary(t => t.Name, StringComparer.Ordinal);

    /// <summary>The type of this name; null when there is none.</summary>
    public static RuleType? Of(string? name) => name is null ? null : ByName.GetValueOrDefault(name);
}

using CardTeam.ServiceDefaults;

namespace CardTeam.Incentive.Calculation.Rules;

/// <summary>The factor of the manager's level and pay step on the last day in post.</summary>
/// <param name="ByStep">The factor of every combination of level and step.</param>
internal sealed record PayStepFactorRule(
    string Id,
    IReadOnlyList<string> Of,
    IReadOnlyDictionary<string, decimal> ByStep
) : FactorRule(Id, Of)
{
    public static Rule? ReadValues(RuleDocument rule, string path, RuleReader reader)
    {
        var values = reader.ReadValues(rule, path, Grades.PaySteps);
        return rule.Of is null || values is null ? null : new PayStepFactorRule(rule.Id ?? "", rule.Of.Items, values);
    }

    public override Factor? ValueFor(MonthFigures figures) =>
        Grades.PayStep(figures.Posting) is { } step && ByStep.TryGetValue(step, out var value) ? value : null;

    protected override Text Basis => new("按期末职级和档次", "by level and pay step at the end of the month");

    protected override IEnumerable<Text> Values()
    {
        foreach (var step in Grades.PaySteps.Where(ByStep.ContainsKey))
        {
            var (name, value) = (Words.PayStep(step), Words.Number(ByStep[step]));
            yield return new($"{name.Zh}：乘以 {value}", $"{name.En}: times {value}");
        }

        yield return new("花名册没有职级或档次：乘以 1", "without level or pay step on the roster: times 1");
    }

    protected override Line Line(ManagerMonth month) =>
        ValueFor(month.Figures) is { } value
            ? Line("factor-pay-step", [Grades.PayStep(month.Figures.Posting)!], null, value.Value, basis: null)
            : Line("factor-no-pay-step", [], null, 1, basis: null);
}

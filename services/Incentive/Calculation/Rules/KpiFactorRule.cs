using CardTeam.ServiceDefaults;

namespace CardTeam.Incentive.Calculation.Rules;

/// <summary>The weighted sum of the values of KPIs, or another factor where it is too low.</summary>
/// <param name="Kpis">The KPIs with their weights.</param>
/// <param name="Below">The sum under which <paramref name="BelowFactor"/> applies; null without one.</param>
internal sealed record KpiFactorRule(
    string Id,
    IReadOnlyList<string> Of,
    IReadOnlyList<(string Kpi, decimal Weight)> Kpis,
    decimal? Below,
    decimal BelowFactor
) : FactorRule(Id, Of)
{
    public static Rule? ReadKpis(RuleDocument rule, string path, RuleReader reader)
    {
        if (rule.Kpis is not { Count: > 0 })
            reader.Required($"{path}.kpis");
        var kpis = new List<(string Kpi, decimal Weight)>();
        for (var i = 0; i < (rule.Kpis?.Count ?? 0); i++)
        {
            var (kpi, at) = (rule.Kpis![i], Invariant($"{path}.kpis[{i}]"));
            if (string.IsNullOrWhiteSpace(kpi?.Kpi))
                reader.Required($"{at}.kpi");
            else if (kpis.Exists(k => k.Kpi == kpi.Kpi))
                reader.Fault($"{at}.kpi", "plan.kpi-twice", $"“{kpi.Kpi}”重复。", $"'{kpi.Kpi}' is named twice.");
            if (kpi?.Weight is null)
                reader.Required($"{at}.weight");
            else if (kpi.Weight <= 0)
                reader.Fault($"{at}.weight", "plan.not-in-range", "权重应大于 0。", "A weight is above 0.");
            kpis.Add((kpi?.Kpi ?? "", kpi?.Weight ?? 0));
        }

        if (rule.Below < 0)
            reader.Negative($"{path}.below");
        if (rule.BelowFactor < 0)
            reader.Negative($"{path}.belowFactor");
        if (rule.Below is null != rule.BelowFactor is null)
            reader.Required(rule.Below is null ? $"{path}.below" : $"{path}.belowFactor");
        return rule.Of is null
            ? null
            : new KpiFactorRule(rule.Id ?? "", rule.Of.Items, kpis, rule.Below, rule.BelowFactor ?? 0);
    }

    public override Factor? ValueFor(MonthFigures figures)
    {
        var values = figures.Scorecard.Kpis;
        if (!Kpis.All(k => values.ContainsKey(k.Kpi)))
            return null;
        var sum = Factor.SumOf(Kpis.Select(k => (k.Weight, values[k.Kpi])));
        return Below is { } bound && sum.IsBelow(bound) ? BelowFactor : sum;
    }

    protected override Text Basis => new("按当月指标值加权之和", "by the weighted sum of the month’s KPI values");

    protected override IEnumerable<Text> Values()
    {
        foreach (var (kpi, weight) in Kpis)
            yield return new($"{kpi}：权重 {Words.Number(weight)}", $"{kpi}: weight {Words.Number(weight)}");
        if (Below is { } bound)
            yield return new(
                $"加权之和低于 {Words.Number(bound)}：乘以 {Words.Number(BelowFactor)}",
                $"a weighted sum below {Words.Number(bound)}: times {Words.Number(BelowFactor)}"
            );
        yield return new("缺少任一指标值：乘以 1", "without the value of one of them: times 1");
    }

    protected override Line Line(ManagerMonth month)
    {
        var values = month.Figures.Scorecard.Kpis;
        var basis = new[] { $"scorecard:{month.Period}" };
        if (ValueFor(month.Figures) is not { } factor)
        {
            var missing = Kpis.Where(k => !values.ContainsKey(k.Kpi)).Select(k => k.Kpi);
            return Line("factor-no-kpi", [string.Join(' ', missing)], null, 1, basis);
        }

        var sum = Factor.SumOf(Kpis.Select(k => (k.Weight, values[k.Kpi])));
        return Line("factor-kpis", [], sum.Value, factor.Value, basis) with
        {
            Steps = Kpis.Select(k => new LineStep(k.Kpi, values[k.Kpi].Value, k.Weight, null)).ToList(),
        };
    }
}

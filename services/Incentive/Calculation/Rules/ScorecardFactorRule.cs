using CardTeam.ServiceDefaults;

namespace CardTeam.Incentive.Calculation.Rules;

/// <summary>The factor of the band that contains the scorecard's total.</summary>
internal sealed record ScorecardFactorRule(string Id, IReadOnlyList<string> Of, Table Bands) : FactorRule(Id, Of)
{
    public static Rule? ReadBands(RuleDocument rule, string path, RuleReader reader)
    {
        var bands = reader.ReadBands(rule.Bands, $"{path}.bands", "factor", b => b.Factor);
        return rule.Of is null || bands is null ? null : new ScorecardFactorRule(rule.Id ?? "", rule.Of.Items, bands);
    }

    public override Factor? ValueFor(MonthFigures figures) => figures.Score is { } total ? Bands.ValueAt(total) : null;

    protected override Text Basis => new("按当月考核得分", "by the month’s score");

    protected override IEnumerable<Text> Values() =>
        [
            .. Words.Rows(
                Bands,
                total => new(Words.Percent(total), Words.Percent(total)),
                step => new($"乘以 {Words.Number(step.Value)}", $"times {Words.Number(step.Value)}")
            ),
            new("没有考核得分：乘以 1", "without a score: times 1"),
        ];

    protected override Line Line(ManagerMonth month) =>
        Line(
            reason: month.Figures.Score is null ? "factor-no-scorecard" : "factor",
            arguments: [],
            quantity: month.Figures.Score,
            factor: (ValueFor(month.Figures) ?? Factor.One).Value,
            basis: [$"scorecard:{month.Period}"]
        );
}

using CardTeam.Contracts;
using CardTeam.ServiceDefaults;

namespace CardTeam.Incentive.Calculation.Rules;

/// <summary>The factor of the band that contains the scorecard's total.</summary>
/// <param name="Rhythm">
/// The periods whose scorecard counts, one of <see cref="Rhythms"/>: the month's own, or the last closed one of a
/// longer rhythm that ended before the month.
/// </param>
internal sealed record ScorecardFactorRule(string Id, IReadOnlyList<string> Of, Table Bands, string Rhythm)
    : FactorRule(Id, Of)
{
    public static Rule? ReadBands(RuleDocument rule, string path, RuleReader reader)
    {
        var bands = reader.ReadBands(rule.Bands, $"{path}.bands", "factor", b => b.Factor);
        var rhythm = rule.Rhythm is null
            ? Rhythms.Month
            : reader.ReadChoice(rule.Rhythm, $"{path}.rhythm", [.. Rhythms.All]);
        return rule.Of is null || bands is null || rhythm is null
            ? null
            : new ScorecardFactorRule(rule.Id ?? "", rule.Of.Items, bands, rhythm);
    }

    private bool IsOfMonth => Rhythm == Rhythms.Month;

    public override Factor? ValueFor(MonthFigures figures) =>
        TotalOf(figures) is { } total ? Bands.ValueAt(total) : null;

    protected override Text Basis =>
        Rhythm switch
        {
            Rhythms.Month => new("按当月考核得分", "by the month’s score"),
            Rhythms.Quarter => new("按最近一个已关账季度的考核得分", "by the score of the last closed quarter"),
            Rhythms.Half => new("按最近一个已关账半年的考核得分", "by the score of the last closed half-year"),
            _ => new("按最近一个已关账年度的考核得分", "by the score of the last closed year"),
        };

    protected override IEnumerable<Text> Values() =>
        [
            .. Words.Rows(
                Bands,
                total => new(Words.Percent(total), Words.Percent(total)),
                step => new($"乘以 {Words.Number(step.Value)}", $"times {Words.Number(step.Value)}")
            ),
            new("没有考核得分：乘以 1", "without a score: times 1"),
        ];

    protected override Line Line(ManagerMonth month)
    {
        var total = TotalOf(month.Figures);
        var factor = (ValueFor(month.Figures) ?? Factor.One).Value;
        if (IsOfMonth)
            return Line(
                reason: total is null ? "factor-no-scorecard" : "factor",
                arguments: [],
                quantity: total,
                factor: factor,
                basis: [$"scorecard:{month.Period}"]
            );
        var counted = month.Figures.Longer.GetValueOrDefault(Rhythm);
        return Line(
            reason: total is null ? "factor-no-longer-scorecard" : "factor-longer",
            arguments: [Rhythm, .. counted is null ? [] : (string[])[$"{counted.Period}"]],
            quantity: total,
            factor: factor,
            basis: counted is null ? null : [$"scorecard:{counted.Period}"]
        );
    }

    private decimal? TotalOf(MonthFigures figures) =>
        IsOfMonth ? figures.Score : figures.Longer.GetValueOrDefault(Rhythm)?.Total;
}

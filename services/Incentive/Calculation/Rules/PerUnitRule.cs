using CardTeam.Contracts.Performance;
using CardTeam.ServiceDefaults;

namespace CardTeam.Incentive.Calculation.Rules;

/// <summary>Pays by the number of facts. Rates are CNY per fact.</summary>
internal sealed record PerUnitRule(
    string Id,
    CardFactKind Fact,
    IReadOnlySet<string>? Products,
    Gate? Gate,
    Table Rates,
    Tiering Tiering
) : EarningRule(Id, Fact, Products, Gate, Rates, Tiering)
{
    protected override string Reason => "earned-per-unit";

    /// <summary>The Chinese measure word of its facts.</summary>
    private string Unit => IsBesideCards ? "次" : "笔";

    public static Rule? Read(RuleDocument rule, string path, RuleReader reader) =>
        Read(
            rule,
            path,
            reader,
            wholeNumbers: true,
            tierings: ["cumulative", "whole"],
            (id, fact, products, gate, rates, tiering) => new PerUnitRule(id, fact, products, gate, rates, tiering)
        );

    /// <summary>
    /// Pays unit number n the rate of the tier that contains n (cumulative), or every unit the rate of the tier that
    /// contains the count (whole).
    /// </summary>
    protected override IReadOnlyList<Part> Split(IReadOnlyList<CountedFact> facts, Factor factor, ManagerMonth month)
    {
        var byTier = new SortedDictionary<decimal, (Step Step, int Units)>();
        for (var n = 0; n < facts.Count; n++)
        {
            var step = Tiering == Tiering.Whole ? Rates.StepAt(facts.Count) : Rates.StepOfUnit(n);
            byTier[step.From] = (step, byTier.GetValueOrDefault(step.From).Units + 1);
            month.RememberPaid(Id, facts[n].Fact.Ref, factor.Times(step.Value * 100));
        }

        return [.. byTier.Values.Select(tier => Part.OfTier(tier.Step, tier.Units))];
    }

    protected override IEnumerable<Text> Pays(Text fact)
    {
        if (Tiering == Tiering.Flat)
        {
            var each = Words.Yuan(Rates.Steps[0].Value);
            return [new($"每{Unit}{fact.Zh} {each.Zh}。", $"{each.En} for each of “{fact.En}”.")];
        }

        return
        [
            Tiering == Tiering.Whole
                ? new(
                    $"当月{fact.Zh}{Unit}数所在的档决定每一{Unit}的单价：",
                    $"Each of “{fact.En}” is paid at the rate of the tier that holds the month’s number of them:"
                )
                : new(
                    $"当月每{Unit}{fact.Zh}按次序分档计酬：",
                    $"The month’s “{fact.En}” are paid in order, each at the rate of its own tier:"
                ),
            .. Tiering == Tiering.Whole
                ? Words.Rows(Rates, count => new($"{Words.Number(count)} {Unit}", Words.Number(count)), Each)
                : Rates.Steps.Select(
                    (step, i) => Numbered(step, i + 1 < Rates.Steps.Count ? Rates.Steps[i + 1].From : null)
                ),
        ];
    }

    private Text Each(Step step)
    {
        var rate = Words.Yuan(step.Value);
        return new($"每{Unit} {rate.Zh}", $"{rate.En} each");
    }

    /// <summary>A tier with its units counted from one: the tier from 10 to 30 holds the 11th to the 30th.</summary>
    private Text Numbered(Step step, decimal? next)
    {
        var (first, each) = (Words.Number(step.From + 1), Each(step));
        return next is { } last
            ? new(
                $"第 {first} 至 {Words.Number(last)} {Unit}：{each.Zh}",
                $"number {first} to {Words.Number(last)}: {each.En}"
            )
            : new($"第 {first} {Unit}起：{each.Zh}", $"from number {first} on: {each.En}");
    }

    public override decimal PayForMore(decimal counted, IReadOnlyList<decimal> amounts) =>
        Pay(counted + amounts.Count) - Pay(counted);
}

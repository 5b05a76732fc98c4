using CardTeam.Contracts;
using CardTeam.Contracts.Performance;
using CardTeam.ServiceDefaults;

namespace CardTeam.Incentive.Calculation.Rules;

/// <summary>Pays by the facts' amounts. Rates are shares; tiers begin at amounts in CNY.</summary>
/// <param name="Least">The least that a single fact earns, before the factor; null without such a bound.</param>
/// <param name="Most">The most that a single fact earns, before the factor; null without such a bound.</param>
internal sealed record PerAmountRule(
    string Id,
    CardFactKind Fact,
    IReadOnlySet<string>? Products,
    Gate? Gate,
    Table Rates,
    Tiering Tiering,
    Money? Least,
    Money? Most
) : EarningRule(Id, Fact, Products, Gate, Rates, Tiering)
{
    /// <summary>True where each fact earns by itself, whatever else the month has.</summary>
    public bool IsPerFact => Tiering is Tiering.Flat or Tiering.PerItem;

    protected override string Reason => "earned-per-amount";

    public static Rule? Read(RuleDocument rule, string path, RuleReader reader)
    {
        foreach (var (bound, name) in new[] { (rule.Least, "least"), (rule.Most, "most") })
            if (bound is { } amount && amount < Money.Zero)
                reader.Negative($"{path}.{name}");
        if (rule is { Least: { } least, Most: { } most } && least > most)
            reader.Fault($"{path}.most", "plan.not-in-range", "most 不得小于 least。", "most is not below least.");
        if ((rule.Least ?? rule.Most) is not null && rule is { Tiers: not null, Tiering: not "per-item" })
            reader.Fault(
                $"{path}.tiering",
                "plan.bound-of-pooled",
                "least、most 是每笔的上下限，只能用于单一费率或 per-item。",
                "least and most bound a single fact: with one rate or with per-item only."
            );
        if (rule.Tiering == "whole" && rule.Tiers?.Any(t => t?.Amount is not null) == true)
            reader.Fault(
                $"{path}.tiering",
                "plan.amount-of-whole",
                "按档定额（amount）不能与 whole 合用。",
                "A tier with an amount cannot be paid by whole."
            );
        if (FactKinds.TryParse(rule.Fact, out var paid) && FactKinds.IsBesideCards(paid))
            reader.Fault(
                $"{path}.fact",
                "plan.no-amount",
                "竞赛优胜和课程完成没有金额，请用按件计酬的规则。",
                "A contest won or a course completed has no amount: a per-unit rule pays for it."
            );
        return Read(
            rule,
            path,
            reader,
            wholeNumbers: false,
            tierings: ["cumulative", "whole", "per-item"],
            (id, fact, products, gate, rates, tiering) =>
                new PerAmountRule(id, fact, products, gate, rates, tiering, rule.Least, rule.Most)
        );
    }

    /// <summary>The earnings of a fact of this amount in CNY by itself, before the factor.</summary>
    public decimal PayOf(decimal amount) => Bounded(Tariff(amount));

    protected override IReadOnlyList<Part> Split(IReadOnlyList<CountedFact> facts, Factor factor, ManagerMonth month)
    {
        if (!IsPerFact)
            return Parts([facts.Sum(f => f.Fact.Fen) / 100m]);
        var amounts = facts.Select(f => f.Fact.Fen / 100m).ToList();
        for (var i = 0; i < facts.Count; i++)
            month.RememberPaid(Id, facts[i].Fact.Ref, factor.Times(PayOf(amounts[i]) * 100));
        return [.. Parts(amounts), .. Bounds(amounts)];
    }

    protected override IEnumerable<Text> Pays(Text fact)
    {
        if (Tiering == Tiering.Flat)
        {
            var rate = Words.Percent(Rates.Steps[0].Value);
            yield return new($"按{fact.Zh}金额的 {rate} 计酬。", $"{rate} of the amounts of “{fact.En}”.");
        }
        else
        {
            yield return Tiering switch
            {
                Tiering.PerItem => new(
                    $"每笔{fact.Zh}金额各自分段计酬：",
                    $"Each amount of “{fact.En}” is paid by itself, part by part:"
                ),
                Tiering.Whole => new(
                    $"按当月{fact.Zh}金额合计所在的档，全部按该档的比例计酬：",
                    $"The month’s sum of “{fact.En}” is paid at the rate of the tier that holds it:"
                ),
                _ => new($"按当月{fact.Zh}金额合计分段计酬：", $"The month’s sum of “{fact.En}” is paid part by part:"),
            };
            foreach (var row in Words.Rows(Rates, Words.Yuan, WorthOf))
                yield return row;
            if (Rates.Steps[^1].Length is not null)
                yield return new("超出最后一档的部分不计酬。", "What is above the last tier is not paid.");
        }

        if (Least is { } least)
            yield return new(
                $"每笔最少 {Words.Yuan(least).Zh}（乘系数前）。",
                $"A single one earns at least {Words.Yuan(least).En}, before any factor."
            );
        if (Most is { } most)
            yield return new(
                $"每笔最多 {Words.Yuan(most).Zh}（乘系数前）。",
                $"A single one earns at most {Words.Yuan(most).En}, before any factor."
            );
    }

    private static Text WorthOf(Step step)
    {
        if (step.Rate is { } rate)
            return new(Words.Percent(rate), Words.Percent(rate));
        var whole = Words.Yuan(step.Value);
        return new($"全档 {whole.Zh}，不满按比例", $"{whole.En} for the whole tier, a part of it in proportion");
    }

    public override decimal PayForMore(decimal counted, IReadOnlyList<decimal> amounts) =>
        IsPerFact ? amounts.Sum(PayOf) : Pay(counted + amounts.Sum()) - Pay(counted);

    private decimal Tariff(decimal amount) =>
        Tiering == Tiering.Flat ? Rates.Steps[0].Worth(amount) : Rates.Marginal(amount);

    private decimal Bounded(decimal earned) =>
        Least is { } least && earned < Numbers.Yuan(least) ? Numbers.Yuan(least)
        : Most is { } most && earned > Numbers.Yuan(most) ? Numbers.Yuan(most)
        : earned;

    private List<Part> Parts(List<decimal> totals)
    {
        if (Tiering is Tiering.Flat or Tiering.Whole)
        {
            var sum = totals.Sum();
            return [Part.OfTier(Tiering == Tiering.Flat ? Rates.Steps[0] : Rates.StepAt(sum), sum)];
        }

        var quantities = new decimal[Rates.Steps.Count];
        foreach (var total in totals)
        {
            var tier = 0;
            foreach (var (quantity, _) in Rates.Split(total))
                quantities[tier++] += quantity;
        }

        return Rates.Steps.Select((step, i) => Part.OfTier(step, quantities[i])).ToList();
    }

    /// <summary>The facts that earn more or less than the tariff by a bound, and by how much in all.</summary>
    private IEnumerable<Part> Bounds(List<decimal> amounts)
    {
        var differences = amounts.ConvertAll(amount => PayOf(amount) - Tariff(amount));
        foreach (
            var (name, at) in new[]
            {
                ("least", differences.Where(d => d > 0)),
                ("most", differences.Where(d => d < 0)),
            }
        )
            if (at.ToList() is { Count: > 0 } differing)
                yield return new(name, differing.Count, null, differing.Sum()) { IsTier = false };
    }
}

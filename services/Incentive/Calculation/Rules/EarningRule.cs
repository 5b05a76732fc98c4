using CardTeam.Contracts;
using CardTeam.Contracts.Performance;
using CardTeam.ServiceDefaults;

namespace CardTeam.Incentive.Calculation.Rules;

/// <summary>Pays for facts of one kind.</summary>
/// <param name="Products">The products the rule covers; null means every product.</param>
internal abstract record EarningRule(
    string Id,
    CardFactKind Fact,
    IReadOnlySet<string>? Products,
    Gate? Gate,
    Table Rates,
    Tiering Tiering
) : Rule(Id)
{
    /// <summary>The code of the sentence on its line.</summary>
    protected abstract string Reason { get; }

    /// <summary>True for a rule that pays for facts of no card, of which each counts for itself.</summary>
    private protected bool IsBesideCards => FactKinds.IsBesideCards(Fact);

    public bool Covers(string? product) => Products is null || (product is not null && Products.Contains(product));

    public override Effect Effect => Effect.Earned;

    public override IEnumerable<Text> Sentences(RuleNames names)
    {
        foreach (var sentence in Pays(FactNames.Of(FactKinds.Name(Fact))))
            yield return sentence;
        if (Products is not null)
        {
            var list = Words.List(Products.Order(StringComparer.Ordinal).Select(p => new Text(p, p)));
            yield return Fact switch
            {
                FactKinds.ContestWon => new($"只限竞赛：{list.Zh}。", $"Only for the contests {list.En}."),
                FactKinds.CourseCompleted => new($"只限课程：{list.Zh}。", $"Only for the courses {list.En}."),
                _ => new($"只限产品：{list.Zh}。", $"Only for the products {list.En}."),
            };
        }

        if (Gate is { CureDays: 0 } held)
            yield return new(
                $"发生当日须持有证书“{held.Certificate}”，否则不计。",
                $"Counts only with certificate “{held.Certificate}” held on the day."
            );
        else if (Gate is { } gate)
            yield return new(
                $"须持有证书“{gate.Certificate}”；发生后 {Words.Number(gate.CureDays)} 天内取得的，自取得日起计入。",
                $"Counts only with certificate “{gate.Certificate}”; one got within {Words.Number(gate.CureDays)} days makes it count "
                    + "from that day on."
            );
    }

    /// <summary>The pay for facts of a name, in sentences.</summary>
    protected abstract IEnumerable<Text> Pays(Text fact);

    public override void Apply(ManagerMonth month)
    {
        var facts = month.Counted(this);
        if (facts.Count == 0)
            return;
        var inOrder = Gate is null
            ? facts
            : facts.OrderBy(f => f.Day).ThenBy(f => f.Fact.Ref, StringComparer.Ordinal).ToList();
        var factor = month.FactorOf(this);
        var parts = Split(inOrder, factor, month);
        var exact = factor.Times(parts.Sum(p => p.Amount));
        var used = parts.Where(p => p.Quantity != 0).ToList();
        month.Add(
            new(
                Rule: Id,
                Kind: LineKind.Earned,
                Reason: Reason,
                Arguments: null,
                Quantity: used.Where(p => p.IsTier).Sum(p => p.Quantity),
                Rate: used.Count == 1 ? used[0].Rate : null,
                Factor: factor.Value,
                Exact: exact,
                Amount: Money.RoundHalfUp(exact * 100),
                Basis: inOrder.Select(f => f.Fact.Ref).ToList(),
                Steps: used is [{ Rate: not null }]
                    ? null
                    : used.Select(p => new LineStep(p.Subject, p.Quantity, p.Rate, p.Amount)).ToList()
            )
        );
    }

    /// <summary>The earnings of further facts on top of those counted, without factor.</summary>
    /// <param name="counted">The quantity of the line: units, or CNY.</param>
    /// <param name="amounts">The amounts of the further facts in CNY.</param>
    public abstract decimal PayForMore(decimal counted, IReadOnlyList<decimal> amounts);

    /// <summary>Reads the fields that rules on facts have in common; null where a fault was found.</summary>
    /// <param name="wholeNumbers">True when tiers begin at numbers of units.</param>
    /// <param name="tierings">The values of <c>tiering</c> that the type knows.</param>
    private protected static Rule? Read(
        RuleDocument rule,
        string path,
        RuleReader reader,
        bool wholeNumbers,
        string[] tierings,
        Maker make
    )
    {
        var tiering = reader.ReadTiering(rule, path, tierings);
        var rates = reader.ReadRates(rule, path, wholeNumbers);
        var (fact, gate) = (reader.ReadFact(rule, path), reader.ReadGate(rule, path));
        return fact is { } kind && rates is not null && tiering is { } how
            ? make(rule.Id ?? "", kind, reader.ReadProducts(rule, path), gate, rates, how)
            : null;
    }

    /// <summary>The quantity in each tier, with what it earns before the factor.</summary>
    protected abstract IReadOnlyList<Part> Split(IReadOnlyList<CountedFact> facts, Factor factor, ManagerMonth month);

    /// <summary>The rule's pay for a quantity as a whole, without factor.</summary>
    private protected decimal Pay(decimal quantity) =>
        Tiering switch
        {
            Tiering.Flat => Rates.Steps[0].Worth(quantity),
            Tiering.Whole => Rates.StepAt(quantity).Worth(quantity),
            _ => Rates.Marginal(quantity),
        };

    /// <summary>A part of a line's earnings: a tier's, or the difference a bound on single facts makes.</summary>
    /// <param name="Subject">The tier's start, or the name of the bound.</param>
    /// <param name="Quantity">Units or CNY in a tier; the number of facts at a bound.</param>
    /// <param name="Rate">The tier's rate; null where the tier pays an amount, and for a bound.</param>
    protected readonly record struct Part(string Subject, decimal Quantity, decimal? Rate, decimal Amount)
    {
        public bool IsTier { get; init; } = true;

        public static Part OfTier(Step step, decimal quantity) =>
            new(Numbers.Plain(step.From), quantity, step.Rate, step.Worth(quantity));
    }

    private protected delegate EarningRule Maker(
        string id,
        CardFactKind fact,
        IReadOnlySet<string>? products,
        Gate? gate,
        Table rates,
        Tiering tiering
    );
}

using System.Text.Json;
using CardTeam.Verify.Calculation;

namespace CardTeam.Verify.Rules;

/// <summary>The certificate a fact needs, and the days within which it may still be had.</summary>
internal sealed record Gate(string Certificate, int CureDays);

/// <summary>Pays for facts of one kind.</summary>
internal abstract class EarningRule : Rule
{
    private readonly IReadOnlyList<string>? _products;

    protected EarningRule(RuleText text)
        : base(text)
    {
        Fact = text.Word("fact");
        _products = text.Words("products") is { } named && !named.Contains("*", StringComparer.Ordinal) ? named : null;
        if (text.Get("gate") is { } gate)
            Gate = new(
                gate.GetProperty("certificate").GetString()!,
                gate.TryGetProperty("cureDays", out var days) && days.ValueKind == JsonValueKind.Number
                    ? days.GetInt32()
                    : 0
            );
        Tiering = text.Get("tiers") is null ? "flat" : text.Word("tiering");
        Rates = text.NumberOrNull("rate") is { } rate ? Table.OfOne(rate) : Table.Read(text.List("tiers"), "rate");
    }

    /// <summary>The kind of facts.</summary>
    public string Fact { get; }

    public Gate? Gate { get; }

    /// <summary><c>flat</c> for a single rate, or how tiers are applied.</summary>
    protected string Tiering { get; }

    protected Table Rates { get; }

    public override Effect Effect => Effect.Earned;

    /// <summary>True for a fact of the kind and of a product the rule covers.</summary>
    public bool Pays(JudgedFact fact) =>
        fact.Fact.Kind == Fact
        && (
            _products is null
            || (fact.Fact.Product is { } product && _products.Contains(product, StringComparer.Ordinal))
        );

    public override void Apply(MonthSheet sheet)
    {
        var facts = sheet.Counted(this);
        if (facts.Count == 0)
            return;
        var factor = sheet.FactorOn(this);
        var (quantity, earned, each) = Earn(facts);
        if (!sheet.IsTrial && each is not null)
            for (var i = 0; i < facts.Count; i++)
                sheet.History.RememberPaid(Id, facts[i].Fact.Fact.Ref, factor * each[i]);
        sheet.Add(
            new(Id, "earned", new((factor * earned).ToFen()), [.. facts.Select(f => f.Fact.Fact.Ref)])
            {
                Quantity = quantity,
                Factor = factor,
                Unrounded = factor * earned,
            }
        );
    }

    /// <summary>The earnings of facts before any factor, in 元.</summary>
    /// <returns>The quantity paid for, the sum, and what each fact earned; null where none earns by itself.</returns>
    protected abstract (Exact Quantity, Exact Earned, IReadOnlyList<Exact>? Each) Earn(List<CountedFact> facts);
}

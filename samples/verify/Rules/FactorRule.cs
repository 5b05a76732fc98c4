using System.Text.Json;
using CardTeam.Verify.Calculation;

namespace CardTeam.Verify.Rules;

/// <summary>Multiplies what other rules earn; without the figure it goes by, by 1.</summary>
internal abstract class FactorRule(RuleText text) : Rule(text)
{
    public IReadOnlyList<string> Of { get; } = text.OneOrMore("of");

    public override Effect Effect => Effect.Factor;

    public static FactorRule Read(RuleText text) =>
        text.Word("by") switch
        {
            "scorecard" => new ScorecardFactor(text),
            "pay-step" => new PayStepFactor(text),
            "kpis" => new KpiFactor(text),
            var other => throw text.Unknown($"“by”：“{other}”", $"'by' of '{other}'"),
        };

    public abstract Exact ValueIn(MonthSheet sheet);

    /// <summary>The line says which factor it was; the money is in the lines of what was earned.</summary>
    public override void Apply(MonthSheet sheet)
    {
        if (
            sheet.Plan.Earning.Any(r =>
                Of.Contains(r.Id, StringComparer.Ordinal) && sheet.IsFor(r) && sheet.Counted(r).Count > 0
            )
        )
            sheet.Add(
                new(Id, "factor", Fen.Zero, BasisIn(sheet)) { Quantity = FigureIn(sheet), Factor = ValueIn(sheet) }
            );
    }

    /// <summary>The figure the factor goes by; null where it is no number or missing.</summary>
    protected abstract Exact? FigureIn(MonthSheet sheet);

    protected virtual IReadOnlyList<string>? BasisIn(MonthSheet sheet) => [$"scorecard:{sheet.Month}"];
}

/// <summary>By the band that holds the total of the month's scorecard, or of the last one of a longer rhythm.</summary>
internal sealed class ScorecardFactor(RuleText text) : FactorRule(text.With("of", "by", "bands", "rhythm"))
{
    private readonly Table _bands = Table.Read(text.List("bands"), "factor");
    private readonly string _rhythm = text.WordOrNull("rhythm") ?? "month";

    public override Exact ValueIn(MonthSheet sheet) =>
        FigureIn(sheet) is { } total ? _bands.At(total).Value : Exact.One;

    protected override Exact? FigureIn(MonthSheet sheet) =>
        (_rhythm == "month" ? sheet.Scorecard : sheet.LastOf(_rhythm))?.Total;

    protected override IReadOnlyList<string>? BasisIn(MonthSheet sheet) =>
        _rhythm == "month" ? base.BasisIn(sheet)
        : sheet.LastOf(_rhythm) is { } counted ? [$"scorecard:{counted.Period}"]
        : null;
}

/// <summary>By level and pay step.</summary>
internal sealed class PayStepFactor(RuleText text) : FactorRule(text.With("of", "by", "values"))
{
    private readonly Dictionary<string, Exact> _values = text.Numbers("values");

    public override Exact ValueIn(MonthSheet sheet) =>
        Grades.PayStep(sheet.Posting) is { } step && _values.TryGetValue(step, out var value) ? value : Exact.One;

    protected override Exact? FigureIn(MonthSheet sheet) => null;

    protected override IReadOnlyList<string>? BasisIn(MonthSheet sheet) => null;
}

/// <summary>By the weighted sum of the values of KPIs, each an exact quotient.</summary>
internal sealed class KpiFactor(RuleText text) : FactorRule(text.With("of", "by", "kpis", "below", "belowFactor"))
{
    private readonly List<(string Kpi, Exact Weight)> _kpis =
    [
        .. text.List("kpis")
            .Select(k => (k.GetProperty("kpi").GetString()!, k.GetProperty("weight").Deserialize<Exact>())),
    ];

    private readonly Exact? _below = text.NumberOrNull("below");
    private readonly Exact? _belowFactor = text.NumberOrNull("belowFactor");

    public override Exact ValueIn(MonthSheet sheet) =>
        FigureIn(sheet) is not { } sum ? Exact.One
        : _below is { } bound && sum < bound ? _belowFactor ?? Exact.Zero
        : sum;

    protected override Exact? FigureIn(MonthSheet sheet)
    {
        var sum = Exact.Zero;
        foreach (var (name, weight) in _kpis)
        {
            if (sheet.Scorecard?.Kpis.FirstOrDefault(k => k.Name == name) is not { } kpi)
                return null;
            sum += weight * kpi.Numerator / kpi.Denominator;
        }

        return sum;
    }
}

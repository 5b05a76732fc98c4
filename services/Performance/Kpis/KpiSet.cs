using CardTeam.Contracts;

namespace CardTeam.Performance.Kpis;

/// <summary>The definitions that hold in one month, one a code.</summary>
internal sealed class KpiSet
{
    private const string Calculated = "calculated";

    private readonly Dictionary<string, KpiDefinition> _byCode;
    private readonly Dictionary<string, KpiDefinition> _undefined = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _sources = new(StringComparer.Ordinal);

    public KpiSet(IEnumerable<KpiDefinition> definitions) =>
        _byCode = definitions.ToDictionary(d => d.Code, StringComparer.Ordinal);

    public IReadOnlyCollection<KpiDefinition> All => _byCode.Values;

    public bool Has(string code) => _byCode.ContainsKey(code);

    /// <summary>The definition of a code; one that nobody has defined is an imported value.</summary>
    public KpiDefinition Of(string code)
    {
        if (_byCode.TryGetValue(code, out var known) || _undefined.TryGetValue(code, out known))
            return known;
        return _undefined[code] = KpiDefinition.Undefined(code);
    }

    /// <summary>The KPIs that are counted or imported for the value of this one.</summary>
    public IEnumerable<string> CountedFor(string code) =>
        Of(code) is { IsCalculated: true, Basis: { } basis } ? basis.Others : [code];

    /// <summary>The value of a KPI; null when it has none.</summary>
    /// <param name="counted">The value of a KPI that is counted or imported.</param>
    public Quotient? ValueOf(string code, Func<string, Quotient?> counted)
    {
        if (Of(code) is not { IsCalculated: true, Basis: { } basis })
            return counted(code);
        return basis is { Numerator: { } above, Denominator: { } below }
            ? Ratio(counted(above), counted(below))
            : Sum(basis.Parts!, counted);
    }

    /// <summary>
    /// The source a scorecard names: <c>card-facts</c>, <c>feedback</c> or <c>imported</c>, and <c>calculated</c> for a
    /// KPI that is made of values of several sources.
    /// </summary>
    public string SourceOf(string code)
    {
        if (!_sources.TryGetValue(code, out var source))
            _sources[code] = source = FindSource(code);
        return source;
    }

    private string FindSource(string code)
    {
        var sources = CountedFor(code).Select(c => Of(c).Source).Distinct(StringComparer.Ordinal).ToList();
        return sources switch
        {
            [KpiWords.Import] => Of(code).IsCalculated ? Calculated : "imported",
            [var one] => one,
            _ => Calculated,
        };
    }

    /// <summary>Nothing of nothing is no value, not a bad one.</summary>
    private static Quotient? Ratio(Quotient? above, Quotient? below) =>
        above is { } a && below is { Numerator: > 0 } b
            ? Quotient.Of(a.Numerator * b.Denominator, a.Denominator * b.Numerator)
            : null;

    private static Quotient? Sum(IReadOnlyList<KpiPart> parts, Func<string, Quotient?> counted)
    {
        var sum = 0m;
        foreach (var part in parts)
        {
            if (counted(part.Kpi) is not { } value)
                return null;
            sum += part.Weight * value.Value;
        }

        return new(sum, 1);
    }
}

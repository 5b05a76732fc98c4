using CardTeam.Contracts;
using CardTeam.Performance.Data;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Kpis;

/// <summary>Every definition of every KPI.</summary>
internal sealed class KpiCatalogue
{
    private readonly ILookup<string, KpiDefinition> _definitions;
    private readonly Dictionary<Period, KpiSet> _sets = [];

    private KpiCatalogue(IEnumerable<KpiDefinition> definitions) =>
        _definitions = definitions.ToLookup(d => d.Code, StringComparer.Ordinal);

    /// <summary>The KPIs that every bank begins with.</summary>
    public static KpiCatalogue OfRelease() => new(KpisOfRelease.All());

    public static KpiCatalogue Of(IEnumerable<KpiDefinition> definitions) => new(definitions);

    public static async Task<KpiCatalogue> LoadAsync(PerformanceDbContext db, CancellationToken ct)
    {
        var definitions = await db.KpiDefinitions.AsNoTracking().ToListAsync(ct);
        return definitions.Count == 0 ? OfRelease() : new(definitions);
    }

    /// <summary>The definitions that hold in a month.</summary>
    public KpiSet For(Period month)
    {
        if (!_sets.TryGetValue(month, out var set))
            _sets[month] = set = new(
                _definitions.Select(versions =>
                    versions.Where(d => d.EffectiveFrom <= month).MaxBy(d => d.EffectiveFrom)
                    ?? versions.MinBy(d => d.EffectiveFrom)!
                )
            );
        return set;
    }

    /// <summary>The newest definitions.</summary>
    public KpiSet Newest() => new(_definitions.Select(versions => versions.MaxBy(d => d.EffectiveFrom)!));

    /// <summary>True when the value of one KPI rests on another in some month.</summary>
    public bool RestsOn(string code, string other) =>
        code == other
        || _definitions[code]
            .Any(d => d.IsCalculated && d.Basis is { } basis && basis.Others.Contains(other, StringComparer.Ordinal));
}

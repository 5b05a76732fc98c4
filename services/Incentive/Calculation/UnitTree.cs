using CardTeam.Platform.Organisation;

namespace CardTeam.Incentive.Calculation;

/// <summary>The bank's units at one time, each with the unit above it.</summary>
/// <param name="parents">The unit above each unit; null for one at the top.</param>
/// <param name="names">The names that are known, by code; null where none is needed.</param>
internal sealed class UnitTree(
    IReadOnlyDictionary<string, string?> parents,
    IReadOnlyDictionary<string, string>? names = null
)
{
    private readonly ILookup<string?, string> _children = parents.ToLookup(
        unit => unit.Value,
        unit => unit.Key,
        StringComparer.Ordinal
    );

    private readonly Dictionary<string, IReadOnlySet<string>> _below = new(StringComparer.Ordinal);

    public bool Knows(string unit) => parents.ContainsKey(unit);

    /// <summary>The name of a unit for people; null where it is not known.</summary>
    public string? NameOf(string unit) => names?.GetValueOrDefault(unit);

    /// <summary>A unit with all those below it.</summary>
    public IReadOnlySet<string> Below(string unit)
    {
        if (_below.TryGetValue(unit, out var known))
            return known;
        return _below[unit] = PartOfBank.Below(unit, _children).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>A unit and those above it, upwards, each with its parent.</summary>
    public IEnumerable<(string Unit, string? Parent)> Above(string unit)
    {
        var passed = new HashSet<string>(StringComparer.Ordinal);
        for (var at = unit; at is not null && passed.Add(at); at = parents.GetValueOrDefault(at))
            yield return (at, parents.GetValueOrDefault(at));
    }
}

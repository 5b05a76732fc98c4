using CardTeam.Contracts.Performance;

namespace CardTeam.Incentive.Calculation.Rules;

/// <summary>The managers a rule is for, by their posting on their last day in post in a month.</summary>
/// <param name="Levels">The levels; null for every level.</param>
/// <param name="Employments">The kinds of employment; null for every kind.</param>
/// <param name="Org">The unit whose managers it is for, with the units below it; null for the whole bank.</param>
internal sealed record Audience(IReadOnlySet<string>? Levels, IReadOnlySet<string>? Employments, string? Org = null)
{
    public static readonly Audience Everybody = new(null, null);

    /// <summary>The unit and those below it in the month calculated; null until <see cref="Among"/> has found them.</summary>
    public IReadOnlySet<string>? Units { get; private init; }

    /// <summary>The same audience with the units it covers in a tree.</summary>
    public Audience Among(UnitTree tree) => Org is null ? this : this with { Units = tree.Below(Org) };

    /// <param name="posting">The manager's posting; null for one who never had any.</param>
    /// <exception cref="InvalidOperationException">The units it covers have not been found.</exception>
    public bool Includes(Posting? posting) =>
        Holds(Levels, posting?.Level) && Holds(Employments, posting?.Employment) && IsOfUnit(posting?.Org);

    /// <summary>True when a manager can be in both audiences at once.</summary>
    /// <param name="tree">The units; null where only a unit itself overlaps with itself.</param>
    public bool Overlaps(Audience other, UnitTree? tree) =>
        Overlaps(Levels, other.Levels) && Overlaps(Employments, other.Employments) && OverlapsUnit(other, tree);

    private bool IsOfUnit(string? org)
    {
        if (Org is null)
            return true;
        var units = Units ?? throw new InvalidOperationException($"The units below {Org} have not been found.");
        return org is not null && units.Contains(org);
    }

    private bool OverlapsUnit(Audience other, UnitTree? tree) =>
        Org is null
        || other.Org is null
        || Org == other.Org
        || (tree is not null && (tree.Below(Org).Contains(other.Org) || tree.Below(other.Org).Contains(Org)));

    private static bool Holds(IReadOnlySet<string>? wanted, string? value) =>
        wanted is null || (value is not null && wanted.Contains(value));

    private static bool Overlaps(IReadOnlySet<string>? these, IReadOnlySet<string>? those) =>
        these is null || those is null || these.Overlaps(those);
}

using CardTeam.Contracts.Performance;

namespace CardTeam.Incentive.Calculation.Rules;

/// <summary>The managers a rule is for, by their posting on their last day in post in a month.</summary>
/// <param name="Levels">The levels; null for every level.</param>
/// <param name="Employments">The kinds of employment; null for every kind.</param>
internal sealed record Audience(IReadOnlySet<string>? Levels, IReadOnlySet<string>? Employments)
{
    public static readonly Audience Everybody = new(null, null);

    /// <param name="posting">The manager's posting; null for one who never had any.</param>
    public bool Includes(Posting? posting) => Holds(Levels, posting?.Level) && Holds(Employments, posting?.Employment);

    /// <summary>True when a manager can be in both audiences at once.</summary>
    public bool Overlaps(Audience other) => Overlaps(Levels, other.Levels) && Overlaps(Employments, other.Employments);

    private static bool Holds(IReadOnlySet<string>? wanted, string? value) =>
        wanted is null || (value is not null && wanted.Contains(value));

    private static bool Overlaps(IReadOnlySet<string>? these, IReadOnlySet<string>? those) =>
        these is null || those is null || these.Overlaps(those);
}

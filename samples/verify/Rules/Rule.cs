using CardTeam.Verify.Bundles;
using CardTeam.Verify.Calculation;

namespace CardTeam.Verify.Rules;

/// <summary>The order in which rules take effect.</summary>
internal enum Effect
{
    Fixed,
    Seniority,
    Earned,
    Factor,
    Split,
    Override,
    Pool,
    Budget,
    Complaint,
    Clawback,
    DeductionLimit,
    Minimum,
    Cap,
    Reserve,
    Deferral,
}

/// <summary>A rule of a plan, for some managers or for all.</summary>
internal abstract class Rule(RuleText text)
{
    private readonly IReadOnlyList<string>? _levels = text.Words("levels");
    private readonly IReadOnlyList<string>? _employment = text.Words("employment");
    private readonly string? _org = text.WordOrNull("org");

    public string Id { get; } = text.Id;

    public abstract Effect Effect { get; }

    public abstract void Apply(MonthSheet sheet);

    /// <summary>Whether the rule is for a manager, by the posting on the last day in post.</summary>
    /// <param name="units">The bank's units in the month, as far as this manager needs them.</param>
    public bool IsFor(Posting? posting, UnitPath units) =>
        Holds(_levels, posting?.Level)
        && Holds(_employment, posting?.Employment)
        && (_org is null || (posting is not null && units.IsWithin(posting.Org, _org)));

    private static bool Holds(IReadOnlyList<string>? wanted, string? value) =>
        wanted is null || (value is not null && wanted.Contains(value, StringComparer.Ordinal));
}

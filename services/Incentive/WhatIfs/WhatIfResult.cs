using System.Text.Json.Serialization;
using CardTeam.Contracts;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Review;

namespace CardTeam.Incentive.WhatIfs;

/// <summary>
/// The result of a what-if: the months now, by the plans in force, and then, by the plan asked about. Pay is what a month
/// comes to, paid now or later: payable, deferred and reserved, without adjustments of other months.
/// </summary>
/// <param name="Managers">The number of managers with a month that counts.</param>
/// <param name="Winners">The managers who would get more.</param>
/// <param name="Losers">The managers who would get less.</param>
/// <param name="Unchanged">The number of managers who would get the same.</param>
/// <param name="Quartiles">Quartiles of the managers' pay over all months; null without managers.</param>
/// <param name="Groups">
/// Sums of pay by branch, level, pay step, area and employment; a manager's month counts in the group of its last day.
/// </param>
/// <param name="Fairness">The pay of those groups beside one another, a manager's month at a time.</param>
internal sealed record WhatIfResult(
    int Managers,
    WhatIfAmounts Now,
    WhatIfAmounts Then,
    Money Change,
    IReadOnlyList<WhatIfMonth> Months,
    WhatIfSide Winners,
    WhatIfSide Losers,
    int Unchanged,
    WhatIfQuartiles? Quartiles,
    IReadOnlyList<WhatIfGroup> Groups,
    IReadOnlyList<WhatIfFairness> Fairness
)
{
    /// <summary>The earnings on facts in the newest months, at most twelve; null for what-ifs of earlier releases.</summary>
    public WhatIfEarnings? Earnings { get; init; }
}

/// <summary>The sum that the plan asked about pays by rules on facts, factors included, before anything is cut.</summary>
/// <param name="From">The first of the months.</param>
/// <param name="OnVolume">
/// The part paid for the number of applications or approved cards without any factor of quality.
/// </param>
internal sealed record WhatIfEarnings(Period From, Period To, Money Earned, Money OnVolume);

/// <param name="Pay">Payable, deferred and reserved together.</param>
internal sealed record WhatIfAmounts(Money Pay, Money Payable, Money Deferred, Money Reserved)
{
    public static WhatIfAmounts Of(Amounts a) =>
        new(a.Payable + a.Deferred + a.Reserved, a.Payable, a.Deferred, a.Reserved);
}

/// <param name="Managers">The number of managers of the month.</param>
internal sealed record WhatIfMonth(Period Period, int Managers, WhatIfAmounts Now, WhatIfAmounts Then, Money Change);

/// <param name="Change">The sum of their changes.</param>
internal sealed record WhatIfSide(int Managers, Money Change);

/// <summary>Quartiles by nearest rank, see <see cref="Quartiles"/>.</summary>
internal sealed record WhatIfQuartiles(WhatIfQuartiles.Side Now, WhatIfQuartiles.Side Then)
{
    public sealed record Side(Money First, Money Median, Money Third);
}

/// <param name="By"><c>branch</c>, <c>level</c>, <c>pay-step</c>, <c>area</c> or <c>employment</c>.</param>
/// <param name="Key">The group, such as <c>senior-A</c>; null for managers of whom it is not known.</param>
/// <param name="Months">The number of managers' months in it.</param>
internal sealed record WhatIfGroup(string By, string? Key, int Months, Money Now, Money Then, Money Change);

/// <inheritdoc cref="WhatIfGroup"/>
internal sealed record WhatIfFairness(
    string By,
    string? Key,
    int Months,
    WhatIfFairness.Side Now,
    WhatIfFairness.Side Then
)
{
    /// <param name="Mean">Mean pay of a manager's month, rounded half up to 分.</param>
    /// <param name="Median">Median by nearest rank.</param>
    /// <param name="Share">The group's part of all pay, to 6 decimals half up; null where nothing is paid at all.</param>
    /// <param name="RatioOfMeans">
    /// The mean of the group ÷ the mean of all, from the unrounded sums, to 6 decimals half up; null where nothing is paid
    /// at all.
    /// </param>
    public sealed record Side(
        Money Mean,
        Money Median,
        [property: JsonConverter(typeof(RatioJson))] decimal? Share,
        [property: JsonConverter(typeof(RatioJson))] decimal? RatioOfMeans
    );
}

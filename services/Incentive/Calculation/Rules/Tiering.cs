namespace CardTeam.Incentive.Calculation.Rules;

internal enum Tiering
{
    /// <summary>A single rate for everything.</summary>
    Flat,

    /// <summary>Each unit, or each part of the sum, is paid at the rate of its own tier.</summary>
    Cumulative,

    /// <summary>Everything is paid at the rate of the tier that contains the whole.</summary>
    Whole,

    /// <summary>Each amount is split over the tiers by itself.</summary>
    PerItem,
}

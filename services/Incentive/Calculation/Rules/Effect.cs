namespace CardTeam.Incentive.Calculation.Rules;

/// <summary>The order in which rules take effect in a month.</summary>
internal enum Effect
{
    Fixed,
    Seniority,
    Earned,
    Factor,

    /// <summary>Shares of a manager's earnings that move to others, or that others get on top.</summary>
    Split,
    Override,
    Pool,

    /// <summary>Everything paid so far is kept within a sum for the whole bank.</summary>
    Budget,
    Complaint,
    Clawback,

    /// <summary>Rules up to here act before recoveries, and what the month before left, are deducted.</summary>
    CarriedIn,
    DeductionLimit,

    /// <summary>Rules from here on act on what is left when nothing is below zero.</summary>
    Minimum,
    Cap,
    Reserve,
    Deferral,
}

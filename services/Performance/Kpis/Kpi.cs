using System.Text.RegularExpressions;

namespace CardTeam.Performance.Kpis;

/// <summary>The codes of the KPIs whose counting the suite defines, and the shape of a code.</summary>
internal static partial class Kpi
{
    public const string Applied = "applied",
        Approved = "approved",
        Activated = "activated",
        FirstUsed = "first-used",
        Cancelled = "cancelled",
        Overdue = "overdue",
        Sleeping = "sleeping",
        Active = "active",
        ActiveAmount = "active-amount",
        InstalmentAmount = "instalment-amount",
        NewCustomers = "new-customers",
        Cards = "cards",
        ActiveRate = "active-rate",
        ActivationRate = "activation-rate",
        FirstUseRate = "first-use-rate",
        CancelRate = "cancel-rate",
        ComplaintsUpheld = "complaints-upheld",
        ComplaintRate = "complaint-rate",
        Satisfaction = "satisfaction",
        CardsAsleep = "cards-asleep",
        SleepingShare = "sleeping-share",
        Contribution = "contribution",
        PlanCompletion = "plan-completion",
        CareOnTime = "care-on-time",
        Review = "review-360";

    /// <summary>The KPIs that rest on managers' own work.</summary>
    public static readonly string[] OfWork = [PlanCompletion, CareOnTime];

    public static bool IsCode(string code) => Code().IsMatch(code);

    [GeneratedRegex("^[a-z][a-z0-9-]{0,39}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Code();
}

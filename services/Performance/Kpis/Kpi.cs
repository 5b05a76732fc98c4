using System.Text.RegularExpressions;

namespace CardTeam.Performance.Kpis;

/// <summary>The source of a KPI's value.</summary>
internal enum KpiSource
{
    /// <summary>Counted or summed from the month's card facts.</summary>
    CardFacts,

    /// <summary>Computed from complaints and customers' answers.</summary>
    Feedback,

    /// <summary>Imported as an indicator.</summary>
    Imported,
}

/// <summary>The KPIs a score sheet may name.</summary>
internal static partial class Kpi
{
    public const string Approved = "approved",
        Activated = "activated",
        Cancelled = "cancelled",
        Overdue = "overdue",
        Active = "active",
        ActiveAmount = "active-amount",
        InstalmentAmount = "instalment-amount",
        ActiveRate = "active-rate",
        NewCustomers = "new-customers",
        ComplaintsUpheld = "complaints-upheld",
        Satisfaction = "satisfaction";

    public static bool IsCode(string code) => Code().IsMatch(code);

    public static bool LowerIsBetter(string kpi) => kpi is Cancelled or Overdue or ComplaintsUpheld;

    public static KpiSource SourceOf(string kpi) =>
        kpi switch
        {
            Approved
            or Activated
            or Cancelled
            or Overdue
            or Active
            or ActiveAmount
            or InstalmentAmount
            or ActiveRate
            or NewCustomers => KpiSource.CardFacts,
            ComplaintsUpheld or Satisfaction => KpiSource.Feedback,
            _ => KpiSource.Imported,
        };

    [GeneratedRegex("^[a-z][a-z0-9-]{0,39}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Code();
}

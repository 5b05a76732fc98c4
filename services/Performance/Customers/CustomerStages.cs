using CardTeam.ServiceDefaults.Settings;

namespace CardTeam.Performance.Customers;

/// <summary>
/// The rules by which a customer's stage of life follows from the months since the first card and activity.
/// </summary>
/// <param name="NewMonths">A customer is new for so many months.</param>
/// <param name="GrowingMonths">A customer grows until so many months have passed.</param>
/// <param name="DormantMonths">A customer without activity for so many months is dormant, however old.</param>
internal sealed record CustomerStages(int NewMonths, int GrowingMonths, int DormantMonths)
{
    public CustomerStages(IConfiguration configuration)
        : this(
            SuiteSettings.CustomerNewMonths.Of(configuration),
            SuiteSettings.CustomerGrowingMonths.Of(configuration),
            SuiteSettings.CustomerDormantMonths.Of(configuration)
        ) { }

    /// <summary>The first days from which a customer is still new, still growing, and still active on a day.</summary>
    public (DateOnly New, DateOnly Growing, DateOnly Active) On(DateOnly today) =>
        (today.AddMonths(-NewMonths), today.AddMonths(-GrowingMonths), today.AddMonths(-DormantMonths));

    /// <param name="since">The day of the first card.</param>
    /// <param name="activeOn">The last day of activity; null where nothing is known of it.</param>
    public string Of(DateOnly since, DateOnly? activeOn, DateOnly today)
    {
        var (isNew, growing, active) = On(today);
        if (activeOn < active)
            return CustomerWords.Dormant;
        if (since > isNew)
            return CustomerWords.New;
        return since > growing ? CustomerWords.Growing : CustomerWords.Mature;
    }
}

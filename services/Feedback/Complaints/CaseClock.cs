namespace CardTeam.Feedback.Complaints;

/// <summary>
/// The days for deciding a complaint, on the bank's calendar: 15 natural days, 30 for a complex one, and once 30 more
/// with the approval of another person (银行业保险业消费投诉处理管理办法, 2020). The last day counts until midnight.
/// </summary>
internal static class CaseClock
{
    public const int Days = 15,
        DaysOfComplex = 30,
        DaysOfExtension = 30,
        DaysOfAppeal = 30;

    /// <summary>The days after the reply in which the customer may appeal.</summary>
    public const int DaysToAppeal = 30;

    /// <summary>The days before the last day on which the handler is reminded.</summary>
    public const int DaysOfReminder = 3;

    /// <summary>The last day for the decision.</summary>
    /// <param name="from">The day of receipt, or of the reopening.</param>
    public static DateOnly DueOn(DateOnly from, bool isComplex, bool isExtended) =>
        from.AddDays((isComplex ? DaysOfComplex : Days) + (isExtended ? DaysOfExtension : 0));

    /// <summary>The crossings of a clock that have come by a day, the earlier first.</summary>
    public static IEnumerable<string> Crossed(DateOnly dueOn, DateOnly today)
    {
        if (today >= dueOn.AddDays(-DaysOfReminder))
            yield return CaseWords.DueSoon;
        if (today > dueOn)
            yield return CaseWords.Late;
    }
}

namespace CardTeam.Performance.Customers;

/// <summary>The words in which customers and their care are told.</summary>
internal static class CustomerWords
{
    public const string High = "high",
        Middle = "middle",
        General = "general";

    public const string New = "new",
        Growing = "growing",
        Mature = "mature",
        Dormant = "dormant";

    public const string FirstUse = "first-use",
        CallBack = "call-back",
        Birthday = "birthday",
        Anniversary = "anniversary";

    public const string Reached = "reached",
        NotReached = "not-reached",
        Refused = "refused";

    /// <summary>高净值、中等净值、普通, the most valuable first.</summary>
    public static readonly string[] Segments = [High, Middle, General];

    /// <summary>新客户、成长期、成熟期, and 沉睡 for those who do nothing any more.</summary>
    public static readonly string[] Stages = [New, Growing, Mature, Dormant];

    /// <summary>The kinds of care; of those that fall due on the same day the first comes first.</summary>
    public static readonly string[] CareKinds = [FirstUse, CallBack, Birthday, Anniversary];

    /// <summary>
    /// The outcomes of care: reached, not reached (the care stays due), or refused (the customer wants none any more).
    /// </summary>
    public static readonly string[] Outcomes = [Reached, NotReached, Refused];
}

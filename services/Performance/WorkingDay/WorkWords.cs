namespace CardTeam.Performance.WorkingDay;

/// <summary>The words in which a working day is told.</summary>
internal static class WorkWords
{
    public const string Visit = "visit",
        Call = "call",
        Paper = "paper";

    public const string Planned = "planned",
        Started = "started",
        Done = "done",
        Dropped = "dropped";

    public const string Day = "day",
        Week = "week";

    /// <summary>客户拜访、电话沟通、文档整理.</summary>
    public static readonly string[] Kinds = [Visit, Call, Paper];

    public static readonly string[] States = [Planned, Started, Done, Dropped];

    public static readonly string[] Logs = [Day, Week];
}

namespace CardTeam.Performance.Kpis;

/// <summary>The words in which a KPI is defined.</summary>
internal static class KpiWords
{
    public const string Count = "count",
        Cny = "cny",
        Ratio = "ratio",
        Score = "score",
        Days = "days";

    public const string Higher = "higher",
        Lower = "lower";

    public const string Sales = "sales",
        Quality = "quality",
        SatisfactionFamily = "satisfaction",
        Relationship = "relationship",
        Compliance = "compliance",
        Risk = "risk",
        Skill = "skill",
        Collaboration = "collaboration",
        Attendance = "attendance";

    public const string CardFacts = "card-facts",
        Feedback = "feedback",
        Import = "import",
        Work = "work",
        Customers = "customers",
        Review = "review",
        RatioOf = "ratio",
        SumOf = "sum";

    /// <summary>The measures of card facts: their number, their amounts, the different cards they are of.</summary>
    public const string Facts = "count",
        Amount = "amount",
        Cards = "cards";

    /// <summary>
    /// The measures that only the release's own KPIs have: the cards a manager holds, those of them that sleep, the share
    /// in what the unit reached, complaints upheld, the mean of customers' answers, the part of the work that was done in
    /// time. An appraisal's measure is its <see cref="Score"/>.
    /// </summary>
    public const string Held = "held",
        Asleep = "asleep",
        Share = "share",
        Upheld = "upheld",
        Mean = "mean",
        TasksDone = "tasks-done",
        OnTime = "on-time";

    public static readonly string[] Units = [Count, Cny, Ratio, Score, Days];
    public static readonly string[] Directions = [Higher, Lower];
    public static readonly string[] Families =
    [
        Sales,
        Quality,
        SatisfactionFamily,
        Relationship,
        Compliance,
        Risk,
        Skill,
        Collaboration,
        Attendance,
    ];

    /// <summary>The sources a bank may name for a KPI of its own.</summary>
    public static readonly string[] OwnSources = [CardFacts, Import, RatioOf, SumOf];

    /// <summary>The sources that only the release's own KPIs have.</summary>
    public static readonly string[] ReleaseSources = [CardFacts, Feedback, Work, Customers, Review];

    /// <summary>The sources whose figures no release delivers yet; until then they are imported.</summary>
    public static readonly string[] SourcesToCome = ["training"];

    public static readonly string[] Measures = [Facts, Amount, Cards];
}

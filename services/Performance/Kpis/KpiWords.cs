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
        RatioOf = "ratio",
        SumOf = "sum";

    /// <summary>The measures of card facts: their number, their amounts, the different cards they are of.</summary>
    public const string Facts = "count",
        Amount = "amount",
        Cards = "cards";

    /// <summary>
    /// The measures that only the release's own KPIs have: the cards a manager holds, complaints upheld, the mean of
    /// customers' answers.
    /// </summary>
    public const string Held = "held",
        Upheld = "upheld",
        Mean = "mean";

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

    /// <summary>The sources whose figures no release delivers yet; until then they are imported.</summary>
    public static readonly string[] SourcesToCome = ["training", "customers", "work", "review"];

    public static readonly string[] Measures = [Facts, Amount, Cards];
}

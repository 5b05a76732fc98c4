using CardTeam.Contracts.Performance;
using Words = CardTeam.Performance.Kpis.KpiWords;

namespace CardTeam.Performance.Kpis;

/// <summary>The KPIs that every bank begins with.</summary>
internal static class KpisOfRelease
{
    /// <summary>
    /// The codes that the suite counted before KPIs could be defined. A database of an earlier release cannot hold
    /// imported values of them.
    /// </summary>
    private static readonly string[] AlwaysCounted =
    [
        Kpi.Approved,
        Kpi.Activated,
        Kpi.Cancelled,
        Kpi.Overdue,
        Kpi.Active,
        Kpi.ActiveAmount,
        Kpi.InstalmentAmount,
        Kpi.ActiveRate,
        Kpi.NewCustomers,
        Kpi.ComplaintsUpheld,
        Kpi.Satisfaction,
    ];

    private static readonly Dictionary<string, KpiTerms> Terms = new(StringComparer.Ordinal)
    {
        [Kpi.Applied] = Counted(
            "进件",
            "Applications",
            Words.Higher,
            Words.Sales,
            CardFactKind.Applied,
            isVolume: true
        ),
        [Kpi.Approved] = Counted(
            "核卡",
            "Approved cards",
            Words.Higher,
            Words.Sales,
            CardFactKind.Approved,
            isVolume: true
        ),
        [Kpi.Activated] = Counted("激活", "Activated cards", Words.Higher, Words.Sales, CardFactKind.Activated),
        [Kpi.FirstUsed] = Counted("首刷", "Cards first used", Words.Higher, Words.Quality, CardFactKind.FirstUsed),
        [Kpi.Cancelled] = Counted("注销", "Cancelled cards", Words.Lower, Words.Quality, CardFactKind.Cancelled),
        [Kpi.Overdue] = Counted("逾期", "Overdue cards", Words.Lower, Words.Risk, CardFactKind.Overdue),
        [Kpi.Sleeping] = Counted("睡眠卡", "Sleeping cards", Words.Lower, Words.Quality, CardFactKind.Sleeping),
        [Kpi.Active] = Of(
            "活跃卡",
            "Active cards",
            Words.Count,
            Words.Higher,
            Words.Quality,
            On(CardFactKind.ActiveMonth, Words.Cards)
        ),
        [Kpi.ActiveAmount] = Of(
            "活跃消费额",
            "Spending of active cards",
            Words.Cny,
            Words.Higher,
            Words.Sales,
            On(CardFactKind.ActiveMonth, Words.Amount)
        ),
        [Kpi.InstalmentAmount] = Of(
            "分期金额",
            "Instalment amount",
            Words.Cny,
            Words.Higher,
            Words.Sales,
            On(CardFactKind.Instalment, Words.Amount)
        ),
        [Kpi.NewCustomers] = Of(
            "新客户",
            "New customers",
            Words.Count,
            Words.Higher,
            Words.Sales,
            On(CardFactKind.Approved, Words.Facts) with
            {
                NewCustomers = true,
            }
        ) with
        {
            Volume = true,
        },
        [Kpi.Cards] = Of("在册卡", "Cards held", Words.Count, Words.Higher, Words.Sales, new(Measure: Words.Held)) with
        {
            Volume = true,
        },
        [Kpi.ActiveRate] = Rate("活跃率", "Active rate", Words.Higher, Words.Quality, Kpi.Active, Kpi.Cards),
        [Kpi.ActivationRate] = Rate(
            "激活率",
            "Activation rate",
            Words.Higher,
            Words.Quality,
            Kpi.Activated,
            Kpi.Approved
        ),
        [Kpi.FirstUseRate] = Rate(
            "首刷率",
            "First-use rate",
            Words.Higher,
            Words.Quality,
            Kpi.FirstUsed,
            Kpi.Activated
        ),
        [Kpi.CancelRate] = Rate("注销率", "Cancellation rate", Words.Lower, Words.Quality, Kpi.Cancelled, Kpi.Cards),
        [Kpi.ComplaintsUpheld] = Of(
            "属实投诉",
            "Complaints upheld",
            Words.Count,
            Words.Lower,
            Words.Compliance,
            new(Measure: Words.Upheld)
        ) with
        {
            Source = Words.Feedback,
        },
        [Kpi.ComplaintRate] = Rate(
            "投诉率",
            "Complaint rate",
            Words.Lower,
            Words.Relationship,
            Kpi.ComplaintsUpheld,
            Kpi.Cards
        ),
        [Kpi.Satisfaction] = Of(
            "客户满意度",
            "Customer satisfaction",
            Words.Score,
            Words.Higher,
            Words.SatisfactionFamily,
            new(Measure: Words.Mean)
        ) with
        {
            Source = Words.Feedback,
        },
        [Kpi.CardsAsleep] = Of(
            "在册睡眠卡",
            "Cards asleep",
            Words.Count,
            Words.Lower,
            Words.Quality,
            new(Measure: Words.Asleep)
        ),
        [Kpi.SleepingShare] = Rate(
            "睡眠卡占比",
            "Share of sleeping cards",
            Words.Lower,
            Words.Quality,
            Kpi.CardsAsleep,
            Kpi.Cards
        ),
        // A share in the unit's business is what the regulation calls a volume.
        [Kpi.Contribution] = Of(
            "贡献率",
            "Contribution to the unit",
            Words.Ratio,
            Words.Higher,
            Words.Sales,
            On(CardFactKind.Activated, Words.Share)
        ) with
        {
            Volume = true,
        },
        [Kpi.PlanCompletion] = Of(
            "工作计划完成率",
            "Plan completion",
            Words.Ratio,
            Words.Higher,
            Words.Attendance,
            new(Measure: Words.TasksDone)
        ) with
        {
            Source = Words.Work,
        },
        [Kpi.CareOnTime] = Of(
            "客户关怀及时率",
            "Care on time",
            Words.Ratio,
            Words.Higher,
            Words.Relationship,
            new(Measure: Words.OnTime)
        ) with
        {
            Source = Words.Customers,
        },
        [Kpi.Review] = Of(
            "360 度评价",
            "360 appraisal",
            Words.Score,
            Words.Higher,
            Words.Collaboration,
            new(Measure: Words.Score)
        ) with
        {
            Source = Words.Review,
        },
        ["compliance"] = Imported("合规", "Compliance", Words.Score, Words.Compliance),
        ["attendance"] = Imported("出勤率", "Attendance", Words.Ratio, Words.Attendance),
        ["collaboration"] = Imported("协作", "Collaboration", Words.Score, Words.Collaboration),
        ["teamwork"] = Imported("团队协作", "Teamwork", Words.Score, Words.Collaboration),
        ["skill"] = Imported("业务技能", "Professional skill", Words.Score, Words.Skill),
    };

    public static IReadOnlyCollection<string> Codes => Terms.Keys;

    /// <summary>The codes that an earlier release took as imported values.</summary>
    public static IEnumerable<string> CountedSinceThisRelease =>
        Terms
            .Where(t => t.Value.Source != Words.Import)
            .Select(t => t.Key)
            .Except(AlwaysCounted, StringComparer.Ordinal);

    /// <summary>The terms of a code; null for one that is the bank's own.</summary>
    public static KpiTerms? TermsOf(string code) => Terms.GetValueOrDefault(code);

    /// <summary>True for a KPI that is counted as the release says, whatever the bank calls it.</summary>
    public static bool IsCounted(string code) =>
        TermsOf(code) is { } terms && Words.ReleaseSources.Contains(terms.Source, StringComparer.Ordinal);

    public static IReadOnlyList<KpiDefinition> All() =>
        [.. Terms.Select(t => new KpiDefinition(t.Key, null).Set(t.Value, null, null))];

    private static KpiBasis On(CardFactKind kind, string measure) => new(Fact: kind.Name(), Measure: measure);

    private static KpiTerms Counted(
        string zh,
        string en,
        string direction,
        string family,
        CardFactKind kind,
        bool isVolume = false
    ) => Of(zh, en, Words.Count, direction, family, On(kind, Words.Facts)) with { Volume = isVolume };

    private static KpiTerms Of(string zh, string en, string unit, string direction, string family, KpiBasis basis) =>
        new(zh, en, unit, direction, family, Words.CardFacts, basis, KpiDefinition.UsualCap, Volume: false);

    private static KpiTerms Rate(
        string zh,
        string en,
        string direction,
        string family,
        string numerator,
        string denominator
    ) =>
        Of(zh, en, Words.Ratio, direction, family, new(Numerator: numerator, Denominator: denominator)) with
        {
            Source = Words.RatioOf,
        };

    private static KpiTerms Imported(string zh, string en, string unit, string family) =>
        new(zh, en, unit, Words.Higher, family, Words.Import, null, KpiDefinition.UsualCap, Volume: false);
}

using CardTeam.Contracts;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Incentive.Recognitions;

/// <summary>
/// A contest of some months: the managers of its units by one KPI. The prize is a text; a plan may pay who has won.
/// </summary>
internal sealed class Contest
{
    /// <summary>The longest contest, in months.</summary>
    public const int MostMonths = 12;

    private Contest() { }

    public Contest(string code) => Code = code;

    public string Code { get; private set; } = "";
    public string TitleZh { get; private set; } = "";
    public string TitleEn { get; private set; } = "";
    public string PrizeZh { get; private set; } = "";
    public string PrizeEn { get; private set; } = "";
    public Period From { get; private set; }
    public Period To { get; private set; }

    /// <summary>Codes of the units, each with those below it, space-separated; empty for the whole bank.</summary>
    public string Units { get; private set; } = "";

    /// <summary>The KPI, or <c>scorecard</c>.</summary>
    public string Kpi { get; private set; } = "";

    public bool LowestFirst { get; private set; }

    /// <summary>
    /// The number of the close that decided who has won; 0 for a contest that was set up when its last month was closed
    /// already, which nobody wins; null while it is open.
    /// </summary>
    public int? DecidedAtClose { get; private set; }

    public string ChangedBy { get; private set; } = "";
    public DateTimeOffset ChangedAt { get; private set; }
    public int Version { get; private set; }

    public IReadOnlyList<string> Orgs() => Units.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    public IReadOnlyList<Period> Months()
    {
        var months = new List<Period>();
        for (var month = From; month <= To; month = month.Next())
            months.Add(month);
        return months;
    }

    /// <summary>The sum of each manager's values, in order of their numbers.</summary>
    /// <param name="values">Values of the contest's months of those who take part, by manager and month.</param>
    public List<(string ManagerNo, Quotient Sum)> SumsOf(
        IEnumerable<KeyValuePair<(string ManagerNo, Period Period), IReadOnlyDictionary<string, Quotient>>> values
    ) =>
        [
            .. values
                .Where(v => v.Value.ContainsKey(Kpi))
                .GroupBy(v => v.Key.ManagerNo, StringComparer.Ordinal)
                .OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => (g.Key, Sum(g.Select(v => v.Value[Kpi])))),
        ];

    /// <summary>
    /// Every manager with the best sum. Where the greatest sum wins, a sum of zero or less wins nothing.
    /// </summary>
    public IEnumerable<string> WinnersOf(IEnumerable<(string ManagerNo, Quotient Sum)> sums) =>
        RecognitionRound
            .Ranked(sums, LowestFirst)
            .Where(r => r.Rank == 1 && (LowestFirst || r.Value.Numerator > 0))
            .Select(r => r.Item);

    /// <summary>Notes the close that decided who has won.</summary>
    public void Decide(int closeNumber)
    {
        DecidedAtClose = closeNumber;
        Version++;
    }

    private static Quotient Sum(IEnumerable<Quotient> values) =>
        values.Aggregate(
            new Quotient(0, 1),
            (a, b) =>
                Quotient.Of(a.Numerator * b.Denominator + b.Numerator * a.Denominator, a.Denominator * b.Denominator)
        );

    /// <param name="over">
    /// Whether the last month is closed: as the contest was set up before, and as it is set up now.
    /// </param>
    /// <exception cref="RuleBrokenException">409: its last month is closed, and more than words would change.</exception>
    public void Set(
        (string Zh, string En) title,
        (string Zh, string En) prize,
        (Period From, Period To) months,
        IEnumerable<string> orgs,
        (string Kpi, bool LowestFirst) by,
        (string Who, DateTimeOffset At) change,
        (bool Was, bool IsNow) over
    )
    {
        var isSame = (From, To) == months && Units == string.Join(' ', orgs) && (Kpi, LowestFirst) == by;
        if (over.Was && !isSame)
            throw new RuleBrokenException(
                "contest.over",
                new(
                    "竞赛的最后一个月已关账，期间、机构、指标和排序不能再改。",
                    "The last month of the contest is closed: its months, units, KPI and order stay."
                )
            );
        if (!over.Was)
            DecidedAtClose = over.IsNow ? 0 : null;
        (TitleZh, TitleEn) = title;
        (PrizeZh, PrizeEn) = prize;
        (From, To) = months;
        Units = string.Join(' ', orgs);
        (Kpi, LowestFirst) = by;
        (ChangedBy, ChangedAt) = change;
        Version++;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<Contest>
    {
        public void Configure(EntityTypeBuilder<Contest> builder)
        {
            builder.HasKey(c => c.Code);
            builder.Property(c => c.Units).HasMaxLength(4000);
            builder.Property(c => c.Version).IsConcurrencyToken();
        }
    }
}

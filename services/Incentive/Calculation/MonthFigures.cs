using CardTeam.Contracts;
using CardTeam.Contracts.Performance;

namespace CardTeam.Incentive.Calculation;

/// <summary>A manager's figures of a month that decide which rules are for them, and the factors.</summary>
/// <param name="Scorecard">The scorecard; an empty one where there is none.</param>
/// <param name="Posting">
/// The posting on the last day in post in the month, or before it for one who has left; null for a manager who never
/// had one.
/// </param>
internal sealed record MonthFigures(BookedScorecard Scorecard, Posting? Posting)
{
    private static readonly IReadOnlyDictionary<string, LongerScore> NoLonger = new Dictionary<string, LongerScore>(
        StringComparer.Ordinal
    );

    /// <summary>The scorecard's total; null without a scorecard.</summary>
    public decimal? Score => Scorecard.Total;

    /// <summary>
    /// The manager's scorecard of the last closed quarter, half-year and year that ended before the month, by rhythm.
    /// </summary>
    public IReadOnlyDictionary<string, LongerScore> Longer { get; private init; } = NoLonger;

    public static MonthFigures Of(ManagerBooks books, Period month) => Of(books.Profile, month, books.Scores);

    /// <param name="scores">The manager's scorecards by period, as known to the calculation.</param>
    public static MonthFigures Of(
        ManagerProfile profile,
        Period month,
        IReadOnlyDictionary<Period, BookedScorecard> scores
    ) =>
        Of(profile, month, scores.GetValueOrDefault(month) ?? BookedScorecard.None) with
        {
            Longer = Last(scores, month),
        };

    public static MonthFigures Of(ManagerProfile profile, Period month, BookedScorecard scorecard) =>
        new(scorecard, profile.On(profile.LastDayInPost(month) ?? month.LastDay));

    /// <summary>
    /// True for a period that is no month and has ended before one: its scorecard may count in the month.
    /// </summary>
    public static bool MayCount(Period period, Period month) => !period.IsMonth && period.LastDay < month.FirstDay;

    private static IReadOnlyDictionary<string, LongerScore> Last(
        IReadOnlyDictionary<Period, BookedScorecard> scores,
        Period month
    )
    {
        Dictionary<string, LongerScore>? last = null;
        foreach (var (period, scorecard) in scores)
            if (MayCount(period, month))
            {
                last ??= new(StringComparer.Ordinal);
                if (!last.TryGetValue(period.Rhythm, out var known) || known.Period < period)
                    last[period.Rhythm] = new(period, scorecard.Total);
            }

        return last ?? NoLonger;
    }
}

/// <summary>A scorecard's total of a quarter, half-year or year.</summary>
/// <param name="Total">The total; null when no KPI counted.</param>
internal sealed record LongerScore(Period Period, decimal? Total);

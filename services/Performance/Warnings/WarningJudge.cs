using System.Numerics;
using CardTeam.Contracts;
using CardTeam.Platform.Bounds;

namespace CardTeam.Performance.Warnings;

/// <summary>
/// Decides whether figures are worth a warning, with whole numbers and decimals only. Each returns the figures that
/// show it, or null.
/// </summary>
internal static class WarningJudge
{
    /// <summary>The months before one that its figure is compared with.</summary>
    public const int MonthsCompared = 3;

    /// <summary>The months of a forecast, the last one included.</summary>
    public const int MonthsOfForecast = 6;

    /// <summary>The fewest managers of a level among whom a deviation means something.</summary>
    public const int FewestOfLevel = 5;

    private const decimal Million = 1_000_000m;

    /// <summary>The figure has reached the limit.</summary>
    public static IReadOnlyList<EvidenceFigure>? Threshold(WarningTerms terms, Period month, decimal value) =>
        Reaches(value, terms.Limit!.Value, terms.IsAbove)
            ? [new("value", value, month), new("limit", terms.Limit.Value)]
            : null;

    /// <summary>The figure differs from the mean of the three months before by a part of it.</summary>
    /// <param name="before">The figures of the three months before; fewer say nothing.</param>
    public static IReadOnlyList<EvidenceFigure>? Change(
        WarningTerms terms,
        Period month,
        decimal value,
        IReadOnlyList<decimal> before
    )
    {
        if (before.Count < MonthsCompared)
            return null;
        var sum = before.Sum();
        if (sum <= 0)
            return null;
        // value ÷ (sum ÷ 3) against 1 ± share, without a division.
        var bound = sum * (terms.IsAbove ? 1 + terms.Share!.Value : 1 - terms.Share!.Value);
        return Reaches(value * before.Count, bound, terms.IsAbove)
            ?
            [
                new("value", value, month),
                new("mean", Figures.Round(sum / before.Count)),
                new("share", terms.Share.Value),
            ]
            : null;
    }

    /// <summary>The figure lies so many standard deviations from the mean of the manager's level.</summary>
    public static IReadOnlyList<EvidenceFigure>? Deviation(
        WarningTerms terms,
        Period month,
        decimal value,
        LevelFigures level
    )
    {
        if (level.Count < FewestOfLevel || !level.IsBeyond(value, terms.Deviations!.Value, terms.IsAbove))
            return null;
        return
        [
            new("value", value, month),
            new("mean", level.Mean),
            new("deviations", terms.Deviations.Value),
            new("managers", level.Count),
        ];
    }

    /// <summary>
    /// The line through the last six months, by least squares, reaches the limit within some months; the last figure
    /// has not reached it yet.
    /// </summary>
    /// <param name="values">The figures of six months in order, the last one of the month itself.</param>
    public static IReadOnlyList<EvidenceFigure>? Forecast(
        WarningTerms terms,
        Period month,
        IReadOnlyList<decimal> values
    )
    {
        var limit = terms.Limit!.Value;
        if (values.Count < MonthsOfForecast || Reaches(values[^1], limit, terms.IsAbove))
            return null;
        // Months as −5, −3, −1, 1, 3, 5: the slope a month is Σxy ÷ 35, and the line h months on is
        // (35 Σy + (15 + 6 h) Σxy) ÷ 210.
        var sum = values.Sum();
        var cross = values.Select((value, place) => (2 * place - 5) * value).Sum();
        for (var ahead = 1; ahead <= terms.Months!.Value; ahead++)
        {
            var line = 35 * sum + (15 + 6 * ahead) * cross;
            if (Reaches(line, limit * 210, terms.IsAbove))
                return
                [
                    new("value", values[^1], month),
                    new("forecast", Figures.Round(line / 210), month.Moved(ahead)),
                    new("limit", limit),
                    new("months", ahead),
                ];
        }

        return null;
    }

    /// <summary>
    /// Finds a cluster: as many complaints upheld within some days as the rule names, the last of them in the month.
    /// </summary>
    /// <param name="upheld">The days on which complaints were upheld, up to the end of the month.</param>
    public static IReadOnlyList<EvidenceFigure>? Cluster(WarningTerms terms, Period month, IEnumerable<DateOnly> upheld)
    {
        var days = upheld.Order().ToList();
        var most = 0;
        for (var (first, last) = (0, 0); last < days.Count; last++)
        {
            while (days[last].DayNumber - days[first].DayNumber >= terms.Days!.Value)
                first++;
            if (month.Contains(days[last]))
                most = Math.Max(most, last - first + 1);
        }

        return most >= terms.Count!.Value
            ? [new("complaints", most, month), new("limit", terms.Count.Value), new("days", terms.Days!.Value)]
            : null;
    }

    /// <summary>
    /// Three signs together: far more cards approved than in the three months before, many of them cancelled soon, and
    /// few of them used.
    /// </summary>
    /// <param name="before">Cards approved in the three months before.</param>
    /// <param name="cancelled">The month's cards that were cancelled within the days of the rule.</param>
    /// <param name="used">The month's cards that were used.</param>
    public static IReadOnlyList<EvidenceFigure>? Spike(
        WarningTerms terms,
        Period month,
        int approved,
        IReadOnlyList<int> before,
        int cancelled,
        int used
    )
    {
        var isSpike =
            before.Count == MonthsCompared
            && before.Sum() > 0
            && approved >= terms.Count!.Value
            && (decimal)approved * MonthsCompared >= terms.Factor!.Value * before.Sum();
        var isCancelled = cancelled >= terms.Share!.Value * approved && cancelled > 0;
        var isUnused = used < terms.FirstUsed!.Value * approved;
        return isSpike && isCancelled && isUnused
            ?
            [
                new("cards", approved, month),
                new("mean", Figures.Round(before.Sum() / (decimal)MonthsCompared)),
                new("cancelled", cancelled, month),
                new("firstUsed", used, month),
                new("days", terms.Days!.Value),
            ]
            : null;
    }

    private static bool Reaches(decimal value, decimal limit, bool isAbove) =>
        isAbove ? value >= limit : value <= limit;

    /// <summary>The figures of a level in a month, of which a deviation is measured.</summary>
    internal sealed class LevelFigures
    {
        private readonly BigInteger _sum,
            _squares;

        public LevelFigures(IEnumerable<decimal> values)
        {
            foreach (var value in values)
            {
                var exact = Exact(value);
                _sum += exact;
                _squares += exact * exact;
                Count++;
            }
        }

        public int Count { get; }

        public decimal Mean => Count == 0 ? 0 : Figures.Round((decimal)_sum / Million / Count);

        /// <summary>
        /// True when the figure lies at least so many standard deviations (of all of the level) from their mean:
        /// (n x − Σ)² ≥ k² (n Σx² − Σ²). Where all are equal nobody deviates.
        /// </summary>
        public bool IsBeyond(decimal value, decimal deviations, bool isAbove)
        {
            var spread = Count * _squares - _sum * _sum;
            var distance = Count * Exact(value) - _sum;
            if (spread.IsZero || (isAbove ? distance.Sign <= 0 : distance.Sign >= 0))
                return false;
            var times = Exact(deviations);
            var million = (BigInteger)Million;
            return distance * distance * million * million >= times * times * spread;
        }

        /// <summary>Figures have six decimals at most.</summary>
        private static BigInteger Exact(decimal value) => (BigInteger)(value * Million);
    }
}

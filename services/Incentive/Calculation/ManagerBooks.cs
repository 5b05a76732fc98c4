using CardTeam.Contracts;
using CardTeam.Contracts.Performance;
using CardTeam.Incentive.Calculation.Rules;

namespace CardTeam.Incentive.Calculation;

/// <summary>A card fact as used by a calculation.</summary>
/// <param name="Fen">The amount in 分; 0 where the kind has none.</param>
/// <param name="Uncounted">The reason why it counts under no rule; null when it may count.</param>
internal sealed record Fact(
    string Ref,
    CardFactKind Kind,
    string Card,
    DateOnly Day,
    string? Product,
    long Fen,
    Uncounted? Uncounted = null
);

/// <summary>The reason why a stored fact earns nothing under any rule.</summary>
/// <param name="Reason">The code of the sentence on its line.</param>
/// <param name="LeftOn">The last day of the manager who had left; otherwise null.</param>
internal sealed record Uncounted(string Reason, DateOnly? LeftOn = null)
{
    /// <summary>Another fact of the card already counts, and the card was not cancelled in between.</summary>
    public static readonly Uncounted Already = new("already-counted");

    /// <summary>The day or amount is impossible for a card fact.</summary>
    public static readonly Uncounted Implausible = new("not-plausible");

    /// <summary>It happened after its manager's last day.</summary>
    public static Uncounted AfterLeaving(DateOnly leftOn) => new("after-leaving", leftOn);

    /// <summary>The reason why a fact earns nothing; null where there is none.</summary>
    /// <param name="repeated">The references of the facts whose card already counts.</param>
    /// <param name="profile">The profile of its manager; null for a manager unknown to the books.</param>
    public static Uncounted? Of(Fact fact, IReadOnlySet<string> repeated, ManagerProfile? profile) =>
        !FactBounds.Hold(fact.Day, fact.Fen) ? Implausible
        // Checked before leaving, because a clawback looks past a repeated fact to the one that earned, whichever
        // manager's it is.
        : repeated.Contains(fact.Ref) ? Already
        : profile?.LeftBefore(fact.Day) is { } left ? AfterLeaving(left)
        : null;
}

/// <summary>A complaint that was upheld.</summary>
internal sealed record Upheld(string Ref, string Severity, DateOnly ResolvedOn);

/// <summary>Intervals in which a manager holds each certificate.</summary>
internal sealed class Certificates
{
    public static readonly Certificates None = new([]);
    private readonly ILookup<string, (DateOnly From, DateOnly? To)> _intervals;

    public Certificates(IEnumerable<(string Certificate, DateOnly From, DateOnly? To)> intervals) =>
        _intervals = intervals.ToLookup(i => i.Certificate, i => (i.From, i.To), StringComparer.Ordinal);

    /// <summary>
    /// The first day from <paramref name="day"/> up to <paramref name="cureDays"/> later on which the certificate is
    /// held; null when there is none.
    /// </summary>
    public DateOnly? FirstHeld(string certificate, DateOnly day, int cureDays)
    {
        DateOnly? first = null;
        foreach (var (from, to) in _intervals[certificate])
        {
            var held = from > day ? from : day;
            if (held > day.AddDays(cureDays) || held > to)
                continue;
            if (first is null || held < first)
                first = held;
        }

        return first;
    }
}

/// <summary>A card whose earnings are clawed back.</summary>
/// <param name="Rule">Id of the clawback rule.</param>
/// <param name="Of">Id of the rule that paid.</param>
/// <param name="FactRef">The fact that earned.</param>
/// <param name="CancelledBy">The fact that cancels.</param>
/// <param name="CancelledOn">The day of the cancellation.</param>
/// <param name="EarnedIn">The period in which it was earned.</param>
internal sealed record TakenBack(
    string Rule,
    string Of,
    string FactRef,
    string Card,
    string CancelledBy,
    DateOnly CancelledOn,
    Period EarnedIn
)
{
    /// <summary>
    /// The period of the clawback: the later of the period of the cancellation and the period in which it was earned.
    /// </summary>
    public Period TakenIn { get; } = EarnedIn > Period.MonthOf(CancelledOn) ? EarnedIn : Period.MonthOf(CancelledOn);
}

/// <summary>A scorecard as used by a calculation.</summary>
/// <param name="Total">The total; null when no KPI counted.</param>
/// <param name="Kpis">The unrounded values of its KPIs.</param>
internal sealed record BookedScorecard(decimal? Total, IReadOnlyDictionary<string, Quotient> Kpis)
{
    public static readonly BookedScorecard None = new(null, new Dictionary<string, Quotient>(StringComparer.Ordinal));
}

/// <summary>All data of one manager known at a close.</summary>
/// <param name="Facts">The facts in order of day, then reference (ordinal).</param>
/// <param name="Scores">Scorecards by period.</param>
internal sealed record ManagerBooks(
    string ManagerNo,
    ManagerProfile Profile,
    IReadOnlyList<Fact> Facts,
    Certificates Certificates,
    IReadOnlyDictionary<Period, BookedScorecard> Scores,
    IReadOnlyList<Upheld> Complaints,
    IReadOnlyList<TakenBack> TakenBack
)
{
    /// <summary>The lines of this manager under the rules over several managers.</summary>
    public SharedLines Shared { get; init; } = SharedLines.None;

    /// <summary>The cases of recovery that are taken from pay, by first month, then number.</summary>
    public IReadOnlyList<Recovery> Recoveries { get; init; } = [];
}

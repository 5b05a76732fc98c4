using CardTeam.Contracts;
using CardTeam.Contracts.Performance;

namespace CardTeam.Incentive.Calculation;

/// <summary>A card fact as a calculation sees it.</summary>
/// <param name="Fen">0 where the kind carries no amount.</param>
/// <param name="Uncounted">Why it counts under no rule; null when it may.</param>
internal sealed record Fact(
    string Ref,
    CardFactKind Kind,
    string Card,
    DateOnly Day,
    string? Product,
    long Fen,
    Uncounted? Uncounted = null
);

/// <summary>Why a fact that is kept earns nothing under any rule.</summary>
/// <param name="Reason">The sentence of the line that says so.</param>
/// <param name="LeftOn">The last day of who had left.</param>
internal sealed record Uncounted(string Reason, DateOnly? LeftOn = null)
{
    /// <summary>Another fact of the card counts already, and the card was not cancelled between.</summary>
    public static readonly Uncounted Already = new("already-counted");

    /// <summary>No card fact has such a day or amount.</summary>
    public static readonly Uncounted Implausible = new("not-plausible");

    /// <summary>It happened after its manager's last day.</summary>
    public static Uncounted AfterLeaving(DateOnly leftOn) => new("after-leaving", leftOn);
}

/// <summary>A complaint decided upheld.</summary>
internal sealed record Upheld(string Ref, string Severity, DateOnly ResolvedOn);

/// <summary>Intervals in which a manager holds each certificate.</summary>
internal sealed class Certificates
{
    public static readonly Certificates None = new([]);
    private readonly ILookup<string, (DateOnly From, DateOnly? To)> _intervals;

    public Certificates(IEnumerable<(string Certificate, DateOnly From, DateOnly? To)> intervals) =>
        _intervals = intervals.ToLookup(i => i.Certificate, i => (i.From, i.To), StringComparer.Ordinal);

    /// <summary>The first day from <paramref name="day"/> to <paramref name="cureDays"/> later on which the certificate is held; null when there is none.</summary>
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

/// <summary>A card that takes back what it earned.</summary>
/// <param name="Rule">Id of the clawback rule.</param>
/// <param name="Of">Id of the rule that paid.</param>
/// <param name="FactRef">The fact that earned.</param>
/// <param name="CancelledBy">The fact that cancels.</param>
/// <param name="TakenIn">The later of the period of the cancellation and the period in which it was earned.</param>
internal sealed record TakenBack(string Rule, string Of, string FactRef, string CancelledBy, Period TakenIn);

/// <summary>Everything known of one manager at a close.</summary>
/// <param name="Facts">In order of day, then reference (ordinal).</param>
/// <param name="Scores">Scorecard totals by period.</param>
internal sealed record ManagerBooks(
    string ManagerNo,
    ManagerProfile Profile,
    IReadOnlyList<Fact> Facts,
    Certificates Certificates,
    IReadOnlyDictionary<Period, decimal> Scores,
    IReadOnlyList<Upheld> Complaints,
    IReadOnlyList<TakenBack> TakenBack
);

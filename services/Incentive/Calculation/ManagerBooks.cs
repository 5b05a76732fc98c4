using CardTeam.Contracts;
using CardTeam.Contracts.Performance;

namespace CardTeam.Incentive.Calculation;

/// <summary>A card fact as a calculation sees it.</summary>
/// <param name="Fen">0 where the kind carries no amount.</param>
internal sealed record Fact(string Ref, CardFactKind Kind, string Card, DateOnly Day, string? Product, long Fen);

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

using System.Text.Json.Serialization;
using CardTeam.Contracts;
using CardTeam.Contracts.Performance;
using CardTeam.Incentive.Books;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Calculation.Rules;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Plans;
using CardTeam.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Statements;

/// <summary>A card fact or complaint behind a line.</summary>
/// <param name="Ref">Reference of the fact or the complaint.</param>
/// <param name="Day">Day of the fact, or of the decision on the complaint.</param>
/// <param name="Rate">CNY for the card, or the share of its amount, by the tier the record falls in.</param>
/// <param name="Earned">
/// The record's own earnings, factor included, rounded as a clawback would round them; null where only the sum has a
/// rate.
/// </param>
/// <param name="CancelledOn">Day on which a clawed back card was cancelled; otherwise null.</param>
internal sealed record LineRecord(
    string Ref,
    DateOnly? Day,
    string? Card,
    string? Product,
    Money? Amount,
    string? Severity,
    [property: JsonConverter(typeof(RatioJson))] decimal? Rate,
    Money? Earned,
    DateOnly? CancelledOn
)
{
    /// <summary>True for a fact that an estimate assumes; left out where there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsAssumed { get; init; }
}

/// <summary>
/// Finds the records behind the lines of one manager's month, from the books as known to a close. Nothing of it is
/// stored: the tier of each card follows from the order of a line's basis, which is the order in which the cards were
/// counted.
/// </summary>
internal sealed class LineRecords
{
    private const int BatchSize = 500;

    private readonly Dictionary<string, KnownFact> _facts;
    private readonly Dictionary<string, BookedComplaint> _complaints;
    private readonly IReadOnlyDictionary<string, Rule> _rules;
    private readonly IReadOnlyList<Line> _lines;
    private readonly PlanInForce _plan;
    private readonly MonthFigures _figures;

    private LineRecords(
        Dictionary<string, KnownFact> facts,
        Dictionary<string, BookedComplaint> complaints,
        PlanInForce plan,
        IReadOnlyList<Line> lines,
        MonthFigures figures
    ) =>
        (_facts, _complaints, _rules, _lines, _plan, _figures) = (
            facts,
            complaints,
            plan.Rules.ToDictionary(r => r.Id, StringComparer.Ordinal),
            lines,
            plan,
            figures
        );

    /// <summary>Opens the lines of a month for a reader, with the records behind them.</summary>
    /// <param name="plan">The plan in force in the month.</param>
    /// <inheritdoc cref="LoadAsync"/>
    public static async Task<IReadOnlyList<StatementLine>> OpenAsync(
        IncentiveDbContext db,
        string managerNo,
        Period period,
        IReadOnlyList<Line> lines,
        Plan plan,
        int close,
        CancellationToken ct,
        IReadOnlyList<Fact>? assumed = null
    )
    {
        var inForce = await PlanCalendars.InMonthAsync(db, plan.InForce(), period, ct);
        var records = await LoadAsync(db, managerNo, period, lines, inForce, close, ct, assumed);
        var names = RuleNames.Of(plan.Read());
        return [.. lines.Select(line => records.Open(line, names))];
    }

    /// <param name="close">Number of the close whose knowledge the lines were calculated with.</param>
    /// <param name="assumed">Facts of the lines that are in no books; null for none.</param>
    private static async Task<LineRecords> LoadAsync(
        IncentiveDbContext db,
        string managerNo,
        Period period,
        IReadOnlyList<Line> lines,
        PlanInForce plan,
        int close,
        CancellationToken ct,
        IReadOnlyList<Fact>? assumed = null
    )
    {
        var notBooked = (assumed ?? []).ToDictionary(f => f.Ref, KnownFact.Of, StringComparer.Ordinal);
        var facts = await FactsAsync(
            db.Facts.Where(f => f.ManagerNo == managerNo),
            RefsOf(lines, LineKind.Earned, LineKind.WhyNot, LineKind.Clawback)
                .Where(r => !notBooked.ContainsKey(r))
                .ToList(),
            close,
            ct
        );
        if (plan.Earning.Any(r => r.Fact == FactKinds.ContestWon))
            foreach (
                var won in await db
                    .WonContests.AsNoTracking()
                    .Where(w => w.ManagerNo == managerNo && w.KnownFrom <= close)
                    .ToListAsync(ct)
            )
                facts[won.ToFact().Ref] = KnownFact.Of(won);
        if (plan.Earning.Any(r => r.Fact == FactKinds.CourseCompleted))
            foreach (
                var completed in await db
                    .TrainingFacts.AsNoTracking()
                    .Where(f => f.ManagerNo == managerNo && f.KnownFrom <= close)
                    .ToListAsync(ct)
            )
                facts[completed.ToFact().Ref] = KnownFact.Of(completed);
        // The manager who cancelled a card may differ from the one who earned: the cancellation is found by the card.
        var cards = lines
            .Where(l => l.Kind == LineKind.Clawback)
            .SelectMany(l => l.Basis ?? [])
            .Select(r => facts.GetValueOrDefault(r)?.Card)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .ToList();
        if (cards.Count > 0)
        {
            var cancelled = await FactsAsync(
                db.Facts.Where(f => f.Kind == CardFactKind.Cancelled && cards.Contains(f.CardRef)),
                RefsOf(lines, LineKind.Clawback),
                close,
                ct
            );
            foreach (var (reference, fact) in cancelled)
                facts[reference] = fact;
        }

        foreach (var (reference, fact) in notBooked)
            facts[reference] = fact;
        var complaintRefs = RefsOf(lines, LineKind.Complaint);
        var complaints = (
            await db
                .Complaints.AsNoTracking()
                .Where(c => complaintRefs.Contains(c.ComplaintRef) && c.KnownFrom <= close)
                .ToListAsync(ct)
        )
            .GroupBy(c => c.ComplaintRef, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.MaxBy(c => c.Version)!, StringComparer.Ordinal);
        var scores = (
            await db.Scores.AsNoTracking().Where(s => s.ManagerNo == managerNo && s.KnownFrom <= close).ToListAsync(ct)
        )
            .GroupBy(s => s.Period)
            .Select(g => g.MaxBy(s => s.Version)!)
            .ToDictionary(s => s.Period, s => s.Read(withKpis: true));
        var profile = (
            await db
                .Managers.AsNoTracking()
                .Where(m => m.ManagerNo == managerNo && m.KnownFrom <= close)
                .ToListAsync(ct)
        )
            .MaxBy(m => m.Version)
            ?.Read();
        var figures = profile is null
            ? new MonthFigures(scores.GetValueOrDefault(period) ?? BookedScorecard.None, null)
            : MonthFigures.Of(profile, period, scores);
        return new(facts, complaints, plan, lines, figures);
    }

    /// <summary>The line as it is shown, with its records.</summary>
    private StatementLine Open(Line line, RuleNames names) =>
        StatementLine.Of(line, names) with
        {
            Records = Of(line),
            WouldHavePaid = WouldHavePaid(line),
            Assumed = (line.Basis ?? []).Count(r => _facts.GetValueOrDefault(r)?.IsAssumed == true),
        };

    public IReadOnlyList<LineRecord>? Of(Line line) =>
        line.Kind switch
        {
            LineKind.Earned => Earned(line),
            LineKind.Clawback => ClawedBack(line),
            LineKind.Complaint => Complained(line),
            LineKind.WhyNot => [.. (line.Basis ?? []).Select(r => Record(r, null, null))],
            _ => null,
        };

    /// <summary>
    /// The amount the facts of a why-not line would have earned on top of those that counted, with the same factor;
    /// null where it cannot be determined.
    /// </summary>
    public Money? WouldHavePaid(Line line)
    {
        if (
            line.Kind != LineKind.WhyNot
            || line.Reason is "counts-later" or "not-for-manager" // paid in another month, or never to this manager
            || _rules.GetValueOrDefault(line.Rule) is not EarningRule rule
        )
            return null;
        var facts = (line.Basis ?? []).Select(r => _facts.GetValueOrDefault(r)).ToList();
        if (facts.Contains(null))
            return null;
        var earned = _lines.FirstOrDefault(l => l.Kind == LineKind.Earned && l.Rule == line.Rule);
        var amounts = facts.ConvertAll(f => f!.Amount is { } amount ? amount.Fen / 100m : 0);
        var more = rule.PayForMore(earned?.Quantity ?? 0, amounts);
        return Money.RoundHalfUp(_plan.FactorOf(rule, _figures).Times(more) * 100);
    }

    private List<LineRecord> Earned(Line line)
    {
        var rates =
            line.Reason != "earned-per-unit" ? []
            : line.Steps is { } tiers
                ? tiers.SelectMany(t => Enumerable.Repeat(t.Rate, (int)(t.Quantity ?? 0))).ToList()
            : [.. Enumerable.Repeat(line.Rate, line.Basis?.Count ?? 0)];
        return (line.Basis ?? [])
            .Select(
                (reference, at) =>
                {
                    var (rate, earned) = _rules.GetValueOrDefault(line.Rule) switch
                    {
                        PerAmountRule { IsPerFact: true } perFact => (
                            line.Rate,
                            AmountOf(reference) is { } amount ? perFact.PayOf(amount) : null
                        ),
                        PerAmountRule => (line.Rate, line.Rate * AmountOf(reference)),
                        _ => (rates.ElementAtOrDefault(at), rates.ElementAtOrDefault(at)),
                    };
                    return Record(reference, rate, earned * (line.Factor ?? 1));
                }
            )
            .ToList();

        decimal? AmountOf(string reference) => _facts.GetValueOrDefault(reference)?.Amount?.Fen / 100m;
    }

    private List<LineRecord> ClawedBack(Line line)
    {
        // References are in pairs, in the order of the steps: the cancelling fact, then the fact that earned.
        var basis = line.Basis ?? [];
        return (line.Steps ?? [])
            .Select(
                (step, at) =>
                    Record(step.Subject, null, step.Amount) with
                    {
                        CancelledOn = _facts.GetValueOrDefault(basis.ElementAtOrDefault(2 * at) ?? "")?.Day,
                    }
            )
            .ToList();
    }

    private List<LineRecord> Complained(Line line)
    {
        var perUpheld = (_rules.GetValueOrDefault(line.Rule) as ComplaintRule)?.PerUpheld;
        return (line.Basis ?? [])
            .Select(reference =>
            {
                var known = _complaints.GetValueOrDefault(reference);
                Money? taken =
                    known is not null && perUpheld?.TryGetValue(known.Severity, out var each) == true ? -each : null;
                return new LineRecord(
                    Ref: reference,
                    Day: known?.ResolvedOn,
                    Card: null,
                    Product: null,
                    Amount: null,
                    Severity: known?.Severity,
                    Rate: null,
                    Earned: taken,
                    CancelledOn: null
                );
            })
            .ToList();
    }

    /// <param name="earned">The earnings in CNY, exact.</param>
    private LineRecord Record(string reference, decimal? rate, decimal? earned)
    {
        var fact = _facts.GetValueOrDefault(reference);
        return new(
            Ref: reference,
            Day: fact?.Day,
            Card: fact?.Card,
            Product: fact?.Product,
            Amount: fact?.Amount,
            Severity: null,
            Rate: rate,
            Earned: earned is { } exact ? Money.RoundHalfUp(exact * 100) : null,
            CancelledOn: null
        )
        {
            IsAssumed = fact?.IsAssumed == true,
        };
    }

    private static List<string> RefsOf(IReadOnlyList<Line> lines, params LineKind[] kinds) =>
        lines
            .Where(l => kinds.Contains(l.Kind))
            .SelectMany(l => l.Basis ?? [])
            .Distinct(StringComparer.Ordinal)
            .ToList();

    private static async Task<Dictionary<string, KnownFact>> FactsAsync(
        IQueryable<BookedFact> among,
        List<string> references,
        int close,
        CancellationToken ct
    )
    {
        var found = new Dictionary<string, KnownFact>(StringComparer.Ordinal);
        foreach (var some in references.Chunk(BatchSize))
        {
            var facts = await among
                .AsNoTracking()
                .Where(f => some.Contains(f.FactRef))
                .Where(f => f.KnownFrom <= close && (f.KnownUntil == null || f.KnownUntil > close) && !f.Void)
                .ToListAsync(ct);
            foreach (var fact in facts)
                found[fact.FactRef] = KnownFact.Of(fact);
        }

        return found;
    }

    /// <summary>A fact behind a line, booked or assumed.</summary>
    private sealed record KnownFact(DateOnly Day, string? Card, string? Product, Money? Amount, bool IsAssumed)
    {
        public static KnownFact Of(BookedFact fact) =>
            new(DayNumber.Date(fact.OccurredOn), fact.CardRef, fact.Product, fact.Amount, IsAssumed: false);

        /// <summary>A contest, which is of no card.</summary>
        public static KnownFact Of(WonContest won) =>
            new(won.Period.LastDay, null, won.Contest, null, IsAssumed: false);

        /// <summary>A completed course, which is of no card.</summary>
        public static KnownFact Of(TrainingFact completed) =>
            new(completed.OccurredOn, null, completed.Code, null, IsAssumed: false);

        public static KnownFact Of(Fact fact) =>
            new(fact.Day, fact.Card, fact.Product, fact.Fen == 0 ? null : new Money(fact.Fen), IsAssumed: true);
    }
}

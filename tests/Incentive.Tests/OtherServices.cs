using CardTeam.Contracts;
using CardTeam.Contracts.Feedback;
using CardTeam.Contracts.Performance;
using CardTeam.Contracts.Training;
using CardTeam.Incentive.Calculation;
using CardTeam.Testing;
using Fact = CardTeam.Incentive.Calculation.Fact;

namespace CardTeam.Incentive.Tests;

/// <summary>
/// Performance, Training and Feedback as Incentive sees them: every statement becomes a version known from the next
/// close on, and a close announces what is known then. Everything is kept, so that the knowledge at any close can be
/// queried. The manager is M1 unless stated otherwise.
/// </summary>
internal sealed class OtherServices
{
    private readonly List<ManagerProfile> _profiles = [];
    private readonly Dictionary<string, List<CardFact>> _facts = new(StringComparer.Ordinal);
    private readonly List<CertificateInterval> _certificates = [];
    private readonly List<ComplaintState> _complaints = [];
    private readonly List<Score> _scores = [];
    private readonly List<IIntegrationEvent> _said = [];
    private int _taken;
    private int _completions;

    public int Closes { get; private set; }

    private int NextClose => Closes + 1;

    /// <summary>All events announced so far, in order, one item per event.</summary>
    public IReadOnlyList<IIntegrationEvent> Said => _said;

    /// <summary>The events announced since the last call.</summary>
    public IReadOnlyList<IIntegrationEvent> Take()
    {
        var news = _said.Skip(_taken).ToList();
        _taken = _said.Count;
        return news;
    }

    public OtherServices Hire(
        string manager = "M1",
        string org = "B1",
        string? level = "junior",
        string hiredOn = "2020-01-01",
        string? leftOn = null,
        string? by = null,
        string? changedFrom = null,
        string? changedTo = null,
        string? mentor = null
    )
    {
        var hired = DateOnly.Parse(hiredOn);
        _profiles.Add(
            new(
                manager,
                _profiles.Count(p => p.ManagerNo == manager) + 1,
                NextClose,
                hired,
                null,
                leftOn is null ? null : DateOnly.Parse(leftOn),
                [new(hired, org, null, level, null, null, Mentor: mentor)],
                ChangedBy: by,
                ChangedFrom: changedFrom is null ? null : Period.Parse(changedFrom),
                ChangedTo: changedTo is null ? null : Period.Parse(changedTo)
            )
        );
        _said.Add(new ManagersChanged([_profiles[^1]]));
        return this;
    }

    /// <summary>Announces a manager's name; null deletes it.</summary>
    public OtherServices Name(string manager, string? name, int version = 1)
    {
        _said.Add(new ManagersChanged([], [new(manager, version, name)]));
        return this;
    }

    public OtherServices Units(params (string, string?)[] units)
    {
        _said.Add(BankEvents.Units(units));
        return this;
    }

    /// <summary>Announces a new fact, or the correction of a known one; a voided fact stays void.</summary>
    public OtherServices Fact(
        string reference,
        string kind,
        string card,
        string day,
        string manager = "M1",
        string? amount = null,
        string? product = null,
        string? by = null
    )
    {
        if (!CardFactKinds.TryParse(kind, out var known))
            throw new ArgumentException("No such kind.", nameof(kind));
        Record(
            new(
                reference,
                1,
                manager,
                known,
                card,
                DateOnly.Parse(day),
                product,
                amount is null ? null : Money.Parse(amount),
                false,
                NextClose,
                null,
                by
            )
        );
        return this;
    }

    public OtherServices Void(string reference, string? by = null)
    {
        Record(_facts[reference][^1] with { Void = true, ChangedBy = by });
        return this;
    }

    public OtherServices Certify(
        string from,
        string? to = null,
        string manager = "M1",
        string certificate = "CARD-SALES",
        string? by = null,
        string? changedFrom = null,
        string? changedTo = null
    )
    {
        var first = DateOnly.Parse(from);
        var version =
            _certificates.Count(c => (c.ManagerNo, c.Certificate, c.ValidFrom) == (manager, certificate, first)) + 1;
        _certificates.Add(
            new(
                ManagerNo: manager,
                Certificate: certificate,
                ValidFrom: first,
                ValidTo: to is null ? null : DateOnly.Parse(to),
                Version: version,
                KnownFrom: NextClose,
                ChangedBy: by,
                ChangedFrom: changedFrom is null ? null : Period.Parse(changedFrom),
                ChangedTo: changedTo is null ? null : Period.Parse(changedTo)
            )
        );
        _said.Add(new CertificatesChanged([_certificates[^1]]));
        return this;
    }

    public OtherServices Complete(string course, string on, string session = "S-1", string? by = null)
    {
        _completions++;
        _said.Add(
            new CourseCompleted([
                new("M1", course, 1, session, DateOnly.Parse(on), KnownFrom: NextClose, ChangedBy: by),
            ])
        );
        return this;
    }

    public OtherServices Complain(
        string reference,
        string severity,
        string? outcome,
        string? resolvedOn,
        string manager = "M1",
        string? by = null,
        params ChangedMonth[] changed
    )
    {
        _complaints.Add(
            new(
                reference,
                _complaints.Count(c => c.ComplaintRef == reference) + 1,
                NextClose,
                manager,
                severity,
                outcome,
                resolvedOn is null ? null : DateOnly.Parse(resolvedOn),
                by,
                by is null ? null : changed
            )
        );
        _said.Add(new ComplaintsChanged([_complaints[^1]]));
        return this;
    }

    public OtherServices Score(string month, decimal? total, string manager = "M1", params FigureChange[] changes)
    {
        var period = Period.Parse(month);
        _scores.Add(
            new(
                manager,
                period,
                _scores.Count(s => s.ManagerNo == manager && s.Period == period) + 1,
                NextClose,
                total,
                changes.Length == 0 ? null : changes
            )
        );
        _said.Add(new ScorecardsClosed([_scores[^1]]));
        return this;
    }

    /// <summary>A scorecard with the unrounded values of its KPIs.</summary>
    public OtherServices ScoreWithKpis(string month, decimal total, params (string Kpi, Quotient Value)[] kpis)
    {
        Score(month, (decimal?)total, "M1");
        _scores[^1] = _scores[^1] with { Kpis = [.. kpis.Select(k => new KpiValue(k.Kpi, k.Value))] };
        _said[^1] = new ScorecardsClosed([_scores[^1]]);
        return this;
    }

    /// <summary>Closes a month: Performance announces the close, the other two services answer.</summary>
    public OtherServices Close(string month)
    {
        Closes++;
        var versions = _facts.Values.SelectMany(f => f).ToList();
        var totals = versions
            .GroupBy(f => Period.MonthOf(f.OccurredOn))
            .OrderBy(g => g.Key)
            .Select(g =>
            {
                var hold = g.Where(f => f is { Void: false, KnownUntil: null }).ToList();
                return new MonthTotal(g.Key, hold.Count, new(hold.Sum(f => f.Amount?.Fen ?? 0)), g.Count());
            })
            .ToList();
        _said.Add(
            new PeriodClosed(
                Period.Parse(month),
                Closes,
                SettableClock.OrdinaryDay,
                totals,
                _profiles.Select(p => p.ManagerNo).Distinct().Count(),
                _profiles.Count,
                _scores.Select(s => (s.ManagerNo, s.Period)).Distinct().Count(),
                _scores.Count
            )
        );
        _said.Add(new CertificatesCounted(Period.Parse(month), Closes, 0, _certificates.Count, _completions));
        _said.Add(new ComplaintsCounted(Period.Parse(month), Closes, 0, _complaints.Count));
        return this;
    }

    /// <summary>
    /// The input of each manager's calculation at a close: the newest version of everything known by then, and nothing
    /// newer.
    /// </summary>
    public IReadOnlyList<ManagerBooks> Known(int close, PlanCalendar calendar)
    {
        var current = _facts
            .Values.SelectMany(f => f)
            .Where(f =>
                f.KnownFrom <= close && !(f.KnownUntil <= close) && !f.Void && f.OccurredOn <= calendar.Last.LastDay
            )
            .OrderBy(f => f.OccurredOn)
            .ThenBy(f => f.FactRef, StringComparer.Ordinal)
            .ToList();
        var profiles = _profiles.Where(p => p.KnownFrom <= close).ToLookup(p => p.ManagerNo);
        var facts = current.ConvertAll(f =>
            (
                f.ManagerNo,
                Fact: new Fact(f.FactRef, f.Kind, f.CardRef, f.OccurredOn, f.Product, f.Amount?.Fen ?? 0)
                {
                    Uncounted =
                        profiles[f.ManagerNo].LastOrDefault()?.LeftOn is { } left && left < f.OccurredOn
                            ? Uncounted.AfterLeaving(left)
                        : IsRepeated(f, current) ? Uncounted.Already
                        : null,
                }
            )
        );
        var certificates = _certificates
            .Where(c => c.KnownFrom <= close)
            .GroupBy(c => (c.ManagerNo, c.Certificate, c.ValidFrom))
            .Select(g => g.Last())
            .ToList();
        Certificates CertificatesOf(string manager) =>
            new(certificates.Where(c => c.ManagerNo == manager).Select(c => (c.Certificate, c.ValidFrom, c.ValidTo)));
        var taken = Clawbacks.Find(
            calendar,
            facts.Where(f => f.Fact.Kind == CardFactKind.Cancelled).Select(f => f.Fact),
            facts.Where(f => f.Fact.Kind == CardFactKind.Activated),
            CertificatesOf
        );
        return _profiles
            .Where(p => p.KnownFrom <= close)
            .GroupBy(p => p.ManagerNo, StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new ManagerBooks(
                g.Key,
                g.Last(),
                facts.Where(f => f.ManagerNo == g.Key).Select(f => f.Fact).ToList(),
                CertificatesOf(g.Key),
                _scores
                    .Where(s => s.ManagerNo == g.Key && s.KnownFrom <= close)
                    .GroupBy(s => s.Period)
                    .ToDictionary(s => s.Key, s => BookedScorecard.None with { Total = s.Last().Total }),
                _complaints
                    .Where(c => c.KnownFrom <= close)
                    .GroupBy(c => c.ComplaintRef)
                    .Select(c => c.Last())
                    .Where(c => c.ManagerNo == g.Key && c.Outcome == "upheld")
                    .OrderBy(c => c.ComplaintRef, StringComparer.Ordinal)
                    .Select(c => new Upheld(c.ComplaintRef, c.Severity, c.ResolvedOn!.Value))
                    .ToList(),
                taken[g.Key].ToList()
            ))
            .ToList();
    }

    /// <summary>True when an earlier fact of the kind exists for the card, without a cancellation in between.</summary>
    private static bool IsRepeated(CardFact fact, List<CardFact> inOrder) =>
        fact.Kind is CardFactKind.Approved or CardFactKind.Activated or CardFactKind.FirstUsed
        && inOrder
            .TakeWhile(f => f.FactRef != fact.FactRef)
            .Any(earlier =>
                earlier.Kind == fact.Kind
                && earlier.CardRef == fact.CardRef
                && !inOrder.Exists(c =>
                    c.Kind == CardFactKind.Cancelled
                    && c.CardRef == fact.CardRef
                    && c.OccurredOn >= earlier.OccurredOn
                    && c.OccurredOn < fact.OccurredOn
                )
            );

    private void Record(CardFact fact)
    {
        if (!_facts.TryGetValue(fact.FactRef, out var versions))
            versions = _facts[fact.FactRef] = [];
        if (versions.Count > 0)
        {
            var known = versions[^1];
            if (
                known.Void
                || known with
                {
                    Version = 1,
                    KnownFrom = NextClose,
                    ChangedBy = null,
                } == fact with { Version = 1, KnownFrom = NextClose, ChangedBy = null }
            )
                return;
            var leaves =
                (known.ManagerNo, Period.MonthOf(known.OccurredOn))
                != (fact.ManagerNo, Period.MonthOf(fact.OccurredOn));
            versions[^1] = known with
            {
                KnownUntil = NextClose,
                ChangedBy = leaves ? Named(known, fact.ChangedBy) : null,
            };
            _said.Add(new CardFactsRecorded([versions[^1]]));
        }

        versions.Add(
            fact with
            {
                Version = versions.Count + 1,
                KnownFrom = NextClose,
                KnownUntil = null,
                ChangedBy = Named(fact, fact.ChangedBy),
            }
        );
        _said.Add(new CardFactsRecorded([versions[^1]]));
    }

    /// <summary>Names the author of a fact, but only where its month is closed.</summary>
    private string? Named(CardFact fact, string? by) =>
        _said.OfType<PeriodClosed>().Any(c => c.Period == Period.MonthOf(fact.OccurredOn)) ? by : null;
}

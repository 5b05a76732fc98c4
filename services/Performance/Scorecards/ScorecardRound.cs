using CardTeam.Contracts;
using CardTeam.Performance.CardFacts;
using CardTeam.Performance.Data;
using CardTeam.Performance.Kpis;
using CardTeam.Performance.Organisation;
using CardTeam.Performance.ScoreSheets;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Scorecards;

/// <summary>
/// Computes scorecards at a close: everybody's for the closed period, and again those of earlier periods affected by
/// late data.
/// </summary>
internal sealed class ScorecardRound
{
    private readonly PerformanceDbContext _db;
    private readonly int _closeNumber;
    private readonly ILookup<string, ScoreSheet> _sheets;
    private readonly ILookup<string, PersonalSheet> _personal;
    private readonly KpiCatalogue _catalogue;
    private readonly UncountedFacts _uncounted;
    private readonly DateOnly _today;
    private List<Manager>? _everybody;

    private ScorecardRound(
        PerformanceDbContext db,
        int closeNumber,
        ILookup<string, ScoreSheet> sheets,
        ILookup<string, PersonalSheet> personal,
        KpiCatalogue catalogue,
        UncountedFacts uncounted,
        DateOnly today
    )
    {
        (_db, _closeNumber, _today) = (db, closeNumber, today);
        (_sheets, _personal) = (sheets, personal);
        (_catalogue, _uncounted) = (catalogue, uncounted);
    }

    public List<Scorecard> Computed { get; } = [];

    /// <summary>The figures of managers' own work in the open month, which its close keeps.</summary>
    public List<TakenFigure> Taken { get; } = [];

    /// <summary>The gaps found, each with the manager, level or KPI it is about.</summary>
    public List<Gap> Gaps { get; } = [];

    public static async Task<ScorecardRound> BeginAsync(
        PerformanceDbContext db,
        int closeNumber,
        UncountedFacts uncounted,
        DateOnly today,
        CancellationToken ct
    ) =>
        new(
            db,
            closeNumber,
            (await db.ScoreSheets.AsNoTracking().ToListAsync(ct)).ToLookup(s => s.Level, StringComparer.Ordinal),
            (await db.PersonalSheets.AsNoTracking().ToListAsync(ct)).ToLookup(s => s.ManagerNo, StringComparer.Ordinal),
            await KpiCatalogue.LoadAsync(db, ct),
            uncounted,
            today
        );

    /// <summary>True when some sheet scores on the KPI, or on one that is computed from it.</summary>
    public bool Counts(string kpi) => Rhythms.All.SelectMany(Scored).Any(scored => _catalogue.RestsOn(scored, kpi));

    /// <summary>
    /// The KPIs of a period that are shares in what a unit reached: what changes for one manager changes them for everybody
    /// of the unit.
    /// </summary>
    public List<KpiDefinition> SharesIn(Period period)
    {
        var definitions = _catalogue.For(period.LastMonth);
        return Scored(period.Rhythm)
            .SelectMany(definitions.CountedFor)
            .Distinct(StringComparer.Ordinal)
            .Select(definitions.Of)
            .Where(k => k.Basis?.Measure == KpiWords.Share)
            .ToList();
    }

    /// <summary>The KPIs of all sheets of a rhythm.</summary>
    private IEnumerable<string> Scored(string rhythm) =>
        _sheets
            .SelectMany(s => s)
            .Where(s => s.Rhythm == rhythm)
            .Select(s => s.Kpis)
            .Concat(_personal.SelectMany(s => s).Where(s => s.Rhythm == rhythm).Select(s => s.Kpis))
            .SelectMany(kpis => kpis)
            .Select(k => k.Kpi)
            .Distinct(StringComparer.Ordinal);

    /// <summary>The manager's own sheet for such periods on the period's last day, or the level's.</summary>
    private IReadOnlyList<WeightedKpi>? SheetOf(string managerNo, string level, Period period) =>
        PersonalSheet.Holding(_personal[managerNo].Where(s => s.Rhythm == period.Rhythm), period.LastMonth)?.Kpis
        ?? ScoreSheet.Holding(_sheets[level].Where(s => s.Rhythm == period.Rhythm), period.LastMonth)?.Kpis;

    /// <param name="managers">The managers employed in the period.</param>
    /// <param name="before">The current versions, where there are any.</param>
    public async Task ComputeAsync(
        Period period,
        IReadOnlyList<Manager> managers,
        IReadOnlyDictionary<string, Scorecard> before,
        CancellationToken ct
    )
    {
        var some = managers.Count < 200 ? managers.Select(m => m.ManagerNo).ToList() : null;
        var definitions = _catalogue.For(period.LastMonth);
        var numbers = _db.Managers.Select(m => m.ManagerNo);
        var targets = await FiguresAsync(_db.Targets.AsNoTracking(), period, some, numbers, definitions, ct);
        var indicators = await FiguresAsync(_db.Indicators.AsNoTracking(), period, some, numbers, definitions, ct);
        using var values = await KpiValues.OpenAsync(
            _db,
            Scored(period.Rhythm).SelectMany(definitions.CountedFor).Select(definitions.Of),
            _uncounted.Managers,
            ct
        );

        var ofUnits = await UnitSumsAsync(period, managers, values, ct);
        var work = await WorkFigures.LoadAsync(
            _db,
            period,
            Kpi.OfWork.Where(k => !definitions.Of(k).IsImported && Counts(k)).ToList(),
            some is [var only] ? only : null,
            _today,
            ct
        );
        Taken.AddRange(work.Open.Where(f => f.Month == period));

        foreach (var manager in managers)
        {
            var posting = manager.On(period.LastDay).Data;
            if (posting.Level is null || SheetOf(manager.ManagerNo, posting.Level, period) is not { } sheet)
            {
                Gaps.Add(
                    posting.Level is null
                        ? new("manager-without-level", manager.ManagerNo)
                        : new("level-without-score-sheet", posting.Level)
                );
                continue;
            }

            values.MoveTo(manager.ManagerNo, period);
            var known = before.GetValueOrDefault(manager.ManagerNo);
            var card = Scorecard.Compute(
                manager.ManagerNo,
                period,
                (known?.Version ?? 0) + 1,
                _closeNumber,
                posting.Org,
                posting.Level,
                sheet,
                definitions,
                kpi => ValueOf(manager.ManagerNo, posting.Org, definitions.Of(kpi)),
                kpi => targets.TryGetValue((manager.ManagerNo, kpi), out var target) ? target : null
            );
            Gaps.AddRange(
                card.KpiScores()
                    .Where(k => k.LeftOut is not null)
                    .Select(k => new Gap(k.LeftOut!, $"{manager.ManagerNo} {k.Kpi}"))
            );
            if (known is not null && !card.DiffersFrom(known))
                continue;
            known?.Supersede();
            Computed.Add(card);
        }

        Quotient? ValueOf(string managerNo, string org, KpiDefinition kpi) =>
            kpi switch
            {
                { IsImported: true } or { Source: KpiWords.Review } => indicators.TryGetValue(
                    (managerNo, kpi.Code),
                    out var value
                )
                    ? new(value, 1)
                    : null,
                { Source: KpiWords.Work or KpiWords.Customers } => work.Of(managerNo, kpi.Code),
                { Basis.Measure: KpiWords.Share } => values.Of(kpi.Code) is { } own
                && ofUnits[(org, kpi.Code)] is > 0 and var whole
                    ? Quotient.Of(own.Numerator, whole)
                    : null,
                _ => values.Of(kpi.Code),
            };
    }

    /// <summary>What the units of some managers reached in the period, by unit and KPI that is a share in it.</summary>
    private async Task<Dictionary<(string Org, string Kpi), decimal>> UnitSumsAsync(
        Period period,
        IReadOnlyList<Manager> managers,
        KpiValues values,
        CancellationToken ct
    )
    {
        var sums = new Dictionary<(string Org, string Kpi), decimal>();
        var shares = SharesIn(period);
        if (shares.Count == 0)
            return sums;
        var units = managers.Select(m => m.On(period.LastDay).Data.Org).ToHashSet(StringComparer.Ordinal);
        _everybody ??= await _db.Managers.AsNoTracking().ToListAsync(ct);
        foreach (var manager in _everybody.Where(m => m.IsInPost(period)))
        {
            var org = manager.On(period.LastDay).Data.Org;
            if (!units.Contains(org))
                continue;
            values.MoveTo(manager.ManagerNo, period);
            foreach (var kpi in shares)
                sums[(org, kpi.Code)] = sums.GetValueOrDefault((org, kpi.Code)) + (values.Of(kpi.Code)?.Value ?? 0);
        }

        return sums;
    }

    /// <summary>
    /// Figures of a period by manager and KPI: the period's own; without one, the sum of its months' where the KPI adds
    /// up.
    /// </summary>
    /// <param name="some">The managers wanted; null for all.</param>
    /// <param name="numbers">The numbers of all managers.</param>
    private static async Task<Dictionary<(string, string), decimal>> FiguresAsync<T>(
        IQueryable<T> all,
        Period period,
        List<string>? some,
        IQueryable<string> numbers,
        KpiSet definitions,
        CancellationToken ct
    )
        where T : KpiFigure
    {
        var figures = all.Where(f => some == null || some.Contains(f.ManagerNo));
        var own = await figures
            .Where(f => f.Period == period)
            .Select(f => new Entry(f.ManagerNo, f.Kpi, f.Value))
            .ToDictionaryAsync(e => (e.ManagerNo, e.Kpi), e => e.Value, ct);
        if (period.IsMonth)
            return own;
        var months = period.Months().ToList();
        // Of everybody by manager, so that an index finds them.
        if (some is null)
            figures = figures.Where(f => numbers.Contains(f.ManagerNo));
        var parts = await figures
            .Where(f => months.Contains(f.Period))
            .Select(f => new Entry(f.ManagerNo, f.Kpi, f.Value))
            .ToListAsync(ct);
        foreach (var figure in parts.GroupBy(e => (e.ManagerNo, e.Kpi)))
            if (definitions.Of(figure.Key.Kpi).AddsUp)
                own.TryAdd(figure.Key, figure.Sum(e => e.Value));
        return own;
    }

    private sealed record Entry(string ManagerNo, string Kpi, decimal Value);
}

/// <summary>A gap found by a close.</summary>
/// <param name="What">
/// <c>level-without-score-sheet</c>, <c>manager-without-level</c>, <c>no-target</c>, <c>no-value</c>,
/// <c>no-manager-in-post</c>, <c>import-unfinished</c>, <c>period-not-over</c>.
/// </param>
/// <param name="Subject">The level, manager, manager and KPI, or file it is about.</param>
internal sealed record Gap(string What, string Subject);

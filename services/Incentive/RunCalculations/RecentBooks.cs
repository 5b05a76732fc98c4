using System.Data.Common;
using CardTeam.Contracts;
using CardTeam.Contracts.Performance;
using CardTeam.Incentive.Books;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Calculation.Rules;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Recoveries;
using CardTeam.Incentive.Runs;
using CardTeam.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CardTeam.Incentive.RunCalculations;

/// <summary>
/// The data known at a close that the months from each manager's start on count, and no older ones: of a manager whom
/// nothing touched, the facts of the run's own month and of the few days before it that may begin to count in it.
/// </summary>
internal sealed class RecentBooks : IDisposable
{
    private static readonly IReadOnlySet<string> None = new HashSet<string>(StringComparer.Ordinal);

    private readonly IncentiveDbContext _db;
    private readonly Knowledge _knowledge;
    private readonly PlanCalendar _calendar;
    private readonly KeptStates _kept;
    private readonly TouchedMonths _touched;
    private readonly RepeatedCards.OfCards _cards;
    private readonly PreparedCommand _facts;
    private readonly Dictionary<string, PreparedCommand> _byCard = new(StringComparer.Ordinal);
    private readonly bool _usesKpis;
    private readonly ILookup<string, Fact> _besideCards;
    private readonly Dictionary<string, ManagerProfile> _profiles;
    private readonly Dictionary<string, Certificates> _certificates;
    private readonly ILookup<string, Upheld> _complaints;
    private readonly ILookup<string, BookedScore> _scores;
    private readonly RecoveryBook _recoveries;

    /// <summary>The facts that clawbacks found so far look back at, by reference.</summary>
    private readonly Dictionary<string, Fact> _earners = new(StringComparer.Ordinal);

    /// <summary>The number of facts of the run's month read so far.</summary>
    private long _ofMonth;

    private ILookup<string, TakenBack> _takenBack = Array.Empty<TakenBack>().ToLookup(_ => "", StringComparer.Ordinal);

    private RecentBooks(
        IncentiveDbContext db,
        Knowledge knowledge,
        PlanCalendar calendar,
        KeptStates kept,
        TouchedMonths touched,
        Dictionary<string, ManagerProfile> profiles,
        Dictionary<string, Certificates> certificates,
        ILookup<string, Upheld> complaints,
        ILookup<string, BookedScore> scores,
        ILookup<string, Fact> won,
        RecoveryBook recoveries
    )
    {
        (_besideCards, _recoveries) = (won, recoveries);
        (_db, _knowledge, _calendar, _kept, _touched) = (db, knowledge, calendar, kept, touched);
        (_profiles, _certificates, _complaints, _scores) = (profiles, certificates, complaints, scores);
        _usesKpis = calendar.Plans.Any(p => p.Factors.Any(f => f is KpiFactorRule));
        _cards = new(db, knowledge.CloseNumber);
        // Almost no card has two facts of a kind: whether one has is told with the fact, and only its card is examined.
        _facts = Command(
            $"""
            SELECT {Columns("f")},
                CASE WHEN f."Kind" >= 2 AND f."Kind" <= 4 AND EXISTS (
                    SELECT 1 FROM "Facts" o WHERE o."CardRef" = f."CardRef" AND o."Kind" = f."Kind"
                        AND o."Kind" >= 2 AND o."Kind" <= 4 AND o."FactRef" <> f."FactRef") THEN 1 ELSE 0 END
            FROM "Facts" f
            WHERE f."ManagerNo" = @manager AND f."OccurredOn" >= @from AND f."OccurredOn" <= @last
                AND f."KnownFrom" <= @close AND (f."KnownUntil" IS NULL OR f."KnownUntil" > @close) AND f."Void" = 0
            ORDER BY f."OccurredOn", f."FactRef"
            """,
            "manager",
            "from",
            "last",
            "close"
        );
    }

    /// <summary>The number of facts read so far, of every kind and month.</summary>
    public long FactsRead { get; private set; }

    /// <summary>The number of managers.</summary>
    public int Managers => _profiles.Count;

    public static async Task<RecentBooks> OpenAsync(
        IncentiveDbContext db,
        Knowledge knowledge,
        PlanCalendar calendar,
        KeptStates kept,
        TouchedMonths touched,
        CancellationToken ct
    )
    {
        await db.Database.OpenConnectionAsync(ct);
        var (close, month) = (knowledge.CloseNumber, calendar.Last);
        var profiles = (
            await db
                .Managers.AsNoTracking()
                .Where(m => m.KnownFrom <= close)
                .Where(m =>
                    !db.Managers.Any(n => n.ManagerNo == m.ManagerNo && n.Version > m.Version && n.KnownFrom <= close)
                )
                .ToListAsync(ct)
        ).ToDictionary(m => m.ManagerNo, m => m.Read(), StringComparer.Ordinal);
        var ofMonth = await db
            .Scores.AsNoTracking()
            .Where(s => s.Period == month && s.KnownFrom <= close)
            .ToListAsync(ct);
        if (calendar.LongerPeriods() is { Count: > 0 } longer)
            ofMonth.AddRange(
                await db
                    .Scores.AsNoTracking()
                    .Where(s => longer.Contains(s.Period) && s.KnownFrom <= close)
                    .ToListAsync(ct)
            );
        var scores = ofMonth.ToLookup(s => s.ManagerNo, StringComparer.Ordinal);
        var (firstDay, lastDay) = (month.FirstDay, month.LastDay);
        var complaints = (
            await Upheld(db, knowledge).Where(c => c.ResolvedOn >= firstDay && c.ResolvedOn <= lastDay).ToListAsync(ct)
        )
            .OrderBy(c => c.ComplaintRef, StringComparer.Ordinal)
            .ToLookup(c => c.ManagerNo, Of, StringComparer.Ordinal);
        var books = new RecentBooks(
            db,
            knowledge,
            calendar,
            kept,
            touched,
            profiles,
            await RunBooks.CertificatesAsync(db, knowledge, managers: null, ct),
            complaints,
            scores,
            await FactsBesideCards.LoadAsync(db, calendar.Plans, knowledge, month, only: null, ct),
            await RecoveryBook.LoadAsync(db, month, ct)
        );
        // A fact that takes effect in the month lies at most the longest cure before it, and who cancels it later.
        books._takenBack = await books.FindAsync(
            $"""
            SELECT x."CardRef" FROM "Facts" x WHERE x."Kind" = {(int)CardFactKind.Cancelled}
                AND x."OccurredOn" >= @from AND x."OccurredOn" <= @last
            """,
            ["close", "from", "last"],
            [close, books.ReadFrom(month), DayNumber.Of(month.LastDay)],
            ct
        );
        return books;
    }

    /// <summary>Reads each manager's books, in ordinal order of their numbers.</summary>
    public async IAsyncEnumerable<(ManagerBooks Books, CalculationStart Start)> ReadAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct
    )
    {
        if (_touched.OfFacts.FirstOrDefault(m => !_profiles.ContainsKey(m)) is { } unknown)
            throw new InvalidDataException($"The books hold facts of a manager they do not know: {unknown}");
        foreach (var managerNo in _profiles.Keys.Order(StringComparer.Ordinal))
        {
            var (from, taken) = await ClawbacksAsync(managerNo, _kept.StartFor(_touched.Of(managerNo)), ct);
            var lookedBackAt = LookedBackAt(managerNo, from, taken);
            var first = lookedBackAt.Count == 0 ? from : lookedBackAt.Min();
            yield return (
                new(
                    managerNo,
                    _profiles[managerNo],
                    await FactsAsync(managerNo, ReadFrom(first), ct),
                    CertificatesOf(managerNo),
                    await ScoresAsync(managerNo, first, ct),
                    await ComplaintsAsync(managerNo, from, ct),
                    taken
                )
                {
                    Recoveries = _recoveries.Of(managerNo),
                },
                new(from, _kept.LeftTo(from, managerNo), lookedBackAt)
            );
        }

        var (close, month) = (_knowledge.CloseNumber, _calendar.Last);
        var held = await _db.FactTotals.Where(t => t.Month == month && t.KnownFrom <= close).SumAsync(t => t.Count, ct);
        if (held != _ofMonth)
            throw new InvalidDataException(
                Invariant($"The books hold {held} facts of {month}, and the managers they know have {_ofMonth}.")
            );
    }

    public void Dispose()
    {
        _cards.Dispose();
        _facts.Dispose();
        foreach (var command in _byCard.Values)
            command.Dispose();
    }

    /// <summary>
    /// The cards taken back in the months from a start on. Where a rule recomputes a month before the start, with all
    /// that months left to it, everything is calculated from the bank's first month.
    /// </summary>
    private async Task<(Period From, List<TakenBack> Taken)> ClawbacksAsync(
        string managerNo,
        Period from,
        CancellationToken ct
    )
    {
        var taken = await TakenAsync(managerNo, from, ct);
        if (from == _calendar.First || !taken.Exists(t => t.EarnedIn < from && Recomputes(t)))
            return (from, taken);
        return (_calendar.First, await TakenAsync(managerNo, _calendar.First, ct));
    }

    private async Task<List<TakenBack>> TakenAsync(string managerNo, Period from, CancellationToken ct)
    {
        if (from == _calendar.Last)
            return _takenBack[managerNo].Where(t => t.TakenIn >= from).ToList();
        var longest = _calendar.Plans.SelectMany(p => p.Clawbacks).Select(c => c.WithinDays).DefaultIfEmpty(0).Max();
        var found = await FindAsync(
            $"""
            SELECT x."CardRef" FROM "Facts" x WHERE x."ManagerNo" = @manager AND x."OccurredOn" >= @from
                AND x."Kind" >= 2 AND x."Kind" <= 4 AND EXISTS (
                    SELECT 1 FROM "Facts" c WHERE c."CardRef" = x."CardRef" AND c."Kind" = {(int)
                CardFactKind.Cancelled})
            """,
            ["close", "manager", "from"],
            [_knowledge.CloseNumber, managerNo, ReadFrom(from, longest)],
            ct
        );
        return found[managerNo].Where(t => t.TakenIn >= from).ToList();
    }

    private bool Recomputes(TakenBack taken) =>
        _calendar.In(taken.TakenIn)?.Clawbacks.Any(r => r.Id == taken.Rule && r.Recomputes) == true;

    /// <summary>The months before the start in which the cards taken back were paid.</summary>
    private HashSet<Period> LookedBackAt(string managerNo, Period from, List<TakenBack> taken) =>
        taken
            .SelectMany(t => _calendar.MonthsOf(t.Of, _earners[t.FactRef], CertificatesOf(managerNo)))
            .Where(month => month < from)
            .ToHashSet();

    /// <summary>Finds what is taken back of some cards, with all that is known of them.</summary>
    /// <param name="cards">A query of the cards, written in this code.</param>
    private async Task<ILookup<string, TakenBack>> FindAsync(
        string cards,
        string[] parameters,
        object?[] values,
        CancellationToken ct
    )
    {
        var kinds = TouchedMonths.KindsLookedBackAt(_calendar);
        var cancelled = kinds.Count == 0 ? [] : await ReadAsync(CardFactKind.Cancelled);
        if (cancelled.Count == 0)
            return Array.Empty<TakenBack>().ToLookup(_ => "", StringComparer.Ordinal);
        var isCancelled = cancelled.Select(c => c.Card).ToHashSet(StringComparer.Ordinal);
        var earners = new List<(string ManagerNo, Fact Fact)>();
        foreach (var kind in kinds)
        foreach (
            var card in (await ReadAsync(kind))
                .Where(f => isCancelled.Contains(f.Card))
                .GroupBy(f => f.Card, StringComparer.Ordinal)
        )
        {
            var repeated = card.Count() > 1 ? await _cards.RefsAsync(card.Key, ct) : None;
            foreach (var fact in card)
                if (fact.ToFact(_calendar.Last, repeated, _profiles.GetValueOrDefault(fact.ManagerNo)) is { } known)
                {
                    earners.Add((fact.ManagerNo, known));
                    _earners[known.Ref] = known;
                }
        }

        return Clawbacks.Find(
            _calendar,
            cancelled.Select(c => c.ToFact(_calendar.Last, None, null)).OfType<Fact>().ToList(),
            earners,
            CertificatesOf
        );

        async Task<List<KnownFact>> ReadAsync(CardFactKind kind)
        {
            // SQLite uses a filtered index only where the query repeats its exact condition.
            var indexed = kind == CardFactKind.Cancelled ? "" : "AND f.\"Kind\" >= 2 AND f.\"Kind\" <= 4 ";
            var sql = Invariant(
                $"""
                SELECT {Columns("f")} FROM "Facts" f WHERE f."Kind" = {(int)kind} {indexed}AND f."CardRef" IN ({cards})
                    AND f."KnownFrom" <= @close AND (f."KnownUntil" IS NULL OR f."KnownUntil" > @close) AND f."Void" = 0
                """
            );
            if (!_byCard.TryGetValue(sql, out var command))
                command = _byCard[sql] = Command(sql, parameters);
            var found = new List<KnownFact>();
            await using var reader = await command.ReadAsync(values, ct);
            while (await reader.ReadAsync(ct))
                found.Add(KnownFact.Read(reader));
            return found;
        }
    }

    private async Task<List<Fact>> FactsAsync(string managerNo, int from, CancellationToken ct)
    {
        var (read, shared) = (new List<KnownFact>(), new List<string>());
        await using (
            var reader = await _facts.ReadAsync(
                [managerNo, from, DayNumber.Of(_calendar.Last.LastDay), _knowledge.CloseNumber],
                ct
            )
        )
            while (await reader.ReadAsync(ct))
            {
                read.Add(KnownFact.Read(reader));
                if (reader.GetInt32(7) == 1)
                    shared.Add(read[^1].Card);
            }

        FactsRead += read.Count;
        _ofMonth += read.Count(f => f.Day >= DayNumber.Of(_calendar.Last.FirstDay));
        var repeated = None;
        if (shared.Count > 0)
        {
            var refs = new HashSet<string>(StringComparer.Ordinal);
            foreach (var card in shared.Distinct(StringComparer.Ordinal))
                refs.UnionWith(await _cards.RefsAsync(card, ct));
            repeated = refs;
        }

        var profile = _profiles[managerNo];
        return FactsBesideCards.Among(
            read.ConvertAll(f => f.ToFact(_calendar.Last, repeated, profile)!),
            _besideCards[managerNo]
                .Where(f => DayNumber.Of(f.Day) >= from)
                .Select(f => Uncounted.Of(f, None, profile) is { } against ? f with { Uncounted = against } : f)
        );
    }

    private async Task<IReadOnlyDictionary<Period, BookedScorecard>> ScoresAsync(
        string managerNo,
        Period from,
        CancellationToken ct
    )
    {
        var close = _knowledge.CloseNumber;
        IEnumerable<BookedScore> scores =
            from == _calendar.Last
                ? _scores[managerNo]
                : await _db
                    .Scores.AsNoTracking()
                    .Where(s => s.ManagerNo == managerNo && s.KnownFrom <= close)
                    .ToListAsync(ct);
        return scores.GroupBy(s => s.Period).ToDictionary(g => g.Key, g => g.MaxBy(s => s.Version)!.Read(_usesKpis));
    }

    private async Task<IReadOnlyList<Upheld>> ComplaintsAsync(string managerNo, Period from, CancellationToken ct) =>
        from == _calendar.Last
            ? _complaints[managerNo].ToList()
            : (await Upheld(_db, _knowledge).Where(c => c.ManagerNo == managerNo).ToListAsync(ct))
                .OrderBy(c => c.ComplaintRef, StringComparer.Ordinal)
                .Select(Of)
                .ToList();

    /// <summary>The newest versions of the complaints that were upheld.</summary>
    private static IQueryable<BookedComplaint> Upheld(IncentiveDbContext db, Knowledge knowledge)
    {
        var (close, upTo) = (knowledge.CloseNumber, knowledge.ComplaintsUpTo);
        return db
            .Complaints.AsNoTracking()
            .Where(c => c.Outcome == "upheld" && c.ResolvedOn != null && c.KnownFrom <= close && c.Number <= upTo)
            .Where(c =>
                !db.Complaints.Any(n =>
                    n.ComplaintRef == c.ComplaintRef
                    && n.Version > c.Version
                    && n.KnownFrom <= close
                    && n.Number <= upTo
                )
            );
    }

    private static Upheld Of(BookedComplaint complaint) =>
        new(complaint.ComplaintRef, complaint.Severity, complaint.ResolvedOn!.Value);

    private Certificates CertificatesOf(string managerNo) =>
        _certificates.GetValueOrDefault(managerNo) ?? Certificates.None;

    /// <summary>The first day, as a number, of a fact that can take effect in a month.</summary>
    private int ReadFrom(Period month, int daysMore = 0)
    {
        var days = _calendar.LongestCure + daysMore;
        return month == _calendar.First || month.FirstDay.DayNumber < days
            ? 0
            : DayNumber.Of(month.FirstDay.AddDays(-days));
    }

    private PreparedCommand Command(string sql, params string[] parameters) =>
        new(_db.Database.GetDbConnection(), _db.Database.CurrentTransaction?.GetDbTransaction(), sql, parameters);

    private static string Columns(string table) =>
        string.Join(',', KnownFact.Columns.Split(',').Select(column => $"{table}.{column}"));
}

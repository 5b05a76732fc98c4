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
/// All data known at a close, manager by manager: facts are streamed in stored order, the rest, which is small, is held
/// in memory.
/// </summary>
internal sealed class RunBooks
{
    private readonly Knowledge _knowledge;
    private readonly IReadOnlyList<PlanCalendar> _calendars;
    private readonly IncentiveDbContext _db;
    private readonly string? _only;
    private readonly Dictionary<string, ManagerProfile> _profiles;
    private readonly Dictionary<string, Certificates> _certificates;
    private readonly ILookup<string, Upheld> _complaints;
    private readonly ILookup<string, (Period Period, BookedScorecard Scorecard)> _scores;
    private ILookup<string, Fact> _besideCards = Array.Empty<Fact>().ToLookup(_ => "", StringComparer.Ordinal);
    private readonly RecoveryBook _recoveries;
    private HashSet<string> _repeated = new(StringComparer.Ordinal);
    private Dictionary<PlanCalendar, ILookup<string, TakenBack>> _takenBack = [];
    private Dictionary<PlanCalendar, SharedPay> _shared = [];

    private RunBooks(
        Knowledge knowledge,
        IReadOnlyList<PlanCalendar> calendars,
        IncentiveDbContext db,
        string? only,
        Dictionary<string, ManagerProfile> profiles,
        Dictionary<string, Certificates> certificates,
        ILookup<string, Upheld> complaints,
        ILookup<string, (Period, BookedScorecard)> scores,
        RecoveryBook recoveries
    )
    {
        (_knowledge, _calendars, _db, _only) = (knowledge, calendars, db, only);
        (_profiles, _certificates, _complaints) = (profiles, certificates, complaints);
        (_scores, _recoveries) = (scores, recoveries);
    }

    /// <summary>The number of facts read so far, of every kind and month.</summary>
    public long FactsRead { get; private set; }

    /// <summary>The number of managers.</summary>
    public int Managers => _profiles.Count;

    /// <param name="calendar">The plans whose clawbacks the books of <see cref="ReadAsync"/> have.</param>
    /// <param name="only">The manager whose books are wanted; null for all managers.</param>
    /// <param name="other">
    /// Other plans for the same months, to calculate with as well, see <see cref="Under"/>; null for none.
    /// </param>
    public static async Task<RunBooks> OpenAsync(
        IncentiveDbContext db,
        Knowledge knowledge,
        PlanCalendar calendar,
        string? only,
        CancellationToken ct,
        PlanCalendar? other = null
    )
    {
        var (close, complaintsUpTo) = (knowledge.CloseNumber, knowledge.ComplaintsUpTo);
        PlanCalendar[] calendars = other is null ? [calendar] : [calendar, other];
        var (known, totals) = (db.Complaints.AsNoTracking(), db.Scores.AsNoTracking());
        string[]? managers = only is null ? null : [only];
        if (only is not null)
        {
            // A complaint may have passed from one manager to another: its newest version says whose it is.
            var own = db.Complaints.Where(c => c.ManagerNo == only).Select(c => c.ComplaintRef);
            (known, totals) = (known.Where(c => own.Contains(c.ComplaintRef)), totals.Where(s => s.ManagerNo == only));
        }

        var profiles = await ProfilesAsync(db, knowledge, managers, ct);
        var certificates = await CertificatesAsync(db, knowledge, managers, ct);
        var complaints = (await known.Where(c => c.KnownFrom <= close && c.Number <= complaintsUpTo).ToListAsync(ct))
            .GroupBy(c => c.ComplaintRef, StringComparer.Ordinal)
            .Select(g => g.MaxBy(c => c.Version)!)
            .Where(c => c.Outcome == "upheld" && c.ResolvedOn is not null)
            .OrderBy(c => c.ComplaintRef, StringComparer.Ordinal)
            .ToLookup(
                c => c.ManagerNo,
                c => new Upheld(c.ComplaintRef, c.Severity, c.ResolvedOn!.Value),
                StringComparer.Ordinal
            );
        var usesKpis = calendars.SelectMany(c => c.Plans).Any(p => p.Factors.Any(f => f is KpiFactorRule));
        var scores = (await totals.Where(s => s.KnownFrom <= close).ToListAsync(ct))
            .GroupBy(s => (s.ManagerNo, s.Period))
            .Select(g => g.MaxBy(s => s.Version)!)
            .ToLookup(s => s.ManagerNo, s => (s.Period, s.Read(usesKpis)), StringComparer.Ordinal);
        var books = new RunBooks(
            knowledge,
            calendars,
            db,
            only,
            profiles,
            certificates,
            complaints,
            scores,
            await RecoveryBook.LoadAsync(db, calendar.Last, ct, only)
        );
        books._besideCards = await FactsBesideCards.LoadAsync(
            db,
            calendars.SelectMany(c => c.Plans),
            knowledge,
            calendar.Last,
            only,
            ct
        );
        books._repeated = await RepeatedCards.RefsAsync(db, knowledge.CloseNumber, only, ct);
        await books.FindClawbacksAsync(ct);
        books._shared = await books.ShareAsync(ct);
        return books;
    }

    /// <summary>
    /// Applies the rules over several managers, which takes a read of the whole bank where a plan has any. The books of
    /// one manager need it as well: what others earned is part of their pay.
    /// </summary>
    private async Task<Dictionary<PlanCalendar, SharedPay>> ShareAsync(CancellationToken ct)
    {
        var shared = _calendars.ToDictionary(calendar => calendar, calendar => new SharedPay(calendar));
        if (shared.Values.All(pay => pay.IsNone))
            return shared;
        if (_only is not null)
        {
            var other = _calendars.Count > 1 ? _calendars[1] : null;
            return (await OpenAsync(_db, _knowledge, _calendars[0], only: null, ct, other))._shared;
        }

        _shared = shared;
        await foreach (var manager in ReadAsync(ct))
        foreach (var (calendar, pay) in shared)
            pay.Add(Under(calendar, manager));
        foreach (var pay in shared.Values)
            pay.Share();
        FactsRead = 0;
        return shared;
    }

    /// <summary>The books of one manager; null for a manager they do not have.</summary>
    public static async Task<(RunBooks Books, ManagerBooks Manager)?> OfManagerAsync(
        IncentiveDbContext db,
        Knowledge knowledge,
        PlanCalendar calendar,
        string managerNo,
        CancellationToken ct,
        PlanCalendar? other = null
    )
    {
        var books = await OpenAsync(db, knowledge, calendar, managerNo, ct, other);
        await foreach (var manager in books.ReadAsync(ct))
            return (books, manager);
        return null;
    }

    /// <summary>The same books with the clawbacks of other plans, which the books were opened with.</summary>
    public ManagerBooks Under(PlanCalendar calendar, ManagerBooks manager) =>
        manager with
        {
            TakenBack = _takenBack[calendar][manager.ManagerNo].ToList(),
            Shared = _shared[calendar].Of(manager.ManagerNo),
        };

    private static async Task<Dictionary<string, ManagerProfile>> ProfilesAsync(
        IncentiveDbContext db,
        Knowledge knowledge,
        IReadOnlyCollection<string>? managers,
        CancellationToken ct
    )
    {
        var booked = db.Managers.AsNoTracking().Where(m => m.KnownFrom <= knowledge.CloseNumber);
        if (managers is not null)
            booked = booked.Where(m => managers.Contains(m.ManagerNo));
        return (await booked.ToListAsync(ct))
            .GroupBy(m => m.ManagerNo, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.MaxBy(m => m.Version)!.Read(), StringComparer.Ordinal);
    }

    /// <summary>The intervals that managers hold with some knowledge, each in its newest version.</summary>
    /// <param name="managers">The managers wanted; null for all.</param>
    public static async Task<Dictionary<string, Certificates>> CertificatesAsync(
        IncentiveDbContext db,
        Knowledge knowledge,
        IReadOnlyCollection<string>? managers,
        CancellationToken ct
    )
    {
        var (close, upTo) = (knowledge.CloseNumber, knowledge.CertificatesUpTo);
        var booked = db.Certificates.AsNoTracking().Where(c => c.KnownFrom <= close && c.Number <= upTo);
        if (managers is not null)
            booked = booked.Where(c => managers.Contains(c.ManagerNo));
        return (await booked.ToListAsync(ct))
            .GroupBy(c => (c.ManagerNo, c.Certificate, c.ValidFrom))
            .Select(g => g.MaxBy(c => c.Version)!)
            .GroupBy(c => c.ManagerNo, StringComparer.Ordinal)
            .ToDictionary(
                g => g.Key,
                g => new Certificates(g.Select(c => (c.Certificate, c.ValidFrom, c.ValidTo))),
                StringComparer.Ordinal
            );
    }

    /// <summary>Reads each manager's books, in ordinal order of their numbers.</summary>
    public async IAsyncEnumerable<ManagerBooks> ReadAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct
    )
    {
        if (_only is not null && !_profiles.ContainsKey(_only))
            yield break;
        using var command = await SelectFactsAsync(_only is null ? null : "\"ManagerNo\" = @manager", ct);
        await using var facts = await command.ReadAsync(Parameters, ct);
        var more = await facts.ReadAsync(ct);
        foreach (var (managerNo, profile) in _profiles.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            // Managers who share a card with the one who is wanted.
            if (_only is not null && managerNo != _only)
                continue;
            var own = new List<Fact>();
            while (more && string.CompareOrdinal(facts.GetString(0), managerNo) <= 0)
            {
                FactsRead++;
                if (facts.GetString(0) != managerNo)
                    throw new InvalidDataException(
                        $"The books hold facts of a manager they do not know: {facts.GetString(0)}"
                    );
                if (Read(facts) is { } fact)
                    own.Add(Judged(managerNo, fact));
                more = facts.Read();
            }

            yield return new(
                managerNo,
                profile,
                FactsBesideCards.Among(own, _besideCards[managerNo].Select(fact => Judged(managerNo, fact))),
                _certificates.GetValueOrDefault(managerNo) ?? Certificates.None,
                _scores[managerNo].ToDictionary(s => s.Period, s => s.Scorecard),
                _complaints[managerNo].ToList(),
                _takenBack[_calendars[0]][managerNo].ToList()
            )
            {
                Shared = _shared[_calendars[0]].Of(managerNo),
                Recoveries = _recoveries.Of(managerNo),
            };
        }

        if (more)
            throw new InvalidDataException($"The books hold facts of a manager they do not know: {facts.GetString(0)}");
    }

    /// <summary>
    /// Reads the few cancelled cards and the facts they claw back by card, before the long read by manager.
    /// </summary>
    private async Task FindClawbacksAsync(CancellationToken ct)
    {
        var kinds = _calendars
            .SelectMany(c => c.Plans)
            .SelectMany(p => p.Clawbacks.SelectMany(c => p.Earning.Where(e => e.Id == c.Of)))
            .Select(e => (int)e.Fact)
            .Distinct()
            .ToList();
        var (cancelled, earners) = (new List<Fact>(), new List<(string ManagerNo, Fact Fact)>());
        if (kinds.Count > 0)
        {
            var ofCards = $"\"Kind\" = {(int)CardFactKind.Cancelled}";
            if (_only is not null)
                ofCards += " AND \"CardRef\" IN (SELECT \"CardRef\" FROM \"Facts\" WHERE \"ManagerNo\" = @manager)";
            cancelled = (await ReadFactsAsync(ofCards, ct)).ConvertAll(c => c.Fact);
            foreach (var kind in kinds)
                earners.AddRange(
                    await ReadFactsAsync(
                        Invariant($"\"Kind\" = {kind} {Indexed(kind)}AND ")
                            + $"\"CardRef\" IN (SELECT \"CardRef\" FROM \"Facts\" WHERE {ofCards})",
                        ct
                    )
                );
        }

        if (_only is not null)
            await KnowAsync(earners.Select(e => e.ManagerNo), ct);
        var judged = earners.ConvertAll(e => (e.ManagerNo, Judged(e.ManagerNo, e.Fact)));
        _takenBack = _calendars.ToDictionary(
            calendar => calendar,
            calendar =>
                Clawbacks.Find(
                    calendar,
                    cancelled,
                    judged,
                    manager => _certificates.GetValueOrDefault(manager) ?? Certificates.None
                )
        );
    }

    /// <summary>
    /// Loads those who share a card with the manager who is wanted: whose fact of a card counts, and is clawed back,
    /// depends on their certificates and days in post too.
    /// </summary>
    private async Task KnowAsync(IEnumerable<string> managers, CancellationToken ct)
    {
        var others = managers.Where(m => !_profiles.ContainsKey(m)).Distinct(StringComparer.Ordinal).ToList();
        if (others.Count == 0)
            return;
        foreach (var (managerNo, profile) in await ProfilesAsync(_db, _knowledge, others, ct))
            _profiles[managerNo] = profile;
        foreach (var (managerNo, held) in await CertificatesAsync(_db, _knowledge, others, ct))
            _certificates[managerNo] = held;
    }

    /// <summary>
    /// The condition of the filtered index: SQLite uses such an index only where the query repeats its exact condition.
    /// </summary>
    private static string Indexed(int kind) => kind is >= 2 and <= 4 ? "AND \"Kind\" >= 2 AND \"Kind\" <= 4 " : "";

    private async Task<List<(string ManagerNo, Fact Fact)>> ReadFactsAsync(string where, CancellationToken ct)
    {
        var found = new List<(string, Fact)>();
        using var command = await SelectFactsAsync(where, ct);
        await using var facts = await command.ReadAsync(Parameters, ct);
        while (await facts.ReadAsync(ct))
            if (Read(facts) is { } fact)
                found.Add((facts.GetString(0), fact));
        return found;
    }

    private object?[] Parameters => _only is null ? [_knowledge.CloseNumber] : [_knowledge.CloseNumber, _only];

    /// <param name="where">A further condition written in this code, never a caller's text; null for none.</param>
    private async Task<PreparedCommand> SelectFactsAsync(string? where, CancellationToken ct)
    {
        await _db.Database.OpenConnectionAsync(ct);
        return new(
            _db.Database.GetDbConnection(),
            _db.Database.CurrentTransaction?.GetDbTransaction(),
            $"""
            SELECT "ManagerNo","OccurredOn","FactRef","Kind","CardRef","Product","Amount" FROM "Facts"
            WHERE "KnownFrom" <= @close AND ("KnownUntil" IS NULL OR "KnownUntil" > @close) AND "Void" = 0{(
                where is null ? "" : $" AND {where}"
            )}
            ORDER BY "ManagerNo","OccurredOn","FactRef"
            """,
            _only is null ? ["close"] : ["close", "manager"]
        );
    }

    /// <summary>Reads a fact; null for one that happened after the run's period.</summary>
    private Fact? Read(DbDataReader facts)
    {
        var day = facts.GetInt32(1);
        return day > DayNumber.Of(_calendars[0].Last.LastDay)
            ? null
            : new(
                facts.GetString(2),
                (CardFactKind)facts.GetInt32(3),
                facts.GetString(4),
                DayNumber.Date(day),
                facts.IsDBNull(5) ? null : facts.GetString(5),
                facts.IsDBNull(6) ? 0 : facts.GetInt64(6)
            );
    }

    /// <summary>The fact with the reason why it earns nothing, where there is one.</summary>
    public Fact Judged(string managerNo, Fact fact)
    {
        var against = Uncounted.Of(fact, _repeated, _profiles.GetValueOrDefault(managerNo));
        return against is null ? fact : fact with { Uncounted = against };
    }
}

using CardTeam.Contracts;
using CardTeam.Contracts.Performance;
using CardTeam.Incentive.Books;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Runs;
using CardTeam.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CardTeam.Incentive.RunCalculations;

/// <summary>
/// Finds, of every manager, the first month before the run's own that may come out differently than in the approved run
/// of the month before. A month that is named too early costs time; one that is named too late, or not at all, costs
/// money: whatever is not certain is named.
/// </summary>
internal sealed class TouchedMonths
{
    private readonly PlanCalendar _calendar;
    private readonly Dictionary<string, Period> _first = new(StringComparer.Ordinal);

    private TouchedMonths(PlanCalendar calendar) => _calendar = calendar;

    /// <summary>The first month to recompute: the run's own for a manager whom nothing touched.</summary>
    public Period Of(string managerNo) => _first.GetValueOrDefault(managerNo, _calendar.Last);

    /// <summary>The managers whose facts of earlier months began or ended to be known.</summary>
    public HashSet<string> OfFacts { get; } = new(StringComparer.Ordinal);

    /// <summary>
    /// True when a run under these plans can tell whom a change concerns without reading every fact: no rule rests on
    /// other months or managers, and clawbacks look back at the kinds that the index of cards holds.
    /// </summary>
    public static bool CanBeFound(PlanCalendar calendar) =>
        calendar.Plans.All(p => p.Rules.All(r => r.IsOfOneMonth))
        && KindsLookedBackAt(calendar)
            .All(kind => kind is CardFactKind.Approved or CardFactKind.Activated or CardFactKind.FirstUsed);

    /// <summary>The kinds of the facts whose earnings clawbacks take back.</summary>
    public static IReadOnlyList<CardFactKind> KindsLookedBackAt(PlanCalendar calendar) =>
        calendar
            .Plans.SelectMany(p => p.Clawbacks.SelectMany(c => p.Earning.Where(e => e.Id == c.Of)))
            .Select(e => e.Fact)
            .Distinct()
            .ToList();

    /// <param name="before">The extent of the books of the approved run of the month before.</param>
    /// <param name="now">The extent of the books of this run, which holds the other.</param>
    public static async Task<TouchedMonths> FindAsync(
        IncentiveDbContext db,
        PlanCalendar calendar,
        Knowledge before,
        Knowledge now,
        CancellationToken ct
    )
    {
        var touched = new TouchedMonths(calendar);
        await db.Database.OpenConnectionAsync(ct);
        using var cards = new CardsTouched(db, calendar, now.CloseNumber, touched);
        await touched.FindFactsAsync(db, before.CloseNumber, now.CloseNumber, cards, ct);
        await touched.FindProfilesAsync(db, before.CloseNumber, now.CloseNumber, cards, ct);
        await touched.FindCertificatesAsync(db, before, now, cards, ct);
        await touched.FindComplaintsAsync(db, before, now, ct);
        await touched.FindScoresAsync(db, before.CloseNumber, now.CloseNumber, ct);
        await touched.FindContestsAsync(db, before.CloseNumber, now.CloseNumber, ct);
        await touched.FindTrainingFactsAsync(db, before, now, ct);
        await cards.FindAsync(ct);
        return touched;
    }

    private void Touch(string managerNo, DateOnly day) =>
        Touch(managerNo, day < _calendar.First.FirstDay ? _calendar.First : Period.MonthOf(day));

    private void Touch(string managerNo, Period month)
    {
        if (month < _calendar.First)
            month = _calendar.First;
        if (month < Of(managerNo))
            _first[managerNo] = month;
    }

    /// <summary>Versions of facts of earlier months that began or ended to be known.</summary>
    private async Task FindFactsAsync(
        IncentiveDbContext db,
        int before,
        int close,
        CardsTouched cards,
        CancellationToken ct
    )
    {
        foreach (var column in new[] { "KnownFrom", "KnownUntil" })
        {
            using var versions = new PreparedCommand(
                db.Database.GetDbConnection(),
                db.Database.CurrentTransaction?.GetDbTransaction(),
                $"""
                SELECT "ManagerNo","OccurredOn","CardRef","Kind" FROM "Facts"
                WHERE "{column}" = @close AND "OccurredOn" < @first
                """,
                "close",
                "first"
            );
            for (var number = before + 1; number <= close; number++)
            {
                await using var reader = await versions.ReadAsync([number, FirstDay], ct);
                while (await reader.ReadAsync(ct))
                {
                    var day = DayNumber.Date(reader.GetInt32(1));
                    Touch(reader.GetString(0), day);
                    OfFacts.Add(reader.GetString(0));
                    cards.Changed(reader.GetString(2), (CardFactKind)reader.GetInt32(3), day);
                }
            }
        }
    }

    private async Task FindProfilesAsync(
        IncentiveDbContext db,
        int before,
        int close,
        CardsTouched cards,
        CancellationToken ct
    )
    {
        var changed = db
            .Managers.Where(m => m.KnownFrom > before && m.KnownFrom <= close)
            .Select(m => m.ManagerNo)
            .Distinct();
        var versions = await db
            .Managers.AsNoTracking()
            .Where(m => m.KnownFrom <= close && changed.Contains(m.ManagerNo))
            .ToListAsync(ct);
        foreach (var manager in versions.GroupBy(m => m.ManagerNo, StringComparer.Ordinal))
        {
            var known = manager.Where(m => m.KnownFrom <= before).MaxBy(m => m.Version);
            if (known is null)
            {
                Touch(manager.Key, _calendar.First);
                cards.ChangedFrom(manager.Key, DateOnly.MinValue);
            }
            else if (ProfileChange.FirstDay(known.Read(), manager.MaxBy(m => m.Version)!.Read()) is { } day)
            {
                Touch(manager.Key, day);
                cards.ChangedFrom(manager.Key, day);
            }
        }
    }

    /// <summary>An interval changes what counts from the first day on that only one of its versions covers.</summary>
    private async Task FindCertificatesAsync(
        IncentiveDbContext db,
        Knowledge before,
        Knowledge now,
        CardsTouched cards,
        CancellationToken ct
    )
    {
        var (close, upTo) = (now.CloseNumber, now.CertificatesUpTo);
        var (closeBefore, upToBefore) = (before.CloseNumber, before.CertificatesUpTo);
        var changed = db
            .Certificates.Where(c => c.KnownFrom <= close && c.Number <= upTo)
            .Where(c => c.KnownFrom > closeBefore || c.Number > upToBefore)
            .Select(c => c.ManagerNo)
            .Distinct();
        var versions = await db
            .Certificates.AsNoTracking()
            .Where(c => c.KnownFrom <= close && c.Number <= upTo && changed.Contains(c.ManagerNo))
            .ToListAsync(ct);
        foreach (var interval in versions.GroupBy(c => (c.ManagerNo, c.Certificate, c.ValidFrom)))
        {
            var was = interval.Where(c => c.KnownFrom <= closeBefore && c.Number <= upToBefore).MaxBy(c => c.Version);
            var isNow = interval.MaxBy(c => c.Version)!;
            if (was is not null && was.ValidTo == isNow.ValidTo)
                continue;
            var day = interval.Key.ValidFrom;
            if (was is not null)
            {
                var last = was.ValidTo is { } a && (isNow.ValidTo is not { } b || a < b) ? a : isNow.ValidTo!.Value;
                day = last < day || last == DateOnly.MaxValue ? day : last.AddDays(1);
            }

            Touch(interval.Key.ManagerNo, day);
            cards.ChangedFrom(interval.Key.ManagerNo, day);
        }
    }

    private async Task FindComplaintsAsync(IncentiveDbContext db, Knowledge before, Knowledge now, CancellationToken ct)
    {
        var (close, upTo) = (now.CloseNumber, now.ComplaintsUpTo);
        var (closeBefore, upToBefore) = (before.CloseNumber, before.ComplaintsUpTo);
        var changed = db
            .Complaints.Where(c => c.KnownFrom <= close && c.Number <= upTo)
            .Where(c => c.KnownFrom > closeBefore || c.Number > upToBefore)
            .Select(c => c.ComplaintRef)
            .Distinct();
        var versions = await db
            .Complaints.AsNoTracking()
            .Where(c => c.KnownFrom <= close && c.Number <= upTo && changed.Contains(c.ComplaintRef))
            .ToListAsync(ct);
        foreach (var complaint in versions.GroupBy(c => c.ComplaintRef, StringComparer.Ordinal))
        {
            var was = complaint.Where(c => c.KnownFrom <= closeBefore && c.Number <= upToBefore).MaxBy(c => c.Version);
            foreach (var state in new[] { was, complaint.MaxBy(c => c.Version) })
                if (state is { ResolvedOn: { } day })
                    Touch(state.ManagerNo, day);
        }
    }

    private async Task FindScoresAsync(IncentiveDbContext db, int before, int close, CancellationToken ct)
    {
        var last = _calendar.Last;
        var versions = await db
            .Scores.AsNoTracking()
            .Where(s => s.KnownFrom > before && s.KnownFrom <= close && s.Period != last)
            .Select(s => new { s.ManagerNo, s.Period })
            .ToListAsync(ct);
        var rhythms = _calendar.LongerRhythms;
        foreach (var version in versions)
            if (version.Period.IsMonth)
                Touch(version.ManagerNo, version.Period);
            // A longer period counts in the months after it, and where a factor takes it at all.
            else if (rhythms.Contains(version.Period.Rhythm, StringComparer.Ordinal))
                Touch(version.ManagerNo, version.Period.LastMonth.Next());
    }

    private async Task FindContestsAsync(IncentiveDbContext db, int before, int close, CancellationToken ct)
    {
        var last = _calendar.Last;
        var won = await db
            .WonContests.AsNoTracking()
            .Where(w => w.KnownFrom > before && w.KnownFrom <= close && w.Period != last)
            .ToListAsync(ct);
        foreach (var one in won)
            Touch(one.ManagerNo, one.Period);
    }

    private async Task FindTrainingFactsAsync(
        IncentiveDbContext db,
        Knowledge before,
        Knowledge now,
        CancellationToken ct
    )
    {
        var first = _calendar.Last.FirstDay;
        var facts = await TrainingFact
            .KnownTo(db, now)
            .Where(f => f.KnownFrom > before.CloseNumber || f.Number > before.TrainingFactsUpTo)
            .Where(f => f.OccurredOn < first)
            .Select(f => new { f.ManagerNo, f.OccurredOn })
            .ToListAsync(ct);
        foreach (var fact in facts)
            Touch(fact.ManagerNo, fact.OccurredOn);
    }

    private int FirstDay => DayNumber.Of(_calendar.Last.FirstDay);

    /// <summary>
    /// Cards that pass a change from one manager to another: a card counts once, whosever the earliest fact is, and
    /// only the first cancellation that takes anything back does so.
    /// </summary>
    private sealed class CardsTouched : IDisposable
    {
        private readonly PlanCalendar _calendar;
        private readonly TouchedMonths _touched;
        private readonly int _close;
        private readonly IReadOnlyList<CardFactKind> _lookedBackAt;
        private readonly int _fewestCancellations;
        private readonly PreparedCommand _facts;
        private readonly PreparedCommand _cancellations;
        private readonly PreparedCommand _ofManager;
        private readonly PreparedCommand _justCancelled;

        /// <summary>The first day of a changed fact of each card.</summary>
        private readonly Dictionary<string, DateOnly> _changed = new(StringComparer.Ordinal);

        /// <summary>The first day from which any fact of a manager may count otherwise.</summary>
        private readonly Dictionary<string, DateOnly> _managers = new(StringComparer.Ordinal);

        public CardsTouched(IncentiveDbContext db, PlanCalendar calendar, int close, TouchedMonths touched)
        {
            (_calendar, _touched, _close) = (calendar, touched, close);
            _lookedBackAt = KindsLookedBackAt(calendar);
            // With one cancellation only who earned is concerned. With two, the second may take what the first leaves;
            // so may another form of the rule, where it looks back at another fact.
            _fewestCancellations = HasRivals(calendar) ? 1 : 2;
            _facts = Command(
                """
                SELECT "ManagerNo","OccurredOn","Kind" FROM "Facts"
                WHERE "CardRef" = @card AND "Kind" >= 2 AND "Kind" <= 4 AND "KnownFrom" <= @close
                """,
                "card",
                "close"
            );
            _cancellations = Command(
                """SELECT 1 FROM "Facts" WHERE "CardRef" = @card AND "Kind" = 7 AND "KnownFrom" <= @close""",
                "card",
                "close"
            );
            _ofManager = Command(
                """
                SELECT DISTINCT f."CardRef" FROM "Facts" f
                WHERE f."ManagerNo" = @manager AND f."OccurredOn" >= @from AND f."OccurredOn" < @first
                  AND f."Kind" >= 2 AND f."Kind" <= 4 AND f."KnownFrom" <= @close
                  AND (SELECT COUNT(*) FROM "Facts" c WHERE c."CardRef" = f."CardRef" AND c."Kind" = 7) >= @fewest
                """,
                "manager",
                "from",
                "first",
                "close",
                "fewest"
            );
            _justCancelled = Command(
                """
                SELECT DISTINCT f."CardRef" FROM "Facts" f
                WHERE f."Kind" = 7 AND f."OccurredOn" >= @from AND f."OccurredOn" < @first
                  AND (SELECT COUNT(*) FROM "Facts" c WHERE c."CardRef" = f."CardRef" AND c."Kind" = 7) >= @fewest
                """,
                "from",
                "first",
                "fewest"
            );

            PreparedCommand Command(string sql, params string[] parameters) =>
                new(db.Database.GetDbConnection(), db.Database.CurrentTransaction?.GetDbTransaction(), sql, parameters);
        }

        /// <summary>
        /// Notes that a version of a card's fact, of a month before the run's, is known or not known any more.
        /// </summary>
        public void Changed(string card, CardFactKind kind, DateOnly day)
        {
            if (kind is not (CardFactKind.Cancelled or (>= CardFactKind.Approved and <= CardFactKind.FirstUsed)))
                return;
            if (!_changed.TryGetValue(card, out var first) || day < first)
                _changed[card] = day;
        }

        /// <summary>Notes that facts of a manager may count otherwise, or on other days, from a day on.</summary>
        public void ChangedFrom(string managerNo, DateOnly day)
        {
            if (!_managers.TryGetValue(managerNo, out var first) || day < first)
                _managers[managerNo] = day;
        }

        public async Task FindAsync(CancellationToken ct)
        {
            foreach (var (card, day) in _changed)
            {
                // No fact before the changed one is counted, or passed over, because of it.
                foreach (var fact in await FactsAsync(card, ct))
                    if (fact.Day >= day)
                        _touched.Touch(fact.ManagerNo, fact.Day);
                if (_lookedBackAt.Count > 0 && await IsCancelledAsync(card, ct))
                    await TouchEarnersAsync(card, ct);
            }

            if (_lookedBackAt.Count == 0)
                return;
            var firstDay = DayNumber.Of(_calendar.Last.FirstDay);
            foreach (var (manager, day) in _managers)
            foreach (
                var card in await CardsAsync(
                    _ofManager,
                    [manager, Before(day), firstDay, _close, _fewestCancellations],
                    ct
                )
            )
                await TouchEarnersAsync(card, ct);
            // A fact of the month before may begin to count in the run's own, to which its plans did not reach before.
            foreach (
                var card in await CardsAsync(
                    _justCancelled,
                    [Before(_calendar.Last.FirstDay), firstDay, _fewestCancellations],
                    ct
                )
            )
                await TouchEarnersAsync(card, ct);
        }

        public void Dispose()
        {
            _facts.Dispose();
            _cancellations.Dispose();
            _ofManager.Dispose();
            _justCancelled.Dispose();
        }

        /// <summary>The first day of a fact that takes effect on a day or later, as a number.</summary>
        private int Before(DateOnly day) =>
            day.DayNumber < _calendar.LongestCure ? 0 : DayNumber.Of(day.AddDays(-_calendar.LongestCure));

        /// <summary>
        /// Whatever the card takes back, it takes in the month in which its manager earned, or later.
        /// </summary>
        private async Task TouchEarnersAsync(string card, CancellationToken ct)
        {
            foreach (var fact in await FactsAsync(card, ct))
                if (_lookedBackAt.Contains(fact.Kind))
                    _touched.Touch(fact.ManagerNo, fact.Day);
        }

        private async Task<List<(string ManagerNo, DateOnly Day, CardFactKind Kind)>> FactsAsync(
            string card,
            CancellationToken ct
        )
        {
            var found = new List<(string, DateOnly, CardFactKind)>();
            await using var reader = await _facts.ReadAsync([card, _close], ct);
            while (await reader.ReadAsync(ct))
                found.Add((reader.GetString(0), DayNumber.Date(reader.GetInt32(1)), (CardFactKind)reader.GetInt32(2)));
            return found;
        }

        private async Task<bool> IsCancelledAsync(string card, CancellationToken ct)
        {
            await using var reader = await _cancellations.ReadAsync([card, _close], ct);
            return await reader.ReadAsync(ct);
        }

        private static async Task<List<string>> CardsAsync(
            PreparedCommand command,
            object?[] values,
            CancellationToken ct
        )
        {
            var found = new List<string>();
            await using var reader = await command.ReadAsync(values, ct);
            while (await reader.ReadAsync(ct))
                found.Add(reader.GetString(0));
            return found;
        }

        /// <summary>True when a clawback has forms, in several plans, that look back at different facts.</summary>
        private static bool HasRivals(PlanCalendar calendar) =>
            calendar
                .Plans.SelectMany(p =>
                    p.Clawbacks.Select(c => (c.Id, c.Of, p.Earning.FirstOrDefault(e => e.Id == c.Of)?.Fact))
                )
                .Distinct()
                .GroupBy(c => c.Id, StringComparer.Ordinal)
                .Any(g => g.Count() > 1);
    }
}

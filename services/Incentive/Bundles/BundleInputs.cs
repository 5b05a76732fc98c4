using CardTeam.Contracts;
using CardTeam.Contracts.Performance;
using CardTeam.Incentive.Books;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Calculation.Rules;
using CardTeam.Incentive.Corrections;
using CardTeam.Incentive.Data;
using CardTeam.Incentive.Plans;
using CardTeam.Incentive.Recoveries;
using CardTeam.Incentive.RunCalculations;
using CardTeam.Incentive.Runs;
using CardTeam.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CardTeam.Incentive.Bundles;

/// <summary>
/// Reads what a run's close knew of managers, some of them at a time: a manager's own data, and of the others what
/// decides whose fact of a card counts.
/// </summary>
internal sealed class BundleInputs : IDisposable
{
    private readonly IncentiveDbContext _db;
    private readonly Run _run;
    private readonly IReadOnlyList<(string Code, int Version)> _plans;
    private readonly PreparedCommand _own;
    private readonly CorrectionBook _corrections;
    private readonly RecoveryBook _recoveries;
    private readonly PlanCalendar _calendar;

    /// <summary>The books of the whole bank, where a plan has a rule over several managers; otherwise null.</summary>
    private readonly RunBooks? _bank;

    /// <summary>The contests won and the courses completed, where a plan pays for them.</summary>
    private readonly ILookup<string, Fact> _besideCards;

    /// <summary>The bank's units by month, where a plan names any.</summary>
    private readonly UnitTrees _units;

    /// <summary>The facts of the cards that several managers have, by card.</summary>
    private readonly ILookup<string, KnownFact> _shared;

    private BundleInputs(
        IncentiveDbContext db,
        Run run,
        IReadOnlyList<(string Code, int Version)> plans,
        ILookup<string, KnownFact> shared,
        CorrectionBook corrections,
        RecoveryBook recoveries,
        PlanCalendar calendar,
        RunBooks? bank,
        UnitTrees units,
        ILookup<string, Fact> besideCards
    )
    {
        _besideCards = besideCards;
        (_calendar, _bank, _units) = (calendar, bank, units);
        (_db, _run, _plans) = (db, run, plans);
        (_shared, _corrections, _recoveries) = (shared, corrections, recoveries);
        _own = Command(db, "AND \"ManagerNo\" = @manager", "close", "last", "manager");
    }

    /// <param name="calendar">The plans up to the run's month.</param>
    /// <param name="only">The manager whose inputs are wanted; null for all of the run.</param>
    public static async Task<BundleInputs> OpenAsync(
        IncentiveDbContext db,
        Run run,
        PlanCalendar calendar,
        string? only,
        CancellationToken ct
    )
    {
        await db.Database.OpenConnectionAsync(ct);
        var shared = new List<KnownFact>();
        var kinds = KindsOfCards(calendar);
        foreach (var kind in kinds)
        {
            using var command = only is null
                ? Command(db, $"{OfKind(kind)} AND \"CardRef\" IN ({SharedCards(kinds)})", "close", "last")
                : Command(
                    db,
                    $"{OfKind(kind)} AND \"CardRef\" IN (SELECT \"CardRef\" FROM \"Facts\" WHERE \"ManagerNo\" = @manager)",
                    "close",
                    "last",
                    "manager"
                );
            object?[] values =
            [
                run.CloseNumber,
                DayNumber.Of(run.Period.LastDay),
                .. only is null ? [] : (string[])[only],
            ];
            await using var reader = await command.ReadAsync(values, ct);
            while (await reader.ReadAsync(ct))
                shared.Add(KnownFact.Read(reader));
        }

        return new(
            db,
            run,
            [.. calendar.Plans.Select(p => (p.Code, p.Version)).Distinct()],
            shared.ToLookup(f => f.Card, StringComparer.Ordinal),
            await CorrectionBook.RecordedAsync(db, run, calendar, ct),
            await RecoveryBook.LoadAsync(db, run.Period, ct, only),
            calendar,
            calendar.Plans.Any(p => p.Rules.Any(r => r is SharedRule))
                ? await RunBooks.OpenAsync(db, run.Knowledge, calendar, only, ct)
                : null,
            await UnitTrees.LoadAsync(db, calendar.Plans, calendar.First, calendar.Last, ct),
            await FactsBesideCards.LoadAsync(db, calendar.Plans, run.Knowledge, run.Period, only, ct)
        );
    }

    /// <summary>Reads the inputs of some managers, in the order given.</summary>
    public async IAsyncEnumerable<ManagerInputs> ReadAsync(
        IReadOnlyList<string> managers,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct
    )
    {
        var of = await OfManagersAsync(managers, ct);
        foreach (var managerNo in managers)
        {
            var own = new List<KnownFact>();
            await using (
                var reader = await _own.ReadAsync([_run.CloseNumber, DayNumber.Of(_run.Period.LastDay), managerNo], ct)
            )
                while (await reader.ReadAsync(ct))
                    own.Add(KnownFact.Read(reader));
            yield return await OfAsync(managerNo, own, of, ct);
        }
    }

    public void Dispose() => _own.Dispose();

    private async Task<ManagerInputs> OfAsync(
        string managerNo,
        List<KnownFact> own,
        KnownOfManagers of,
        CancellationToken ct
    )
    {
        var profile = of.Profiles[managerNo];
        return new(
            ManagerNo: managerNo,
            InPostSince: profile.InPostSince,
            Employments: Employments(profile),
            Postings: profile.Postings,
            Certificates: Certificates(of.Certificates[managerNo]),
            Complaints:
            [
                .. of.Complaints[managerNo]
                    .OrderBy(c => c.ComplaintRef, StringComparer.Ordinal)
                    .Select(c => new BundledComplaint(c.ComplaintRef, c.Severity, c.ResolvedOn!.Value)),
            ],
            Scorecards:
            [
                .. of.Scores[managerNo]
                    .OrderBy(s => s.Period)
                    .Select(s => new BundledScorecard(
                        s.Period,
                        s.Total,
                        [
                            .. s.ReadKpis()
                                .OrderBy(k => k.Key, StringComparer.Ordinal)
                                .Select(k => new BundledKpi(k.Key, k.Value.Numerator, k.Value.Denominator)),
                        ]
                    )),
            ],
            Facts: Facts(WithOthers(own, _besideCards[managerNo])),
            Others: await OthersAsync(managerNo, own, ct),
            Approved: [.. of.Approved[managerNo]],
            Shared: SharedBy(managerNo, profile),
            Corrections:
            [
                .. Correction.InOrder(_corrections.Of(OnRoster(managerNo, profile))).Select(BundledCorrection.Of),
            ],
            Signatures:
            [
                .. of.Signatures[managerNo]
                    .OrderBy(s => s.SignedAt)
                    .Select(s => new BundledSignature(s.Code, s.Version, s.TextHash, s.SignedAt)),
            ]
        )
        {
            Units = UnitsOf(profile),
            Recoveries = _recoveries.Of(managerNo) is { Count: > 0 } recoveries
                ? [.. recoveries.Select(r => new BundledRecovery(CorrectionBook.Reference(r.Number), r.From, r.Amount))]
                : null,
        };
    }

    /// <summary>The manager's units in the months whose plan names any; months alike are together.</summary>
    private List<UnitsOfMonths>? UnitsOf(ManagerProfile profile)
    {
        var months = _calendar.Months.Where(month => _calendar.In(month)!.NamesUnits).ToList();
        if (months.Count == 0)
            return null;
        var units = new List<(List<Contracts.Period> Months, List<BundledUnit> Units)>();
        foreach (var month in months)
        {
            if (MonthFigures.Of(profile, month, BookedScorecard.None).Posting is not { } posting)
                continue;
            var path = _units.In(month).Above(posting.Org).Select(u => new BundledUnit(u.Unit, u.Parent)).ToList();
            if (units.Count > 0 && units[^1].Units.SequenceEqual(path))
                units[^1].Months.Add(month);
            else
                units.Add(([month], path));
        }

        return units.ConvertAll(u => new UnitsOfMonths(u.Months, u.Units));
    }

    /// <summary>The facts of others on a manager's cards. Who they are stays in the bank.</summary>
    private async Task<IReadOnlyList<OtherManager>> OthersAsync(
        string managerNo,
        List<KnownFact> own,
        CancellationToken ct
    )
    {
        var facts = own.Select(f => f.Card)
            .Distinct(StringComparer.Ordinal)
            .SelectMany(card => _shared[card])
            .Where(f => f.ManagerNo != managerNo)
            .GroupBy(f => f.ManagerNo, StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .ToList();
        if (facts.Count == 0)
            return [];
        var others = facts.ConvertAll(g => g.Key);
        var profiles = await ProfilesAsync(others, ct);
        var certificates = await CertificatesAsync(others, ct);
        return
        [
            .. facts.Select(
                (g, i) =>
                    new OtherManager(
                        Invariant($"other-{i + 1}"),
                        profiles.TryGetValue(g.Key, out var profile) ? Employments(profile) : [],
                        Certificates(certificates[g.Key]),
                        Facts(g.OrderBy(f => f.Day).ThenBy(f => f.Ref, StringComparer.Ordinal))
                    )
            ),
        ];
    }

    private async Task<KnownOfManagers> OfManagersAsync(IReadOnlyList<string> managers, CancellationToken ct)
    {
        var (close, last) = (_run.CloseNumber, _run.Period);
        // A complaint may have passed from one manager to another: its newest version says whose it is.
        var theirs = _db.Complaints.Where(c => managers.Contains(c.ManagerNo)).Select(c => c.ComplaintRef);
        var complaints = (
            await _db
                .Complaints.AsNoTracking()
                .Where(c => theirs.Contains(c.ComplaintRef) && c.KnownFrom <= close)
                .Where(c => c.Number <= _run.ComplaintsUpTo)
                .ToListAsync(ct)
        )
            .GroupBy(c => c.ComplaintRef, StringComparer.Ordinal)
            .Select(g => g.MaxBy(c => c.Version)!)
            .Where(c => c.Outcome == "upheld" && c.ResolvedOn <= last.LastDay);
        var longer = _calendar.LongerPeriods();
        var scores = (
            await _db
                .Scores.AsNoTracking()
                .Where(s => managers.Contains(s.ManagerNo) && s.KnownFrom <= close)
                .ToListAsync(ct)
        )
            .Where(s => s.Period.IsMonth ? s.Period <= last : longer.Contains(s.Period))
            .GroupBy(s => (s.ManagerNo, s.Period))
            .Select(g => g.MaxBy(s => s.Version)!);
        var approved = await _db
            .Statements.AsNoTracking()
            .Where(s => managers.Contains(s.ManagerNo))
            .Join(_db.Runs, s => s.RunNumber, r => r.Number, (s, r) => new { Statement = s, Run = r })
            .Where(a => a.Run.Status == RunStatus.Approved && a.Run.Period < last)
            .OrderBy(a => a.Run.Number)
            .ThenBy(a => a.Statement.Period)
            .Select(a => new
            {
                a.Statement.ManagerNo,
                RunOf = a.Run.Period,
                a.Statement.Period,
                a.Statement.IsStatement,
                a.Statement.Payable,
                a.Statement.Corrected,
                a.Statement.Deferred,
                a.Statement.Reserved,
                a.Statement.OwnPayable,
                a.Statement.OwnDeferred,
                a.Statement.OwnReserved,
                Owed = a.Statement.Lines.Contains("\"w\":\"recovery\"") || a.Statement.Lines.Contains("\"w\":\"draw-")
                    ? a.Statement.Lines
                    : null,
            })
            .ToListAsync(ct);
        var codes = _plans.Select(p => p.Code).Distinct(StringComparer.Ordinal).ToList();
        var signatures = await _db
            .PlanSignatures.AsNoTracking()
            .Where(s => codes.Contains(s.Code) && managers.Contains(s.ManagerNo))
            .ToListAsync(ct);
        return new(
            await ProfilesAsync(managers, ct),
            await CertificatesAsync(managers, ct),
            complaints.ToLookup(c => c.ManagerNo, StringComparer.Ordinal),
            scores.ToLookup(s => s.ManagerNo, StringComparer.Ordinal),
            approved.ToLookup(
                a => a.ManagerNo,
                a => new ApprovedAmounts(
                    a.RunOf,
                    a.Period,
                    a.IsStatement,
                    new(a.Payable - a.Corrected, a.Deferred, a.Reserved),
                    new(a.OwnPayable, a.OwnDeferred, a.OwnReserved)
                )
                {
                    Recovered = OrNull(Owed(a.Owed).Where(l => l.Kind == LineKind.Recovery).Select(RecoveredBy)),
                    Advances = OrNull(Owed(a.Owed).Where(l => l.Kind != LineKind.Recovery).Select(l => l.Amount)),
                },
                StringComparer.Ordinal
            ),
            signatures
                .Where(s => _plans.Contains((s.Code, s.Version)))
                .ToLookup(s => s.ManagerNo, StringComparer.Ordinal)
        );
    }

    /// <param name="lines">The lines of a statement as they are stored; null where none is owed.</param>
    private static IEnumerable<Line> Owed(string? lines) =>
        lines is null ? [] : OwedParts.LinesOf(Statement.ReadLines(lines));

    private static RecoveredAmount RecoveredBy(Line line) => new(line.Basis![0], line.Amount);

    private static List<T>? OrNull<T>(IEnumerable<T> parts) => parts.ToList() is { Count: > 0 } some ? some : null;

    private async Task<Dictionary<string, ManagerProfile>> ProfilesAsync(
        IReadOnlyList<string> managers,
        CancellationToken ct
    ) =>
        (
            await _db
                .Managers.AsNoTracking()
                .Where(m => managers.Contains(m.ManagerNo) && m.KnownFrom <= _run.CloseNumber)
                .ToListAsync(ct)
        )
            .GroupBy(m => m.ManagerNo, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.MaxBy(m => m.Version)!.Read(), StringComparer.Ordinal);

    private async Task<ILookup<string, BookedCertificate>> CertificatesAsync(
        IReadOnlyList<string> managers,
        CancellationToken ct
    ) =>
        (
            await _db
                .Certificates.AsNoTracking()
                .Where(c => managers.Contains(c.ManagerNo) && c.KnownFrom <= _run.CloseNumber)
                .Where(c => c.Number <= _run.CertificatesUpTo)
                .ToListAsync(ct)
        )
            .GroupBy(c => (c.ManagerNo, c.Certificate, c.ValidFrom))
            .Select(g => g.MaxBy(c => c.Version)!)
            .ToLookup(c => c.ManagerNo, StringComparer.Ordinal);

    private List<SharedMonth> SharedBy(string managerNo, ManagerProfile profile)
    {
        if (_bank is null)
            return [];
        var shared = _bank.Under(_calendar, OnRoster(managerNo, profile)).Shared;
        return
        [
            .. _calendar
                .Months.Select(month => new SharedMonth(month, BundledLine.Of(shared.In(month))))
                .Where(month => month.Lines.Count > 0),
        ];
    }

    /// <summary>The manager as far as corrections ask: whom a rule is for depends on the posting.</summary>
    private static ManagerBooks OnRoster(string managerNo, ManagerProfile profile) =>
        new(
            managerNo,
            profile,
            [],
            Calculation.Certificates.None,
            new Dictionary<Contracts.Period, BookedScorecard>(),
            [],
            []
        );

    private static List<BundledEmployment> Employments(ManagerProfile profile) =>
        [
            .. (profile.EarlierEmployments ?? []).Select(e => new BundledEmployment(e.HiredOn, e.LeftOn)),
            new(profile.HiredOn, profile.LeftOn),
        ];

    private static List<BundledCertificate> Certificates(IEnumerable<BookedCertificate> held) =>
        [
            .. held.OrderBy(c => c.Certificate, StringComparer.Ordinal)
                .ThenBy(c => c.ValidFrom)
                .Select(c => new BundledCertificate(c.Certificate, c.ValidFrom, c.ValidTo)),
        ];

    /// <summary>A manager's facts of cards with the others among them, by day, then reference.</summary>
    private static IEnumerable<KnownFact> WithOthers(List<KnownFact> own, IEnumerable<Fact> others)
    {
        var more = others
            .Select(f => new KnownFact("", DayNumber.Of(f.Day), f.Ref, f.Kind, f.Card, f.Product, f.Fen))
            .ToList();
        return more.Count == 0 ? own : own.Concat(more).OrderBy(f => f.Day).ThenBy(f => f.Ref, StringComparer.Ordinal);
    }

    private static List<BundledFact> Facts(IEnumerable<KnownFact> facts) =>
        [
            .. facts.Select(f => new BundledFact(
                Ref: f.Ref,
                Kind: FactKinds.Name(f.Kind),
                Card: f.Card,
                Day: DayNumber.Date(f.Day),
                Product: f.Product,
                Amount: f.Fen == 0 ? null : new Money(f.Fen)
            )),
        ];

    /// <summary>
    /// The kinds of facts of which another manager's on the same card may matter: those that count once a card,
    /// cancellations, and what clawbacks look back at.
    /// </summary>
    private static List<int> KindsOfCards(PlanCalendar calendar) =>
        [
            .. calendar
                .Plans.SelectMany(p => p.Clawbacks.SelectMany(c => p.Earning.Where(e => e.Id == c.Of)))
                .Select(e => e.Fact)
                .Concat([CardFactKind.Approved, CardFactKind.Activated, CardFactKind.FirstUsed, CardFactKind.Cancelled])
                .Distinct()
                .Order()
                .Select(kind => (int)kind),
        ];

    /// <summary>The cards on which several managers have facts, known or not.</summary>
    private static string SharedCards(List<int> kinds) =>
        "SELECT \"CardRef\" FROM ("
        + string.Join(
            " UNION ALL ",
            kinds.Select(kind => $"SELECT \"CardRef\", \"ManagerNo\" FROM \"Facts\" WHERE {Of(kind)}")
        )
        + ") c GROUP BY \"CardRef\" HAVING MIN(\"ManagerNo\") <> MAX(\"ManagerNo\")";

    private static string OfKind(int kind) => $"AND {Of(kind)}";

    /// <summary>
    /// The condition of a kind. SQLite uses a filtered index only where the query repeats the condition of the index.
    /// </summary>
    private static string Of(int kind) =>
        Invariant($"\"Kind\" = {kind}") + (kind is >= 2 and <= 4 ? " AND \"Kind\" >= 2 AND \"Kind\" <= 4" : "");

    /// <param name="where">A further condition written in this code, never a caller's text.</param>
    private static PreparedCommand Command(
        IncentiveDbContext db,
        string where,
        params ReadOnlySpan<string> parameters
    ) =>
        new(
            db.Database.GetDbConnection(),
            db.Database.CurrentTransaction?.GetDbTransaction(),
            $"""
            SELECT {KnownFact.Columns} FROM "Facts"
            WHERE "KnownFrom" <= @close AND ("KnownUntil" IS NULL OR "KnownUntil" > @close) AND "Void" = 0
                AND "OccurredOn" <= @last {where}
            ORDER BY "ManagerNo","OccurredOn","FactRef"
            """,
            parameters
        );

    private sealed record KnownOfManagers(
        Dictionary<string, ManagerProfile> Profiles,
        ILookup<string, BookedCertificate> Certificates,
        ILookup<string, BookedComplaint> Complaints,
        ILookup<string, BookedScore> Scores,
        ILookup<string, ApprovedAmounts> Approved,
        ILookup<string, PlanSignature> Signatures
    );
}

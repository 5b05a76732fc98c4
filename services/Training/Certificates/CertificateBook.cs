using CardTeam.Contracts.Training;
using CardTeam.Platform.Roster;
using CardTeam.Training.Data;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Training.Certificates;

/// <summary>
/// The intervals of some managers as now known, with the sanctions that take days of them. Every version that it makes
/// is announced, also one that another one of the same transaction supersedes: their count must have no gap.
/// </summary>
internal sealed class CertificateBook
{
    /// <summary>Intervals of one event.</summary>
    private const int BatchSize = 500;

    private readonly TrainingDbContext _db;
    private readonly ClosedMonths _closed;
    private readonly string _by;
    private readonly Dictionary<(string ManagerNo, string Code), SortedDictionary<DateOnly, Certificate>> _current;
    private readonly Dictionary<(string ManagerNo, string Code), List<Sanction>> _sanctions;
    private readonly List<CertificateInterval> _news = [];

    private CertificateBook(
        TrainingDbContext db,
        ClosedMonths closed,
        string by,
        IEnumerable<Certificate> current,
        IEnumerable<Sanction> sanctions
    )
    {
        (_db, _closed, _by) = (db, closed, by);
        _current = current
            .GroupBy(c => (c.ManagerNo, c.Code))
            .ToDictionary(
                g => g.Key,
                g => new SortedDictionary<DateOnly, Certificate>(g.ToDictionary(c => c.ValidFrom))
            );
        _sanctions = sanctions.GroupBy(s => (s.ManagerNo, s.CertificateCode)).ToDictionary(g => g.Key, g => g.ToList());
    }

    /// <param name="by">The person or system that changes it.</param>
    public static async Task<CertificateBook> LoadAsync(
        TrainingDbContext db,
        IReadOnlyCollection<string> managers,
        string by,
        CancellationToken ct
    ) =>
        new(
            db,
            await ClosedMonths.LoadAsync(db, ct),
            by,
            await db.Certificates.Where(c => managers.Contains(c.ManagerNo) && c.KnownUntil == null).ToListAsync(ct),
            await db.Sanctions.Where(s => managers.Contains(s.ManagerNo) && s.WithdrawnAt == null).ToListAsync(ct)
        );

    /// <summary>The interval that begins on a day; null for none.</summary>
    public Certificate? Of(string managerNo, string code, DateOnly from) =>
        _current.GetValueOrDefault((managerNo, code))?.GetValueOrDefault(from);

    /// <summary>
    /// The stretches for which a certificate was granted and not revoked, in order; a suspension does not count, because
    /// its days need no second grant.
    /// </summary>
    public IReadOnlyList<(DateOnly From, DateOnly? To)> NotRevoked(string managerNo, string code) =>
        [
            .. HeldDays
                .Of(
                    Granted(managerNo, code),
                    [.. Sanctions(managerNo, code).Select(s => s.Taken).Where(t => t.IsRevoked)]
                )
                .Where(h => h.Value is null || h.Value >= h.Key)
                .Select(h => (h.Key, h.Value)),
        ];

    /// <summary>The intervals of a certificate that were granted, in order.</summary>
    public IReadOnlyCollection<(DateOnly From, DateOnly? To)> Granted(string managerNo, string code) =>
        [.. Of(managerNo, code).Where(c => c.IsGranted).Select(c => (c.ValidFrom, c.GrantedTo))];

    /// <summary>Grants an interval, or gives a known one a new end and number.</summary>
    /// <returns>False where nothing has changed.</returns>
    /// <exception cref="ServiceDefaults.Errors.RuleBrokenException">It would end before it begins.</exception>
    public bool Grant(string managerNo, string code, DateOnly from, DateOnly? to, string? number)
    {
        var known = Of(managerNo, code, from);
        if (known is { IsGranted: true } && (known.GrantedTo, known.Number) == (to, number))
            return false;
        var version = known is null
            ? Certificate.Grant(managerNo, code, from, to, number, _closed.NextClose)
            : known.Revise(to, number, _closed.NextClose);
        if (version is null)
            return false;
        Keep(known, version);
        Settle(managerNo, code);
        return true;
    }

    /// <summary>Adds a sanction, whose days are taken at once.</summary>
    public void Add(Sanction sanction)
    {
        _db.Sanctions.Add(sanction);
        var key = (sanction.ManagerNo, sanction.CertificateCode);
        if (!_sanctions.TryGetValue(key, out var known))
            _sanctions[key] = known = [];
        known.Add(sanction);
        Settle(sanction.ManagerNo, sanction.CertificateCode);
    }

    /// <summary>The sanctions of a certificate that are in force.</summary>
    public IReadOnlyList<Sanction> Sanctions(string managerNo, string code) =>
        _sanctions.GetValueOrDefault((managerNo, code)) ?? [];

    /// <summary>Gives every interval of a certificate the days that sanctions leave of what was granted.</summary>
    public void Settle(string managerNo, string code)
    {
        var granted = Granted(managerNo, code);
        var taken = Sanctions(managerNo, code).Where(s => !s.IsWithdrawn).Select(s => s.Taken).ToList();
        // Most certificates were never sanctioned: their days are those that were granted.
        if (taken.Count == 0 && Of(managerNo, code).All(c => c.IsGranted && c.ValidTo == c.GrantedTo))
            return;
        var held = HeldDays.Of(granted, taken);
        foreach (var one in Of(managerNo, code).ToList())
            if (!held.ContainsKey(one.ValidFrom))
                Keep(one, one.Leave(one.ValidFrom.AddDays(-1), _closed.NextClose));
        foreach (var (from, to) in held)
            if (Of(managerNo, code, from) is { } known)
                Keep(known, known.Leave(to, _closed.NextClose));
            else
                Keep(
                    null,
                    Of(managerNo, code).Last(c => c.IsGranted && c.ValidFrom < from).Rest(from, to, _closed.NextClose)
                );
    }

    /// <summary>Announces what has changed; it adds to the current transaction.</summary>
    public void Announce()
    {
        foreach (var some in _news.Chunk(BatchSize))
            _db.Announce(new CertificatesChanged(some), "certificates");
        _news.Clear();
    }

    private IEnumerable<Certificate> Of(string managerNo, string code) =>
        _current.GetValueOrDefault((managerNo, code))?.Values ?? Enumerable.Empty<Certificate>();

    private void Keep(Certificate? before, Certificate? version)
    {
        if (version is null)
            return;
        var key = (version.ManagerNo, version.Code);
        if (!_current.TryGetValue(key, out var known))
            _current[key] = known = [];
        known[version.ValidFrom] = version;
        _db.Certificates.Add(version);
        _news.Add(version.ToInterval(version.ClosedMonthsChanged(before, _closed), _by));
    }
}

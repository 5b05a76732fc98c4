using System.Data.Common;
using CardTeam.Contracts;
using CardTeam.Contracts.Performance;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Calculation.Rules;
using CardTeam.Incentive.Data;
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
    private readonly PlanCalendar _calendar;
    private readonly IncentiveDbContext _db;
    private readonly string? _only;
    private readonly Dictionary<string, ManagerProfile> _profiles;
    private readonly Dictionary<string, Certificates> _certificates;
    private readonly ILookup<string, Upheld> _complaints;
    private readonly ILookup<string, (Period Period, BookedScorecard Scorecard)> _scores;
    private HashSet<string> _repeated = new(StringComparer.Ordinal);
    private ILookup<string, TakenBack> _takenBack = Array.Empty<TakenBack>().ToLookup(_ => "", StringComparer.Ordinal);

    private RunBooks(
        Knowledge knowledge,
        PlanCalendar calendar,
        IncentiveDbContext db,
        string? only,
        Dictionary<string, ManagerProfile> profiles,
        Dictionary<string, Certificates> certificates,
        ILookup<string, Upheld> complaints,
        ILookup<string, (Period, BookedScorecard)> scores
    ) =>
        (_knowledge, _calendar, _db, _only, _profiles, _certificates, _complaints, _scores) = (
            knowledge,
            calendar,
            db,
            only,
            profiles,
            certificates,
            complaints,
            scores
        );

    /// <summary>The number of facts read so far, of every kind and month.</summary>
    public long FactsRead { get; private set; }

    /// <param name="only">The manager whose books are wanted; null for all managers.</param>
    public static async Task<RunBooks> OpenAsync(
        IncentiveDbContext db,
        Knowledge knowledge,
        PlanCalendar calendar,
        string? only,
        CancellationToken ct
    )
    {
        var (close, certificatesUpTo, complaintsUpTo) = knowledge;
        var (managers, held, totals) = (
            db.Managers.AsNoTracking(),
            db.Certificates.AsNoTracking(),
            db.Scores.AsNoTracking()
        );
        if (only is not null)
            (managers, held, totals) = (
                managers.Where(m => m.ManagerNo == only),
                held.Where(c => c.ManagerNo == only),
                totals.Where(s => s.ManagerNo == only)
            );
        var profiles = (await managers.Where(m => m.KnownFrom <= close).ToListAsync(ct))
            .GroupBy(m => m.ManagerNo, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.MaxBy(m => m.Version)!.Read(), StringComparer.Ordinal);
        var certificates = (await held.Where(c => c.KnownFrom <= close && c.Number <= certificatesUpTo).ToListAsync(ct))
            .GroupBy(c => (c.ManagerNo, c.Certificate, c.ValidFrom))
            .Select(g => g.MaxBy(c => c.Version)!)
            .GroupBy(c => c.ManagerNo, StringComparer.Ordinal)
            .ToDictionary(
                g => g.Key,
                g => new Certificates(g.Select(c => (c.Certificate, c.ValidFrom, c.ValidTo))),
                StringComparer.Ordinal
            );
        // Of all managers: a complaint may have passed from one manager to another.
        var complaints = (
            await db
                .Complaints.AsNoTracking()
                .Where(c => c.KnownFrom <= close && c.Number <= complaintsUpTo)
                .ToListAsync(ct)
        )
            .GroupBy(c => c.ComplaintRef, StringComparer.Ordinal)
            .Select(g => g.MaxBy(c => c.Version)!)
            .Where(c => c.Outcome == "upheld" && c.ResolvedOn is not null)
            .OrderBy(c => c.ComplaintRef, StringComparer.Ordinal)
            .ToLookup(
                c => c.ManagerNo,
                c => new Upheld(c.ComplaintRef, c.Severity, c.ResolvedOn!.Value),
                StringComparer.Ordinal
            );
        var usesKpis = calendar.Plans.Any(p => p.Factors.Any(f => f is KpiFactorRule));
        var scores = (await totals.Where(s => s.KnownFrom <= close).ToListAsync(ct))
            .GroupBy(s => (s.ManagerNo, s.Period))
            .Select(g => g.MaxBy(s => s.Version)!)
            .ToLookup(
                s => s.ManagerNo,
                s => (s.Period, usesKpis ? new(s.Total, s.ReadKpis()) : BookedScorecard.None with { Total = s.Total }),
                StringComparer.Ordinal
            );
        var books = new RunBooks(knowledge, calendar, db, only, profiles, certificates, complaints, scores);
        books._repeated = await RepeatedCards.RefsAsync(db, knowledge.CloseNumber, only, ct);
        await books.FindClawbacksAsync(ct);
        return books;
    }

    /// <summary>Reads each manager's books, in ordinal order of their numbers.</summary>
    public async IAsyncEnumerable<ManagerBooks> ReadAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct
    )
    {
        using var command = await SelectFactsAsync(_only is null ? null : "\"ManagerNo\" = @manager", ct);
        await using var facts = await command.ReadAsync(Parameters, ct);
        var more = await facts.ReadAsync(ct);
        foreach (var (managerNo, profile) in _profiles.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            var own = new List<Fact>();
            while (more && string.CompareOrdinal(facts.GetString(0), managerNo) <= 0)
            {
                FactsRead++;
                if (facts.GetString(0) != managerNo)
                    throw new InvalidDataException(
                        $"The books hold facts of a manager they do not know: {facts.GetString(0)}"
                    );
                if (Read(facts) is { } fact)
                    own.Add(fact);
                more = facts.Read();
            }

            yield return new(
                managerNo,
                profile,
                own,
                _certificates.GetValueOrDefault(managerNo) ?? Certificates.None,
                _scores[managerNo].ToDictionary(s => s.Period, s => s.Scorecard),
                _complaints[managerNo].ToList(),
                _takenBack[managerNo].ToList()
            );
        }

        if (more)
            throw new InvalidDataException($"The books hold facts of a manager they do not know: {facts.GetString(0)}");
    }

    /// <summary>
    /// Reads the few cancelled cards and the facts they claw back by card, before the long read by manager.
    /// </summary>
    private async Task FindClawbacksAsync(CancellationToken ct)
    {
        var kinds = _calendar
            .Plans.SelectMany(p => p.Clawbacks.SelectMany(c => p.Earning.Where(e => e.Id == c.Of)))
            .Select(e => (int)e.Fact)
            .Distinct()
            .ToList();
        if (kinds.Count == 0)
            return;
        var cancelled = (await ReadFactsAsync($"\"Kind\" = {(int)CardFactKind.Cancelled}", ct)).ConvertAll(c => c.Fact);
        var earners = new List<(string, Fact)>();
        foreach (var kind in kinds)
        {
            earners.AddRange(
                await ReadFactsAsync(
                    Invariant(
                        $"\"Kind\" = {kind} {Indexed(kind)}AND \"CardRef\" IN (SELECT \"CardRef\" FROM \"Facts\" "
                    ) + $"WHERE \"Kind\" = {(int)CardFactKind.Cancelled})",
                    ct
                )
            );
        }

        _takenBack = Clawbacks.Find(
            _calendar,
            cancelled,
            earners,
            manager => _certificates.GetValueOrDefault(manager) ?? Certificates.None
        );
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
        if (day > DayNumber.Of(_calendar.Last.LastDay))
            return null;
        var (reference, on, fen) = (facts.GetString(2), DayNumber.Date(day), facts.IsDBNull(6) ? 0 : facts.GetInt64(6));
        return new(
            reference,
            (CardFactKind)facts.GetInt32(3),
            facts.GetString(4),
            on,
            facts.IsDBNull(5) ? null : facts.GetString(5),
            fen,
            !FactBounds.Hold(on, fen) ? Uncounted.Implausible
                // Checked first, because a clawback looks past a repeated fact to the one that earned, whichever
                // manager's it is.
                : _repeated.Contains(reference) ? Uncounted.Already
                : _profiles.GetValueOrDefault(facts.GetString(0))?.LeftBefore(on) is { } left
                    ? Uncounted.AfterLeaving(left)
                : null
        );
    }
}

using System.Data;
using System.Data.Common;
using CardTeam.Contracts;
using CardTeam.Contracts.Performance;
using CardTeam.Performance.Data;
using CardTeam.Performance.Organisation;
using CardTeam.Performance.Periods;
using CardTeam.Platform.Data;
using CardTeam.Platform.Data.Kinds;
using CardTeam.Platform.Imports;
using CardTeam.Platform.Organisation;
using CardTeam.Platform.Roster;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Fact = CardTeam.Contracts.Performance.CardFact;

namespace CardTeam.Performance.CardFacts;

/// <summary>The data of a fact in a row of the file.</summary>
internal sealed record FactRow(
    string ManagerNo,
    int OccurredOn,
    string FactRef,
    CardFactKind Kind,
    string CardRef,
    string? CustomerRef,
    string? Product,
    long? Fen,
    bool NewCustomer,
    bool Void
);

/// <summary>Writes card facts in bulk, within the current transaction, and announces them in batches.</summary>
internal sealed class CardFactBook
{
    // The contract allows 500; 400 keep a message below the size of .NET's large object heap, which is collected late.
    private const int BatchSize = 400;

    private const string Table = "CardFacts";

    /// <summary>
    /// The lookup is by reference and version and not by the key alone: a correction may move a fact to another manager
    /// or day.
    /// </summary>
    private static readonly string[] Identity = ["FactRef", "Version"];

    private static readonly string[] Key = ["ManagerNo", "OccurredOn", "FactRef", "Version"];

    private static readonly string[] Columns =
    [
        "ManagerNo",
        "OccurredOn",
        "FactRef",
        "Version",
        "Kind",
        "CardRef",
        "CustomerRef",
        "Product",
        "Amount",
        "NewCustomer",
        "Void",
        "KnownFrom",
    ];

    private static readonly string[] Read =
    [
        "ManagerNo",
        "OccurredOn",
        "Version",
        "Kind",
        "CardRef",
        "CustomerRef",
        "Product",
        "Amount",
        "NewCustomer",
        "Void",
        "KnownFrom",
    ];

    private readonly PerformanceDbContext _db;
    private readonly PeriodLedger _ledger;
    private readonly Roster _roster;
    private readonly PartOfBank _part;
    private readonly string _by;
    private readonly DbConnection _connection;
    private readonly DbTransaction _transaction;
    private readonly DatabaseKind _sql;
    private readonly List<Fact> _batch = new(BatchSize);
    private readonly Dictionary<Period, (long Count, long Fen, long Versions)> _totals = [];
    private readonly HashSet<(string ManagerNo, Period Month)> _late = [];

    /// <summary>The newest version of each known fact that the rows in hand name.</summary>
    private readonly Dictionary<string, Latest> _known = new(StringComparer.Ordinal);
    private readonly List<Latest> _ended = [],
        _corrected = [];

    private CardFactBook(
        PerformanceDbContext db,
        PeriodLedger ledger,
        Roster roster,
        PartOfBank part,
        string by,
        DbConnection connection,
        DbTransaction transaction
    )
    {
        (_db, _ledger, _roster) = (db, ledger, roster);
        (_part, _by) = (part, by);
        (_connection, _transaction) = (connection, transaction);
        _sql = DatabaseKind.Of(connection);
    }

    /// <param name="part">The part of the bank whose facts may be changed; a known fact must lie in it as well.</param>
    /// <param name="by">Person or system that brings the facts; named with those that change a closed month.</param>
    public static async Task<CardFactBook> OpenAsync(
        PerformanceDbContext db,
        PeriodLedger ledger,
        Roster roster,
        PartOfBank part,
        string by,
        CancellationToken ct
    )
    {
        await db.Database.OpenConnectionAsync(ct);
        var transaction =
            db.Database.CurrentTransaction?.GetDbTransaction()
            ?? throw new InvalidOperationException("Facts are recorded within a transaction.");
        return new(db, ledger, roster, part, by, db.Database.GetDbConnection(), transaction);
    }

    /// <summary>
    /// The order in which writing touches the fewest pages, here and in the services that receive the batches; the
    /// file's own order where it names a fact twice.
    /// </summary>
    public static List<(ImportRow Row, FactRow Fact)> InBookOrder(List<(ImportRow Row, FactRow Fact)> facts)
    {
        var seen = new HashSet<string>(facts.Count, StringComparer.Ordinal);
        if (facts.TrueForAll(f => seen.Add(f.Fact.FactRef)))
        {
            facts.Sort(
                (a, b) =>
                {
                    var byManager = string.CompareOrdinal(a.Fact.ManagerNo, b.Fact.ManagerNo);
                    if (byManager != 0)
                        return byManager;
                    var byDay = a.Fact.OccurredOn.CompareTo(b.Fact.OccurredOn);
                    return byDay != 0 ? byDay : string.CompareOrdinal(a.Fact.FactRef, b.Fact.FactRef);
                }
            );
        }

        return facts;
    }

    /// <summary>
    /// Records facts and their corrections, each after earlier versions. A row without a change is unchanged. A voided
    /// fact stays void.
    /// </summary>
    /// <param name="complete">Completes the data of a row by that of the known fact.</param>
    public async Task RecordAsync(
        IReadOnlyList<(ImportRow Row, FactRow Fact)> facts,
        Func<ImportRow, FactRow, FactRow, FactRow> complete,
        CancellationToken ct
    )
    {
        var areNew = new List<bool>(facts.Count);
        await _sql.InsertNewAsync(
            _connection,
            _transaction,
            Table,
            Identity,
            Columns,
            facts,
            (f, values) => Write(f.Fact, version: 1, values),
            (_, isNew) => areNew.Add(isNew),
            ct
        );
        await FindAsync(facts.Where((_, at) => !areNew[at]).Select(f => f.Fact.FactRef), ct);
        foreach (var (at, (row, fact)) in facts.Index())
        {
            if (areNew[at])
            {
                Begin(fact);
                row.Accept();
            }
            else
                Correct(row, fact, complete);
        }

        await WriteCorrectedAsync(ct);
    }

    /// <summary>Writes the recorded facts to the outbox and the control totals.</summary>
    public async Task FinishAsync(CancellationToken ct)
    {
        Flush();
        // SQLite silently turns a sum that is too large into a floating-point number: it is therefore added here, with
        // overflow checks.
        var kept = await _db
            .FactTotals.AsNoTracking()
            .Where(t => t.KnownFrom == _ledger.NextClose)
            .ToDictionaryAsync(t => t.Month, t => t.Amount, ct);
        foreach (var (month, (_, fen, _)) in _totals)
            _ = kept.GetValueOrDefault(month, Money.Zero) + new Money(fen);
        await _sql.AddAsync(
            _connection,
            _transaction,
            "FactTotals",
            ["Month", "KnownFrom"],
            ["Count", "Amount", "Versions"],
            [.. _totals],
            (total, to) =>
                (to[0], to[1], to[2], to[3], to[4]) = (
                    total.Key.ToString(),
                    _ledger.NextClose,
                    total.Value.Count,
                    total.Value.Fen,
                    total.Value.Versions
                ),
            ct
        );
        var late = await LateBook.OpenAsync(_db, _late.Select(l => l.ManagerNo), _ledger, ct);
        foreach (var (manager, month) in _late)
            late.Mark(manager, month);
    }

    /// <summary>The facts as they are known now, by reference; an unknown reference has none.</summary>
    public async Task<IReadOnlyDictionary<string, FactRow>> KnownAsync(
        IEnumerable<string> factRefs,
        CancellationToken ct
    )
    {
        await FindAsync(factRefs, ct);
        return _known.ToDictionary(k => k.Key, k => k.Value.Fact, StringComparer.Ordinal);
    }

    private async Task FindAsync(IEnumerable<string> factRefs, CancellationToken ct)
    {
        _known.Clear();
        await _sql.ReadLatestAsync(
            _connection,
            _transaction,
            Table,
            "FactRef",
            "Version",
            Read,
            factRefs.Distinct(StringComparer.Ordinal).ToList(),
            (factRef, reader) => _known[factRef] = Of(reader, factRef),
            ct
        );
    }

    /// <summary>Writes the new versions, and the end of those before them.</summary>
    private async Task WriteCorrectedAsync(CancellationToken ct)
    {
        await _sql.InsertAsync(
            _connection,
            _transaction,
            Table,
            Columns,
            _corrected,
            (next, to) => Write(next.Fact, next.Version, to),
            ct
        );
        await _sql.FillAsync(
            _connection,
            _transaction,
            Table,
            Key,
            "KnownUntil",
            _ended,
            (ended, to) =>
            {
                var (fact, version, _) = ended;
                (to[0], to[1], to[2]) = (fact.ManagerNo, fact.OccurredOn, fact.FactRef);
                (to[3], to[4]) = (version, _ledger.NextClose);
            },
            (ended, isEnded) =>
            {
                if (!isEnded)
                    throw new DataException(
                        Invariant($"Fact {ended.Fact.FactRef} has no version {ended.Version} to end.")
                    );
            },
            ct
        );
        _corrected.Clear();
        _ended.Clear();
    }

    private void Begin(FactRow fact)
    {
        Announce(fact, 1, _ledger.NextClose, null, ChangerOf(fact));
        Count(fact, +1, versions: 1);
    }

    private void Correct(ImportRow row, FactRow said, Func<ImportRow, FactRow, FactRow, FactRow> complete)
    {
        if (!_known.TryGetValue(said.FactRef, out var latest))
            throw new DataException($"Fact {said.FactRef} can be neither inserted nor found.");
        var (known, version, knownFrom) = latest;
        if (!_part.IsWhole && !_roster.Includes(known.ManagerNo, _part))
        {
            OutsideYourPart.Reject(row, "fact_ref", OutsideYourPart.Reference);
            return;
        }

        var fact = complete(row, said, known);
        if (known.Void || known == fact)
        {
            row.Unchanged();
            return;
        }

        _ended.Add(latest);
        // A voided fact keeps its other values, so that it leaves the month in which it counted.
        var next = fact.Void ? known with { Void = true } : fact;
        // The month a fact leaves is named with the version that ends, the month it counts in with the new one.
        var leaves = (known.ManagerNo, MonthOf(known)) != (next.ManagerNo, MonthOf(next));
        Announce(known, version, knownFrom, _ledger.NextClose, leaves ? ChangerOf(known) : null);
        Count(known, -1, versions: 0);
        _corrected.Add(_known[fact.FactRef] = new(next, version + 1, _ledger.NextClose));
        Announce(next, version + 1, _ledger.NextClose, null, ChangerOf(next));
        Count(next, +1, versions: 1);
        row.Accept();
    }

    private void Write(FactRow f, int version, object?[] to) =>
        (to[0], to[1], to[2], to[3], to[4], to[5], to[6], to[7], to[8], to[9], to[10], to[11]) = (
            f.ManagerNo,
            f.OccurredOn,
            f.FactRef,
            version,
            (int)f.Kind,
            f.CardRef,
            f.CustomerRef,
            f.Product,
            f.Fen,
            f.NewCustomer ? 1 : 0,
            f.Void ? 1 : 0,
            _ledger.NextClose
        );

    private static Latest Of(DbDataReader reader, string factRef)
    {
        string? Text(int i) => reader.IsDBNull(i) ? null : reader.GetString(i);
        var fact = new FactRow(
            reader.GetString(0),
            reader.GetInt32(1),
            factRef,
            (CardFactKind)reader.GetInt32(3),
            reader.GetString(4),
            Text(5),
            Text(6),
            reader.IsDBNull(7) ? null : reader.GetInt64(7),
            reader.GetBoolean(8),
            reader.GetBoolean(9)
        );
        return new(fact, reader.GetInt32(2), reader.GetInt32(10));
    }

    private static Period MonthOf(FactRow fact) => FactBounds.MonthOf(DayNumber.Date(fact.OccurredOn));

    /// <summary>
    /// Names the person or system that recorded a fact of a closed month; null for a fact that bears on open months
    /// only.
    /// </summary>
    private string? ChangerOf(FactRow fact) => _ledger.ClosedFrom(MonthOf(fact)) is null ? null : _by;

    private void Announce(FactRow f, int version, int knownFrom, int? knownUntil, string? changedBy)
    {
        _batch.Add(
            new Fact(
                FactRef: f.FactRef,
                Version: version,
                ManagerNo: f.ManagerNo,
                Kind: f.Kind,
                CardRef: f.CardRef,
                OccurredOn: DayNumber.Date(f.OccurredOn),
                Product: f.Product,
                Amount: f.Fen is { } fen ? new Money(fen) : null,
                Void: f.Void,
                KnownFrom: knownFrom,
                KnownUntil: knownUntil,
                ChangedBy: changedBy
            )
        );
        if (_batch.Count == BatchSize)
            Flush();
    }

    private void Flush()
    {
        if (_batch.Count == 0)
            return;
        _db.Announce(new CardFactsRecorded(_batch), "card-facts");
        _batch.Clear();
    }

    private void Count(FactRow f, int sign, int versions)
    {
        var month = MonthOf(f);
        if (_ledger.ClosedFrom(month) is { } late)
            _late.Add((f.ManagerNo, late));
        var total = _totals.GetValueOrDefault(month);
        var holds = f.Void ? 0 : sign;
        _totals[month] = (
            total.Count + holds,
            checked(total.Fen + holds * FactBounds.Summed(f.Fen)),
            total.Versions + versions
        );
    }

    /// <summary>The newest version of a fact.</summary>
    private sealed record Latest(FactRow Fact, int Version, int KnownFrom);
}

using System.Data;
using System.Data.Common;
using CardTeam.Contracts;
using CardTeam.Contracts.Performance;
using CardTeam.Performance.Data;
using CardTeam.Performance.Managers;
using CardTeam.Performance.Periods;
using CardTeam.Platform.Data;
using CardTeam.Platform.Data.Kinds;
using CardTeam.Platform.Imports;
using CardTeam.Platform.Roster;
using CardTeam.Platform.Security;
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
internal sealed class CardFactBook : IDisposable
{
    // The contract allows 500; 400 keep a message below the size of .NET's large object heap, which is collected late.
    private const int BatchSize = 400;

    private const string Table = "CardFacts";

    /// <summary>
    /// The lookup is by reference and version and not by the key alone: a correction may move a fact to another manager
    /// or day.
    /// </summary>
    private static readonly string[] Identity = ["FactRef", "Version"];

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

    private readonly PerformanceDbContext _db;
    private readonly PeriodLedger _ledger;
    private readonly Roster _roster;
    private readonly PartOfBank _part;
    private readonly string _by;
    private readonly DbConnection _connection;
    private readonly DbTransaction _transaction;
    private readonly DatabaseKind _sql;
    private readonly PreparedCommand _insert,
        _latest,
        _supersede,
        _count;
    private readonly List<Fact> _batch = new(BatchSize);
    private readonly Dictionary<Period, (long Count, long Fen, long Versions)> _totals = [];
    private readonly HashSet<(string ManagerNo, Period Month)> _late = [];

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
        _insert = new(connection, transaction, _sql.InsertIfNew(Table, Identity, Columns), Columns);
        _latest = new(
            connection,
            transaction,
            _sql.First(
                """
                SELECT "ManagerNo","OccurredOn","Version","Kind","CardRef","CustomerRef","Product","Amount","NewCustomer","Void","KnownFrom"
                FROM "CardFacts" WHERE "FactRef"=@ref ORDER BY "Version" DESC
                """
            ),
            "ref"
        );
        _supersede = new(
            connection,
            transaction,
            """
            UPDATE "CardFacts" SET "KnownUntil"=@until WHERE "ManagerNo"=@manager AND "OccurredOn"=@day AND "FactRef"=@ref AND "Version"=@version
            """,
            "until",
            "manager",
            "day",
            "ref",
            "version"
        );
        _count = new(
            connection,
            transaction,
            _sql.InsertOrAdd("FactTotals", ["Month", "KnownFrom"], ["Count", "Amount", "Versions"]),
            "Month",
            "KnownFrom",
            "Count",
            "Amount",
            "Versions"
        );
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
    public Task RecordAsync(IReadOnlyList<(ImportRow Row, FactRow Fact)> facts, CancellationToken ct) =>
        _sql.InsertNewAsync(
            _connection,
            _transaction,
            Table,
            Identity,
            Columns,
            facts,
            (f, values) => Write(f.Fact, version: 1, values),
            (f, isNew) =>
            {
                if (isNew)
                {
                    Begin(f.Fact);
                    f.Row.Accept();
                }
                else
                    Correct(f.Row, f.Fact);
            },
            ct
        );

    /// <summary>Writes the recorded facts to the outbox and the control totals.</summary>
    public async Task FinishAsync(CancellationToken ct)
    {
        Flush();
        foreach (var (month, (count, fen, versions)) in _totals)
        {
            // SQLite silently turns a sum that is too large into a floating-point number: it is therefore added here,
            // with overflow checks.
            var kept = await _db
                .FactTotals.AsNoTracking()
                .FirstOrDefaultAsync(t => t.Month == month && t.KnownFrom == _ledger.NextClose, ct);
            _ = (kept?.Amount ?? Money.Zero) + new Money(fen);
            _count.Run(month.ToString(), _ledger.NextClose, count, fen, versions);
        }

        foreach (var (manager, month) in _late)
            await LateMark.AddAsync(_db, manager, month, _ledger, ct);
    }

    public void Dispose()
    {
        _insert.Dispose();
        _latest.Dispose();
        _supersede.Dispose();
        _count.Dispose();
    }

    /// <summary>The fact as it is known now; null when the reference is unknown.</summary>
    public FactRow? Known(string factRef)
    {
        using var reader = _latest.Read(factRef);
        return reader.Read() ? Latest(reader, factRef).Fact : null;
    }

    private void Begin(FactRow fact)
    {
        Announce(fact, 1, _ledger.NextClose, null, ChangerOf(fact));
        Count(fact, +1, versions: 1);
    }

    private void Correct(ImportRow row, FactRow fact)
    {
        var (known, version, knownFrom) = Latest(fact.FactRef);
        if (!_part.IsWhole && !_roster.Includes(known.ManagerNo, _part))
        {
            OutsideYourPart.Reject(row, "fact_ref", OutsideYourPart.Reference);
            return;
        }

        if (known.Void || known == fact)
        {
            row.Unchanged();
            return;
        }

        _supersede.Run(_ledger.NextClose, known.ManagerNo, known.OccurredOn, known.FactRef, version);
        // A voided fact keeps its other values, so that it leaves the month in which it counted.
        var next = fact.Void ? known with { Void = true } : fact;
        // The month a fact leaves is named with the version that ends, the month it counts in with the new one.
        var leaves = (known.ManagerNo, MonthOf(known)) != (next.ManagerNo, MonthOf(next));
        Announce(known, version, knownFrom, _ledger.NextClose, leaves ? ChangerOf(known) : null);
        Count(known, -1, versions: 0);
        var values = new object?[Columns.Length];
        Write(next, version + 1, values);
        _insert.Run(values);
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

    private (FactRow Fact, int Version, int KnownFrom) Latest(string factRef)
    {
        using var reader = _latest.Read(factRef);
        if (!reader.Read())
            throw new DataException($"Fact {factRef} can be neither inserted nor found.");
        return Latest(reader, factRef);
    }

    private static (FactRow Fact, int Version, int KnownFrom) Latest(DbDataReader reader, string factRef)
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
        return (fact, reader.GetInt32(2), reader.GetInt32(10));
    }

    private static Period MonthOf(FactRow fact) => FactBounds.MonthOf(BookDay.Date(fact.OccurredOn));

    /// <summary>Who is named with a fact of a closed month; null for a fact that bears on open months only.</summary>
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
                OccurredOn: BookDay.Date(f.OccurredOn),
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
}

using System.Data.Common;
using CardTeam.Contracts;
using CardTeam.Contracts.Performance;
using CardTeam.Performance.Data;
using CardTeam.Performance.Organisation;
using CardTeam.Performance.Periods;
using CardTeam.Platform.Data;
using CardTeam.Platform.Data.Kinds;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CardTeam.Performance.CardFacts;

/// <summary>
/// Finds, at a close, which known facts count nowhere: all but the earliest of several of one kind for a card without a
/// cancellation in between, and facts after their manager's last day. The result follows from the facts alone, in
/// whatever order they arrived.
/// </summary>
internal sealed class UncountedFacts
{
    private const string Table = "UncountedFacts";

    private static readonly string[] Key = ["ManagerNo", "OccurredOn", "FactRef"];
    private static readonly string[] Columns = [.. Key, "Why", "Kind", "CardRef", "CountedRef", "KnownFrom"];

    /// <summary>
    /// A card's lives are separated by the last cancellation before the day of the fact: of each life and kind the
    /// first fact counts, by day, then reference. The index of these kinds finds the cards with several such facts;
    /// only their facts are examined.
    /// </summary>
    private static readonly string Repeated = Invariant(
        $"""
        SELECT r."ManagerNo", r."OccurredOn", r."FactRef", r."Kind", r."CardRef", r."CountedRef" FROM (
          SELECT l.*, ROW_NUMBER() OVER (PARTITION BY l."CardRef", l."Kind", l."Life" ORDER BY l."OccurredOn", l."FactRef") AS "Place",
                 FIRST_VALUE(l."FactRef") OVER (PARTITION BY l."CardRef", l."Kind", l."Life" ORDER BY l."OccurredOn", l."FactRef") AS "CountedRef"
          FROM (
            SELECT f."ManagerNo", f."OccurredOn", f."FactRef", f."Kind", f."CardRef",
                   COALESCE((SELECT MAX(c."OccurredOn") FROM "CardFacts" c
                             WHERE c."CardRef" = f."CardRef" AND c."Kind" = 7 AND c."OccurredOn" < f."OccurredOn" AND c."OccurredOn" >= {First}
                               AND c."KnownUntil" IS NULL AND c."Void" = 0), 0) AS "Life"
            FROM (SELECT "CardRef", "Kind" FROM "CardFacts" WHERE "Kind" >= 2 AND "Kind" <= 4
                  GROUP BY "CardRef", "Kind" HAVING MIN("FactRef") <> MAX("FactRef")) m
            JOIN "CardFacts" f ON f."CardRef" = m."CardRef" AND f."Kind" = m."Kind" AND f."Kind" >= 2 AND f."Kind" <= 4
            WHERE f."KnownUntil" IS NULL AND f."Void" = 0 AND f."OccurredOn" >= {First} AND f."OccurredOn" <= {Last}
          ) l
        ) r WHERE r."Place" > 1
        """
    );

    private const string AfterLeaving = """
        SELECT "ManagerNo","OccurredOn","FactRef","Kind","CardRef",NULL FROM "CardFacts"
        WHERE "ManagerNo"=@manager AND "OccurredOn">@left AND "OccurredOn"<@hired AND "KnownUntil" IS NULL AND "Void"=0
        """;

    private readonly Dictionary<(string ManagerNo, int Day, string FactRef), Found> _found = [];
    private readonly DbConnection _connection;
    private readonly DbTransaction? _transaction;

    private UncountedFacts(PerformanceDbContext db) =>
        (_connection, _transaction) = (
            db.Database.GetDbConnection(),
            db.Database.CurrentTransaction?.GetDbTransaction()
        );

    private static int First => DayNumber.Of(FactBounds.FirstDay);

    private static int Last => DayNumber.Of(FactBounds.LastDay);

    /// <summary>The managers with facts that count nowhere: only their facts need filtering.</summary>
    public IReadOnlySet<string> Managers { get; private set; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>The first closed month per manager with a fact whose counting changed since the last close.</summary>
    public IReadOnlyDictionary<string, Period> Touched { get; private set; } =
        new Dictionary<string, Period>(StringComparer.Ordinal);

    /// <summary>Brings the table up to date, within the transaction of the close.</summary>
    public static async Task<UncountedFacts> RefreshAsync(
        PerformanceDbContext db,
        IReadOnlyList<Manager> managers,
        PeriodLedger ledger,
        CancellationToken ct
    )
    {
        await db.Database.OpenConnectionAsync(ct);
        var facts = new UncountedFacts(db);
        var stored = await db.Uncounted.AsNoTracking().ToListAsync(ct);
        facts.FindRepeated();
        facts.FindAfterLeaving(managers);
        await facts.KeepImplausibleAsync(stored, db, ct);
        await facts.WriteAsync(stored, ledger, ct);
        return facts;
    }

    /// <summary>The uncounted facts of the last close, for a preview of the gaps a close would find.</summary>
    public static async Task<UncountedFacts> OfLastCloseAsync(PerformanceDbContext db, CancellationToken ct)
    {
        var managers = await db.Uncounted.Select(u => u.ManagerNo).Distinct().ToListAsync(ct);
        return new(db) { Managers = managers.ToHashSet(StringComparer.Ordinal) };
    }

    private void FindRepeated()
    {
        using var repeated = new PreparedCommand(_connection, _transaction, Repeated);
        using var reader = repeated.Read();
        while (reader.Read())
            Add(reader, UncountedReason.AlreadyCounted);
    }

    /// <summary>
    /// Finds facts after the last day of an employment and before the first of the next. A fact that also repeats
    /// another one is reported under this reason, because its manager can verify it.
    /// </summary>
    private void FindAfterLeaving(IReadOnlyList<Manager> managers)
    {
        using var after = new PreparedCommand(_connection, _transaction, AfterLeaving, "manager", "left", "hired");
        foreach (var manager in managers)
        {
            var employments = manager.Employments;
            for (var i = 0; i < employments.Count; i++)
            {
                if (employments[i].LeftOn is not { } left)
                    continue;
                var next = i + 1 < employments.Count ? DayNumber.Of(employments[i + 1].HiredOn) : int.MaxValue;
                using var reader = after.Read(manager.ManagerNo, DayNumber.Of(left), next);
                while (reader.Read())
                    Add(reader, UncountedReason.AfterLeaving);
            }
        }
    }

    /// <summary>
    /// Keeps the implausible facts found earlier until they are corrected or voided; imports admit no new ones.
    /// </summary>
    private async Task KeepImplausibleAsync(List<UncountedFact> stored, PerformanceDbContext db, CancellationToken ct)
    {
        foreach (var was in stored.Where(u => u.Why == UncountedReason.NotPlausible))
        {
            var current = await db
                .CardFacts.AsNoTracking()
                .FirstOrDefaultAsync(
                    f =>
                        f.ManagerNo == was.ManagerNo
                        && f.OccurredOn == was.OccurredOn
                        && f.FactRef == was.FactRef
                        && f.KnownUntil == null
                        && !f.Void,
                    ct
                );
            if (current is not null && !FactBounds.Hold(DayNumber.Date(current.OccurredOn), current.Amount?.Fen))
                _found[(was.ManagerNo, was.OccurredOn, was.FactRef)] = new(
                    was.Kind,
                    was.CardRef,
                    null,
                    UncountedReason.NotPlausible
                );
        }
    }

    private void Add(DbDataReader reader, UncountedReason why) =>
        _found[(reader.GetString(0), reader.GetInt32(1), reader.GetString(2))] = new(
            (CardFactKind)reader.GetInt32(3),
            reader.GetString(4),
            reader.IsDBNull(5) ? null : reader.GetString(5),
            why
        );

    private async Task WriteAsync(List<UncountedFact> stored, PeriodLedger ledger, CancellationToken ct)
    {
        var touched = new Dictionary<string, Period>(StringComparer.Ordinal);
        var before = stored.ToDictionary(u => (u.ManagerNo, Day: u.OccurredOn, u.FactRef));
        var forgotten = new List<(string ManagerNo, int Day, string FactRef)>();
        foreach (var (key, was) in before)
        {
            var now = _found.GetValueOrDefault(key);
            if (now == new Found(was.Kind, was.CardRef, was.CountedRef, was.Why))
                continue;
            forgotten.Add(key);
            if (now is null)
                Touch(key);
        }

        var news = new List<((string ManagerNo, int Day, string FactRef) Key, Found Found)>();
        foreach (var (key, found) in _found)
        {
            var was = before.GetValueOrDefault(key);
            if (was is not null && found == new Found(was.Kind, was.CardRef, was.CountedRef, was.Why))
                continue;
            news.Add((key, found));
            if (was is null)
                Touch(key);
        }

        var sql = DatabaseKind.Of(_connection);
        await sql.DeleteAsync(
            _connection,
            _transaction!,
            Table,
            Key,
            forgotten,
            (key, to) => (to[0], to[1], to[2]) = (key.ManagerNo, key.Day, key.FactRef),
            ct
        );
        await sql.InsertNewAsync(
            _connection,
            _transaction!,
            Table,
            Key,
            Columns,
            news,
            (fact, to) =>
            {
                object?[] values =
                [
                    fact.Key.ManagerNo,
                    fact.Key.Day,
                    fact.Key.FactRef,
                    (int)fact.Found.Why,
                    (int)fact.Found.Kind,
                    fact.Found.CardRef,
                    fact.Found.CountedRef,
                    ledger.NextClose,
                ];
                values.CopyTo(to, 0);
            },
            (_, _) => { },
            ct
        );
        (Touched, Managers) = (touched, _found.Keys.Select(k => k.ManagerNo).ToHashSet(StringComparer.Ordinal));

        void Touch((string ManagerNo, int Day, string FactRef) key)
        {
            if (ledger.ClosedFrom(FactBounds.MonthOf(DayNumber.Date(key.Day))) is not { } month)
                return;
            if (!touched.TryGetValue(key.ManagerNo, out var earliest) || month < earliest)
                touched[key.ManagerNo] = month;
        }
    }

    private sealed record Found(CardFactKind Kind, string CardRef, string? CountedRef, UncountedReason Why);
}

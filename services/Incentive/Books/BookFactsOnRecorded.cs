using CardTeam.Contracts;
using CardTeam.Contracts.Performance;
using CardTeam.Incentive.Data;
using CardTeam.Platform.Data;
using CardTeam.Platform.Data.Kinds;
using CardTeam.Platform.Messaging;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CardTeam.Incentive.Books;

/// <summary>
/// Books card facts: each version once, and its end when that is known, in whatever order they arrive.
/// </summary>
internal sealed class BookFactsOnRecorded(IncentiveDbContext db, TimeProvider clock)
    : OnceConsumer<CardFactsRecorded>,
        IDisposable
{
    private static readonly string[] Key = ["ManagerNo", "OccurredOn", "FactRef", "Version"];
    private static readonly string[] Columns =
    [
        "ManagerNo",
        "OccurredOn",
        "FactRef",
        "Version",
        "Kind",
        "CardRef",
        "Product",
        "Amount",
        "Void",
        "KnownFrom",
        "KnownUntil",
    ];

    private static readonly string[] ChangeKey =
    [
        "KnownFrom",
        "ManagerNo",
        "Month",
        "Kind",
        "Reference",
        "Version",
        "ChangedBy",
    ];
    private static readonly string[] ChangeColumns = [.. ChangeKey, "LastMonth"];

    private const string End = """
        UPDATE "Facts" SET "KnownUntil"=@until
        WHERE "ManagerNo"=@manager AND "OccurredOn"=@day AND "FactRef"=@ref AND "Version"=@version AND "KnownUntil" IS NULL
        """;

    // Prepared for the first message of a transaction and reused for the others.
    private PreparedCommand? _end,
        _count;

    public void Dispose()
    {
        _end?.Dispose();
        _count?.Dispose();
    }

    protected override async Task Handle(CardFactsRecorded message, CancellationToken ct)
    {
        var (connection, transaction) = (
            db.Database.GetDbConnection(),
            db.Database.CurrentTransaction!.GetDbTransaction()
        );
        var sql = DatabaseKind.Of(connection);
        var end = _end ??= Prepare(End, "until", "manager", "day", "ref", "version");
        var count = _count ??= Prepare(
            sql.InsertOrAdd("FactTotals", ["Month", "KnownFrom"], ["Count", "Amount", "Versions"]),
            "Month",
            "KnownFrom",
            "Count",
            "Amount",
            "Versions"
        );
        SetAside(message.Facts.Where(f => !f.IsWhole).ToList());
        var totals = new Dictionary<(Period Month, int KnownFrom), (long Count, long Fen, long Versions)>();
        await sql.InsertNewAsync(
            connection,
            transaction,
            "Facts",
            Key,
            Columns,
            message.Facts.Where(f => f.IsWhole).ToList(),
            Write,
            (fact, isNew) =>
            {
                if (isNew)
                    Add(fact, fact.KnownFrom, +1, versions: 1);
                if (
                    fact.KnownUntil is { } until
                    && (
                        isNew
                        || end.Run(until, fact.ManagerNo, BookDay.Of(fact.OccurredOn), fact.FactRef, fact.Version) == 1
                    )
                )
                    Add(fact, until, -1, versions: 0);
            },
            ct
        );
        foreach (var ((month, knownFrom), (facts, fen, versions)) in totals)
            count.Run(month.ToString(), knownFrom, facts, fen, versions);
        // Not only of versions booked now: the end of a version may have come before its beginning, each with a person of its own.
        await sql.InsertNewAsync(
            connection,
            transaction,
            "Changes",
            ChangeKey,
            ChangeColumns,
            message.Facts.Where(f => f.IsWhole && f.ChangedBy is not null).ToList(),
            WriteChange,
            (_, _) => { },
            ct
        );

        void Add(CardFact fact, int close, int sign, int versions)
        {
            var key = (FactBounds.MonthOf(fact.OccurredOn), close);
            var total = totals.GetValueOrDefault(key);
            var holds = fact.Void ? 0 : sign;
            totals[key] = (
                total.Count + holds,
                checked(total.Fen + holds * FactBounds.Summed(fact.Amount?.Fen)),
                total.Versions + versions
            );
        }
    }

    /// <summary>
    /// Parks each unreadable fact alone, visible and replayable; the others of its message are booked.
    /// </summary>
    private void SetAside(List<CardFact> broken)
    {
        if (broken.Count == 0)
            return;
        var message = new CardFactsRecorded(broken);
        db.Parked.Add(
            new ParkedMessage(
                new Delivery(
                    Guid.CreateVersion7(clock.GetUtcNow()),
                    EventCatalogue.NameOf(typeof(CardFactsRecorded)),
                    EventCatalogue.Write(message)
                ),
                nameof(BookFactsOnRecorded),
                $"{broken.Count} facts lack a member or have one that cannot be read: {string.Join(", ", broken.Select(f => f.FactRef).Take(20))}",
                clock.GetUtcNow()
            )
        );
    }

    private static void Write(CardFact f, object?[] to) =>
        (to[0], to[1], to[2], to[3], to[4], to[5], to[6], to[7], to[8], to[9], to[10]) = (
            f.ManagerNo,
            BookDay.Of(f.OccurredOn),
            f.FactRef,
            f.Version,
            (int)f.Kind,
            f.CardRef,
            f.Product,
            f.Amount?.Fen,
            f.Void ? 1 : 0,
            f.KnownFrom,
            f.KnownUntil
        );

    private static void WriteChange(CardFact f, object?[] to)
    {
        var month = FactBounds.MonthOf(f.OccurredOn).ToString();
        to[0] = f.KnownUntil ?? f.KnownFrom;
        to[1] = f.ManagerNo;
        to[2] = month;
        to[3] = BookedChange.CardFact;
        to[4] = f.FactRef;
        to[5] = f.Version;
        to[6] = f.ChangedBy;
        to[7] = month;
    }

    private PreparedCommand Prepare(string sql, params ReadOnlySpan<string> parameters) =>
        new(db.Database.GetDbConnection(), db.Database.CurrentTransaction!.GetDbTransaction(), sql, parameters);
}

using CardTeam.Contracts;
using CardTeam.Contracts.Performance;
using CardTeam.Incentive.Data;
using CardTeam.Platform.Data;
using CardTeam.Platform.Data.Kinds;
using CardTeam.Platform.Messaging.Inbox;
using CardTeam.Platform.Messaging.Transport;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CardTeam.Incentive.Books;

/// <summary>
/// Books card facts: each version once, and its end when that is known, in whatever order they arrive.
/// </summary>
internal sealed class BookFactsOnRecorded(IncentiveDbContext db, TimeProvider clock) : OnceConsumer<CardFactsRecorded>
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

    // Read for the first message of a transaction and reused for the others.
    private IReadOnlyDictionary<string, int>? _longest;
    private int? _longestName;

    protected override async Task Handle(CardFactsRecorded message, CancellationToken ct)
    {
        var (connection, transaction) = (
            db.Database.GetDbConnection(),
            db.Database.CurrentTransaction!.GetDbTransaction()
        );
        var sql = DatabaseKind.Of(connection);
        _longest ??= TextLengths.Of(db, "Facts");
        _longestName ??= TextLengths.Of(db, "Changes")["ChangedBy"];
        var (whole, broken) = (
            message.Facts.Where(IsBookable).ToList(),
            message.Facts.Where(f => !IsBookable(f)).ToList()
        );
        SetAside(broken);
        var totals = new Dictionary<(Period Month, int KnownFrom), (long Count, long Fen, long Versions)>();
        var ended = new List<CardFact>();
        await sql.InsertNewAsync(
            connection,
            transaction,
            "Facts",
            Key,
            Columns,
            whole,
            Write,
            (fact, isNew) =>
            {
                if (isNew)
                    Add(fact, fact.KnownFrom, +1, versions: 1);
                if (fact.KnownUntil is not { } until)
                    return;
                if (isNew)
                    Add(fact, until, -1, versions: 0);
                else
                    ended.Add(fact);
            },
            ct
        );
        await sql.FillAsync(
            connection,
            transaction,
            "Facts",
            Key,
            "KnownUntil",
            ended,
            (fact, to) =>
            {
                (to[0], to[1], to[2]) = (fact.ManagerNo, DayNumber.Of(fact.OccurredOn), fact.FactRef);
                (to[3], to[4]) = (fact.Version, fact.KnownUntil);
            },
            (fact, isEnded) =>
            {
                if (isEnded)
                    Add(fact, fact.KnownUntil!.Value, -1, versions: 0);
            },
            ct
        );
        await sql.AddAsync(
            connection,
            transaction,
            "FactTotals",
            ["Month", "KnownFrom"],
            ["Count", "Amount", "Versions"],
            [.. totals],
            (total, to) =>
            {
                var (facts, fen, versions) = total.Value;
                (to[0], to[1]) = (total.Key.Month.ToString(), total.Key.KnownFrom);
                (to[2], to[3], to[4]) = (facts, fen, versions);
            },
            ct
        );
        // Not only of versions booked now: the end of a version may have come before its beginning, each with a person of its own.
        await sql.InsertNewAsync(
            connection,
            transaction,
            "Changes",
            ChangeKey,
            ChangeColumns,
            whole.Where(f => f.ChangedBy is not null).ToList(),
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

    /// <summary>True for a fact that has every member, each no longer than its column.</summary>
    private bool IsBookable(CardFact fact) =>
        fact.IsWhole
        && fact.ManagerNo.Length <= _longest!["ManagerNo"]
        && fact.FactRef.Length <= _longest["FactRef"]
        && fact.CardRef.Length <= _longest["CardRef"]
        && (fact.Product?.Length ?? 0) <= _longest["Product"]
        && (fact.ChangedBy?.Length ?? 0) <= _longestName;

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
                $"{broken.Count} facts lack a member, or have one that cannot be read or is too long: {string.Join(", ", broken.Select(f => f.FactRef).Take(20))}",
                clock.GetUtcNow()
            )
        );
    }

    private static void Write(CardFact f, object?[] to) =>
        (to[0], to[1], to[2], to[3], to[4], to[5], to[6], to[7], to[8], to[9], to[10]) = (
            f.ManagerNo,
            DayNumber.Of(f.OccurredOn),
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
}

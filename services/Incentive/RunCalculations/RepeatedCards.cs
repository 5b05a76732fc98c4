using CardTeam.Contracts.Performance;
using CardTeam.Incentive.Data;
using CardTeam.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CardTeam.Incentive.RunCalculations;

/// <summary>A fact that counts nowhere because its card already counts.</summary>
/// <param name="CountedRef">The fact that counts, of any manager.</param>
/// <param name="KnownFrom">The later of the closes that first knew of either.</param>
internal sealed record RepeatedFact(
    string CardRef,
    CardFactKind Kind,
    string ManagerNo,
    string FactRef,
    DateOnly Day,
    string CountedRef,
    string CountedManagerNo,
    DateOnly CountedDay,
    int KnownFrom
);

/// <summary>
/// Finds the facts that count nowhere because their card already counts, with the knowledge of a close. A card counts
/// once for each of <c>approved</c>, <c>activated</c> and <c>first-used</c> until it is cancelled: the earliest fact
/// counts, by day, then reference, whichever manager's it is.
/// </summary>
internal static class RepeatedCards
{
    private const string Known =
        "\"KnownFrom\" <= @close AND ({0}.\"KnownUntil\" IS NULL OR {0}.\"KnownUntil\" > @close)";

    /// <param name="only">
    /// The manager on whose cards repeated facts are wanted, whoever's they are; null for every card.
    /// </param>
    public static async Task<HashSet<string>> RefsAsync(
        IncentiveDbContext db,
        int closeNumber,
        string? only,
        CancellationToken ct
    )
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var fact in ReadAsync(db, closeNumber, only, ct))
            found.Add(fact.FactRef);
        return found;
    }

    /// <summary>Reads the facts in order of card, kind, day and reference.</summary>
    /// <inheritdoc cref="RefsAsync"/>
    public static async IAsyncEnumerable<RepeatedFact> ReadAsync(
        IncentiveDbContext db,
        int closeNumber,
        string? only,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct
    )
    {
        await db.Database.OpenConnectionAsync(ct);
        using var command = new PreparedCommand(
            db.Database.GetDbConnection(),
            db.Database.CurrentTransaction?.GetDbTransaction(),
            Sql(only is null ? null : "manager"),
            only is null ? ["close"] : ["close", "manager"]
        );
        await using var reader = await command.ReadAsync(only is null ? [closeNumber] : [closeNumber, only], ct);
        while (await reader.ReadAsync(ct))
            yield return new(
                CardRef: reader.GetString(0),
                Kind: (CardFactKind)reader.GetInt32(1),
                ManagerNo: reader.GetString(2),
                FactRef: reader.GetString(3),
                Day: DayNumber.Date(reader.GetInt32(4)),
                CountedRef: reader.GetString(5),
                CountedManagerNo: reader.GetString(6),
                CountedDay: DayNumber.Date(reader.GetInt32(7)),
                KnownFrom: Math.Max(reader.GetInt32(8), reader.GetInt32(9))
            );
    }

    /// <summary>
    /// Reads the repeated facts of one card, and of each once: who asks has found several facts of a kind for it.
    /// </summary>
    internal sealed class OfCards(IncentiveDbContext db, int closeNumber) : IDisposable
    {
        private readonly PreparedCommand _command = new(
            db.Database.GetDbConnection(),
            db.Database.CurrentTransaction?.GetDbTransaction(),
            Sql("card"),
            "close",
            "card"
        );

        private readonly Dictionary<string, HashSet<string>> _read = new(StringComparer.Ordinal);

        public async Task<IReadOnlySet<string>> RefsAsync(string card, CancellationToken ct)
        {
            if (_read.TryGetValue(card, out var known))
                return known;
            var refs = new HashSet<string>(StringComparer.Ordinal);
            await using var reader = await _command.ReadAsync([closeNumber, card], ct);
            while (await reader.ReadAsync(ct))
                refs.Add(reader.GetString(3));
            return _read[card] = refs;
        }

        public void Dispose() => _command.Dispose();
    }

    /// <summary>
    /// A card's lives are separated by the last cancellation before the day of the fact. The index of these kinds finds
    /// the cards with several facts, corrected versions included; only their facts are examined.
    /// </summary>
    /// <param name="by">The parameter that names a manager or a card; null for all.</param>
    private static string Sql(string? by)
    {
        var (first, last) = (DayNumber.Of(FactBounds.FirstDay), DayNumber.Of(FactBounds.LastDay));
        const string life =
            "PARTITION BY l.\"CardRef\", l.\"Kind\", l.\"Life\" ORDER BY l.\"OccurredOn\", l.\"FactRef\"";
        var cards = by switch
        {
            "manager" =>
                """AND "CardRef" IN (SELECT "CardRef" FROM "Facts" WHERE "ManagerNo" = @manager AND "Kind" >= 2 AND "Kind" <= 4)""",
            "card" => "AND \"CardRef\" = @card",
            _ => "",
        };
        return Invariant(
            $"""
            SELECT r."CardRef", r."Kind", r."ManagerNo", r."FactRef", r."OccurredOn", r."CountedRef", r."CountedManagerNo", r."CountedOn", r."KnownFrom", r."CountedFrom" FROM (
              SELECT l.*, ROW_NUMBER() OVER ({life}) AS "Place", FIRST_VALUE(l."FactRef") OVER ({life}) AS "CountedRef",
                     FIRST_VALUE(l."ManagerNo") OVER ({life}) AS "CountedManagerNo", FIRST_VALUE(l."OccurredOn") OVER ({life}) AS "CountedOn",
                     FIRST_VALUE(l."KnownFrom") OVER ({life}) AS "CountedFrom"
              FROM (
                SELECT f."ManagerNo", f."OccurredOn", f."FactRef", f."Kind", f."CardRef", f."KnownFrom",
                       COALESCE((SELECT MAX(c."OccurredOn") FROM "Facts" c
                                 WHERE c."CardRef" = f."CardRef" AND c."Kind" = 7 AND c."OccurredOn" < f."OccurredOn" AND c."OccurredOn" >= {first}
                                   AND c.{Of("c")} AND c."Void" = 0), 0) AS "Life"
                FROM (SELECT "CardRef", "Kind" FROM "Facts" WHERE "Kind" >= 2 AND "Kind" <= 4 {cards}
                      GROUP BY "CardRef", "Kind" HAVING MIN("FactRef") <> MAX("FactRef")) m
                JOIN "Facts" f ON f."CardRef" = m."CardRef" AND f."Kind" = m."Kind" AND f."Kind" >= 2 AND f."Kind" <= 4
                WHERE f.{Of("f")} AND f."Void" = 0 AND f."OccurredOn" >= {first} AND f."OccurredOn" <= {last}
              ) l
            ) r WHERE r."Place" > 1
            ORDER BY r."CardRef", r."Kind", r."OccurredOn", r."FactRef"
            """
        );

        static string Of(string table) => Known.Replace("{0}", table, StringComparison.Ordinal);
    }
}

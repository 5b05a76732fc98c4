using CardTeam.Contracts;
using CardTeam.Contracts.Performance;
using CardTeam.Incentive.Data;
using CardTeam.Platform.Data;
using CardTeam.Platform.Messaging;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CardTeam.Incentive.Books;

/// <summary>Books card facts: each version once, its end when that is known, in whatever order they come.</summary>
internal sealed class BookFactsOnRecorded(IncentiveDbContext db) : OnceConsumer<CardFactsRecorded>
{
    private const string Insert = """
        INSERT INTO "Facts" ("ManagerNo","OccurredOn","FactRef","Version","Kind","CardRef","Product","Amount","Void","KnownFrom","KnownUntil")
        VALUES (@manager,@day,@ref,@version,@kind,@card,@product,@amount,@void,@from,@until) ON CONFLICT DO NOTHING
        """;

    private const string End = """
        UPDATE "Facts" SET "KnownUntil"=@until
        WHERE "ManagerNo"=@manager AND "OccurredOn"=@day AND "FactRef"=@ref AND "Version"=@version AND "KnownUntil" IS NULL
        """;

    protected override async Task Handle(CardFactsRecorded message, CancellationToken ct)
    {
        var connection = db.Database.GetDbConnection();
        var transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        using var insert = new PreparedCommand(connection, transaction, Insert, "manager", "day", "ref", "version", "kind", "card", "product", "amount", "void", "from", "until");
        using var end = new PreparedCommand(connection, transaction, End, "until", "manager", "day", "ref", "version");
        var totals = new Dictionary<(Period Month, int KnownFrom), (long Count, long Fen, long Versions)>();
        foreach (var fact in message.Facts)
        {
            var day = BookDay.Of(fact.OccurredOn);
            var isNew = insert.Run(
                fact.ManagerNo, day, fact.FactRef, fact.Version, (int)fact.Kind, fact.CardRef, fact.Product, fact.Amount?.Fen, fact.Void ? 1 : 0, fact.KnownFrom, fact.KnownUntil) == 1;
            if (isNew) Add(fact, fact.KnownFrom, +1, versions: 1);
            if (fact.KnownUntil is { } until && (isNew || end.Run(until, fact.ManagerNo, day, fact.FactRef, fact.Version) == 1)) Add(fact, until, -1, versions: 0);
        }

        foreach (var ((month, knownFrom), (count, fen, versions)) in totals)
        {
            await db.Database.ExecuteSqlAsync($"""
                INSERT INTO "FactTotals" ("Month","KnownFrom","Count","Amount","Versions") VALUES ({month.ToString()},{knownFrom},{count},{fen},{versions})
                ON CONFLICT ("Month","KnownFrom") DO UPDATE SET "Count"="Count"+excluded."Count", "Amount"="Amount"+excluded."Amount", "Versions"="Versions"+excluded."Versions"
                """, ct);
        }

        void Add(CardFact fact, int close, int sign, int versions)
        {
            var key = (Period.MonthOf(fact.OccurredOn), close);
            var total = totals.GetValueOrDefault(key);
            var holds = fact.Void ? 0 : sign;
            totals[key] = (total.Count + holds, total.Fen + holds * (fact.Amount?.Fen ?? 0), total.Versions + versions);
        }
    }
}

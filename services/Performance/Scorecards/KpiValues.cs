using System.Data.Common;
using System.Globalization;
using CardTeam.Contracts;
using CardTeam.Contracts.Performance;
using CardTeam.Performance.Data;
using CardTeam.Performance.Kpis;
using CardTeam.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CardTeam.Performance.Scorecards;

/// <summary>
/// Reads the counted KPI values of one manager and period: one index seek to the month's facts, which are summed in the
/// database.
/// </summary>
internal sealed class KpiValues : IDisposable
{
    private const string IsCounted = """

          AND NOT EXISTS (SELECT 1 FROM "UncountedFacts" u WHERE u."ManagerNo"=f."ManagerNo" AND u."OccurredOn"=f."OccurredOn" AND u."FactRef"=f."FactRef")
        """;

    private readonly List<KpiDefinition> _ofFacts;
    private readonly List<object?> _products = [];
    private readonly List<string> _held,
        _asleep,
        _upheld,
        _mean;
    private readonly IReadOnlySet<string> _withUncounted;
    private readonly PreparedCommand _month,
        _monthCounted,
        _cards,
        _cardsCounted,
        _sleeping,
        _sleepingCounted,
        _complaints,
        _answers;
    private readonly Dictionary<string, Quotient?> _values = new(StringComparer.Ordinal);

    private KpiValues(
        DbConnection connection,
        DbTransaction? transaction,
        List<KpiDefinition> wanted,
        IReadOnlySet<string> withUncounted
    )
    {
        _withUncounted = withUncounted;
        _ofFacts = wanted.FindAll(k => k is { Source: KpiWords.CardFacts, Basis.Fact: not null });
        List<string> Measured(string measure) =>
            wanted.FindAll(k => k.Basis?.Fact is null && k.Basis?.Measure == measure).ConvertAll(k => k.Code);
        (_held, _asleep) = (Measured(KpiWords.Held), Measured(KpiWords.Asleep));
        (_upheld, _mean) = (Measured(KpiWords.Upheld), Measured(KpiWords.Mean));

        var columns = _ofFacts.Count == 0 ? "1" : string.Join(", ", _ofFacts.Select(k => ColumnOf(k.Basis!)));
        var month = $"""
            SELECT {columns}
            FROM "CardFacts" f WHERE "ManagerNo"=@manager AND "OccurredOn" BETWEEN @first AND @last AND "KnownUntil" IS NULL AND "Void"=0
            """;
        string[] parameters = ["manager", "first", "last", .. _products.Select((_, at) => ProductAt(at))];
        _month = new(connection, transaction, month, parameters);
        _monthCounted = new(connection, transaction, month + IsCounted, parameters);
        var cards = $"""
            SELECT CAST(COUNT(DISTINCT f."CardRef") AS BIGINT) FROM "CardFacts" f
            WHERE f."ManagerNo"=@manager AND f."OccurredOn"<=@last AND f."KnownUntil" IS NULL AND f."Void"=0
              AND NOT EXISTS (SELECT 1 FROM "CardFacts" c WHERE c."CardRef"=f."CardRef" AND c."Kind"={(int)
                CardFactKind.Cancelled}
                              AND c."OccurredOn"<=@last AND c."KnownUntil" IS NULL AND c."Void"=0)
            """;
        _cards = new(connection, transaction, cards, "manager", "last");
        _cardsCounted = new(connection, transaction, cards + IsCounted, "manager", "last");
        _sleeping = new(connection, transaction, SleepingCards(""), "manager", "last");
        _sleepingCounted = new(connection, transaction, SleepingCards(IsCounted), "manager", "last");
        _complaints = new(
            connection,
            transaction,
            """SELECT CAST(COUNT(*) AS BIGINT) FROM "Complaints" WHERE "ManagerNo"=@manager AND "UpheldOn" BETWEEN @first AND @last""",
            "manager",
            "first",
            "last"
        );
        _answers = new(
            connection,
            transaction,
            """SELECT CAST(COUNT(*) AS BIGINT), SUM(CAST("Score" AS BIGINT)) FROM "Answers" WHERE "ManagerNo"=@manager AND "AnsweredOn" BETWEEN @first AND @last""",
            "manager",
            "first",
            "last"
        );
    }

    /// <param name="wanted">The KPIs to be counted; those that are imported are passed over.</param>
    /// <param name="withUncounted">The managers with facts that count nowhere.</param>
    public static async Task<KpiValues> OpenAsync(
        PerformanceDbContext db,
        IEnumerable<KpiDefinition> wanted,
        IReadOnlySet<string> withUncounted,
        CancellationToken ct
    )
    {
        await db.Database.OpenConnectionAsync(ct);
        return new(
            db.Database.GetDbConnection(),
            db.Database.CurrentTransaction?.GetDbTransaction(),
            [
                .. wanted
                    .Where(k => !k.IsImported)
                    .DistinctBy(k => k.Code, StringComparer.Ordinal)
                    .OrderBy(k => k.Code, StringComparer.Ordinal),
            ],
            withUncounted
        );
    }

    /// <summary>Reads a manager's period; <see cref="Of"/> then returns its values.</summary>
    public void MoveTo(string managerNo, Period period)
    {
        _values.Clear();
        ReadFacts(managerNo, period);
        var (first, last) = (
            period.FirstDay.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            period.LastDay.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
        );
        if (_upheld.Count > 0)
        {
            using var reader = _complaints.Read(managerNo, first, last);
            if (reader.Read())
                Keep(_upheld, new(reader.GetInt64(0), 1));
        }

        if (_mean.Count > 0)
        {
            using var reader = _answers.Read(managerNo, first, last);
            if (reader.Read() && reader.GetInt64(0) > 0)
                Keep(_mean, Quotient.Of(reader.GetInt64(1), reader.GetInt64(0)));
        }
    }

    /// <summary>The value of a KPI the suite counts itself; null when there is none.</summary>
    public Quotient? Of(string kpi) => _values.GetValueOrDefault(kpi);

    public void Dispose()
    {
        _month.Dispose();
        _monthCounted.Dispose();
        _cards.Dispose();
        _cardsCounted.Dispose();
        _sleeping.Dispose();
        _sleepingCounted.Dispose();
        _complaints.Dispose();
        _answers.Dispose();
    }

    private void ReadFacts(string managerNo, Period period)
    {
        var (first, last) = (DayNumber.Of(period.FirstDay), DayNumber.Of(period.LastDay));
        var all = !_withUncounted.Contains(managerNo);
        if (_ofFacts.Count > 0)
        {
            using var reader = (all ? _month : _monthCounted).Read([managerNo, first, last, .. _products]);
            reader.Read();
            for (var i = 0; i < _ofFacts.Count; i++)
            {
                var number = reader.IsDBNull(i) ? 0m : reader.GetInt64(i);
                _values[_ofFacts[i].Code] = new(
                    _ofFacts[i].Basis!.Measure == KpiWords.Amount ? number / 100 : number,
                    1
                );
            }
        }

        ReadStock(_held, all ? _cards : _cardsCounted, managerNo, last);
        ReadStock(_asleep, all ? _sleeping : _sleepingCounted, managerNo, last);
    }

    private void ReadStock(List<string> codes, PreparedCommand command, string managerNo, int last)
    {
        if (codes.Count == 0)
            return;
        using var reader = command.Read(managerNo, last);
        reader.Read();
        Keep(codes, new(reader.GetInt64(0), 1));
    }

    /// <summary>
    /// The cards a manager holds of which the last that is known is that they sleep. A first use, a month of activity or
    /// an instalment wakes a card.
    /// </summary>
    private static string SleepingCards(string isCounted) =>
        $"""
            SELECT CAST(COUNT(*) AS BIGINT) FROM (
              SELECT f."CardRef" FROM "CardFacts" f
              WHERE f."ManagerNo"=@manager AND f."OccurredOn"<=@last AND f."KnownUntil" IS NULL AND f."Void"=0
                AND f."Kind" IN ({(int)CardFactKind.FirstUsed},{(int)CardFactKind.ActiveMonth},{(int)
                CardFactKind.Sleeping},{(int)CardFactKind.Instalment})
                AND NOT EXISTS (SELECT 1 FROM "CardFacts" c WHERE c."CardRef"=f."CardRef" AND c."Kind"={(int)
                CardFactKind.Cancelled}
                                AND c."OccurredOn"<=@last AND c."KnownUntil" IS NULL AND c."Void"=0){isCounted}
              GROUP BY f."CardRef"
              HAVING MAX(CASE WHEN f."Kind"={(int)CardFactKind.Sleeping} THEN f."OccurredOn" ELSE 0 END)
                   > MAX(CASE WHEN f."Kind"={(int)CardFactKind.Sleeping} THEN 0 ELSE f."OccurredOn" END)
            ) s
            """;

    private void Keep(List<string> codes, Quotient value)
    {
        foreach (var code in codes)
            _values[code] = value;
    }

    private static string ProductAt(int place) => Invariant($"product{place}");

    /// <summary>The column of a KPI; products become parameters. SQL Server counts in 32 bits without the cast.</summary>
    private string ColumnOf(KpiBasis basis)
    {
        var kind = CardFactKinds.TryParse(basis.Fact, out var known) ? known : default;
        var counts = Invariant($"\"Kind\"={(int)kind}");
        if (basis.NewCustomers == true)
            counts += " AND \"NewCustomer\"=1";
        if (basis.Products is { Count: > 0 } products)
        {
            counts +=
                $" AND \"Product\" IN ({string.Join(", ", products.Select((_, at) => $"@{ProductAt(_products.Count + at)}"))})";
            _products.AddRange(products);
        }

        return basis.Measure switch
        {
            KpiWords.Amount => $"SUM(CASE WHEN {counts} THEN \"Amount\" END)",
            // Counting distinct cards costs a sort: only where a sheet asks for it.
            KpiWords.Cards => $"CAST(COUNT(DISTINCT CASE WHEN {counts} THEN \"CardRef\" END) AS BIGINT)",
            _ => $"CAST(COUNT(CASE WHEN {counts} THEN 1 END) AS BIGINT)",
        };
    }
}

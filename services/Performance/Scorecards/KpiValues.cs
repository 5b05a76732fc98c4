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
/// Reads the KPI values of one manager and period: one index seek to the month's facts, which are summed in the
/// database.
/// </summary>
internal sealed class KpiValues : IDisposable
{
    private const string IsCounted = """

          AND NOT EXISTS (SELECT 1 FROM "UncountedFacts" u WHERE u."ManagerNo"=f."ManagerNo" AND u."OccurredOn"=f."OccurredOn" AND u."FactRef"=f."FactRef")
        """;

    private readonly HashSet<string> _wanted;
    private readonly IReadOnlySet<string> _withUncounted;
    private readonly PreparedCommand _month,
        _monthCounted,
        _rate,
        _rateCounted,
        _complaints,
        _answers;
    private readonly Dictionary<string, Quotient?> _values = new(StringComparer.Ordinal);

    private KpiValues(
        DbConnection connection,
        DbTransaction? transaction,
        HashSet<string> wanted,
        IReadOnlySet<string> withUncounted
    )
    {
        (_wanted, _withUncounted) = (wanted, withUncounted);
        // Counting distinct cards costs a sort: only where a sheet asks for it.
        var active =
            wanted.Contains(Kpi.Active) || wanted.Contains(Kpi.ActiveRate)
                ? $"COUNT(DISTINCT CASE WHEN \"Kind\"={(int)CardFactKind.ActiveMonth} THEN \"CardRef\" END)"
                : "0";
        active = $"CAST({active} AS BIGINT)"; // SQL Server counts in 32 bits
        var month = $"""
            SELECT {CountOf(CardFactKind.Approved)}, {CountOf(CardFactKind.Activated)}, {CountOf(
                CardFactKind.Cancelled
            )}, {CountOf(CardFactKind.Overdue)},
                   {SumOf(CardFactKind.ActiveMonth)}, {SumOf(CardFactKind.Instalment)},
                   CAST(COUNT(CASE WHEN "Kind"={(int)
                CardFactKind.Approved} AND "NewCustomer"=1 THEN 1 END) AS BIGINT), {active}
            FROM "CardFacts" f WHERE "ManagerNo"=@manager AND "OccurredOn" BETWEEN @first AND @last AND "KnownUntil" IS NULL AND "Void"=0
            """;
        _month = new(connection, transaction, month, "manager", "first", "last");
        _monthCounted = new(connection, transaction, month + IsCounted, "manager", "first", "last");
        var rate = $"""
            SELECT CAST(COUNT(DISTINCT f."CardRef") AS BIGINT) FROM "CardFacts" f
            WHERE f."ManagerNo"=@manager AND f."OccurredOn"<=@last AND f."KnownUntil" IS NULL AND f."Void"=0
              AND NOT EXISTS (SELECT 1 FROM "CardFacts" c WHERE c."CardRef"=f."CardRef" AND c."Kind"={(int)
                CardFactKind.Cancelled}
                              AND c."OccurredOn"<=@last AND c."KnownUntil" IS NULL AND c."Void"=0)
            """;
        _rate = new(connection, transaction, rate, "manager", "last");
        _rateCounted = new(connection, transaction, rate + IsCounted, "manager", "last");
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

    /// <param name="wanted">The KPIs named by any of the score sheets in question.</param>
    /// <param name="withUncounted">The managers with facts that count nowhere.</param>
    public static async Task<KpiValues> OpenAsync(
        PerformanceDbContext db,
        IEnumerable<string> wanted,
        IReadOnlySet<string> withUncounted,
        CancellationToken ct
    )
    {
        await db.Database.OpenConnectionAsync(ct);
        return new(
            db.Database.GetDbConnection(),
            db.Database.CurrentTransaction?.GetDbTransaction(),
            wanted.ToHashSet(StringComparer.Ordinal),
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
        if (_wanted.Contains(Kpi.ComplaintsUpheld))
        {
            using var reader = _complaints.Read(managerNo, first, last);
            if (reader.Read())
                _values[Kpi.ComplaintsUpheld] = new(reader.GetInt64(0), 1);
        }

        if (_wanted.Contains(Kpi.Satisfaction))
        {
            using var reader = _answers.Read(managerNo, first, last);
            if (reader.Read() && reader.GetInt64(0) > 0)
                _values[Kpi.Satisfaction] = Quotient.Of(reader.GetInt64(1), reader.GetInt64(0));
        }
    }

    /// <summary>The value of a KPI the suite counts itself; null when there is none.</summary>
    public Quotient? Of(string kpi) => _values.GetValueOrDefault(kpi);

    public void Dispose()
    {
        _month.Dispose();
        _monthCounted.Dispose();
        _rate.Dispose();
        _rateCounted.Dispose();
        _complaints.Dispose();
        _answers.Dispose();
    }

    private void ReadFacts(string managerNo, Period period)
    {
        var (first, last) = (DayNumber.Of(period.FirstDay), DayNumber.Of(period.LastDay));
        var all = !_withUncounted.Contains(managerNo);
        decimal active;
        using (var reader = (all ? _month : _monthCounted).Read(managerNo, first, last))
        {
            reader.Read();
            decimal Number(int i) => reader.IsDBNull(i) ? 0 : reader.GetInt64(i);
            _values[Kpi.Approved] = new(Number(0), 1);
            _values[Kpi.Activated] = new(Number(1), 1);
            _values[Kpi.Cancelled] = new(Number(2), 1);
            _values[Kpi.Overdue] = new(Number(3), 1);
            _values[Kpi.ActiveAmount] = new(Number(4) / 100, 1);
            _values[Kpi.InstalmentAmount] = new(Number(5) / 100, 1);
            _values[Kpi.NewCustomers] = new(Number(6), 1);
            _values[Kpi.Active] = new(Number(7), 1);
            active = Number(7);
        }

        if (!_wanted.Contains(Kpi.ActiveRate))
            return;
        using var cards = (all ? _rate : _rateCounted).Read(managerNo, last);
        cards.Read();
        // Without a card there is no rate: 0 of 0 is no value, not a bad one.
        _values[Kpi.ActiveRate] = cards.GetInt64(0) == 0 ? null : Quotient.Of(active, cards.GetInt64(0));
    }

    private static string CountOf(CardFactKind kind) =>
        Invariant($"CAST(COUNT(CASE WHEN \"Kind\"={(int)kind} THEN 1 END) AS BIGINT)");

    private static string SumOf(CardFactKind kind) =>
        Invariant($"SUM(CASE WHEN \"Kind\"={(int)kind} THEN \"Amount\" END)");
}

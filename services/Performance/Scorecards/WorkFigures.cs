using System.Globalization;
using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Performance.Kpis;
using CardTeam.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CardTeam.Performance.Scorecards;

/// <summary>
/// Counts the KPIs that rest on managers' own work: tasks of their plans and care that was due. They are counted while a month is open, and stay as its close found them: what somebody records afterwards is
/// work of the open month.
/// </summary>
internal sealed class WorkFigures
{
    /// <summary>A task counts where it was first planned; one that is done after the month, or dropped, is not done in it.</summary>
    private const string OfTasks = """
        SELECT "ManagerNo",
          CAST(SUM(CASE WHEN "State"='done' AND "DoneOn"<=@last THEN 1 ELSE 0 END) AS BIGINT), CAST(COUNT(*) AS BIGINT)
        FROM "WorkTasks" WHERE "PlannedOn" BETWEEN @first AND @today AND (@manager='' OR "ManagerNo"=@manager)
        GROUP BY "ManagerNo"
        """;

    /// <summary>
    /// Care is owed by whoever has the customer on the day it is due. It is on time when the customer was reached, or
    /// refused, by that day.
    /// </summary>
    private const string OfCare = """
        SELECT d."OwedBy", CAST(SUM(d."OnTime") AS BIGINT), CAST(COUNT(*) AS BIGINT) FROM (
          SELECT e."OwedBy", e."CustomerRef", e."Kind", e."DueOn",
            MAX(CASE WHEN e."Outcome"<>'not-reached' AND e."DoneOn"<=e."DueOn" THEN 1 ELSE 0 END) AS "OnTime"
          FROM "CareEntries" e WHERE e."DueOn" BETWEEN @first AND @last AND (@manager='' OR e."OwedBy"=@manager)
          GROUP BY e."OwedBy", e."CustomerRef", e."Kind", e."DueOn"
          UNION ALL
          SELECT h."ManagerNo", c."CustomerRef", c."CareKind", c."CareDueOn", 0
          FROM "Customers" c JOIN "CustomerHoldings" h ON h."CustomerRef"=c."CustomerRef"
            AND h."From"<=c."CareDueOn" AND (h."Until" IS NULL OR h."Until">c."CareDueOn")
          WHERE c."CareDueOn">=@first AND c."CareDueOn"<=@last AND c."CareDueOn"<@today
            AND (@manager='' OR h."ManagerNo"=@manager)
            AND NOT EXISTS (SELECT 1 FROM "CareEntries" e
              WHERE e."CustomerRef"=c."CustomerRef" AND e."Kind"=c."CareKind" AND e."DueOn"=c."CareDueOn")
        ) d GROUP BY d."OwedBy"
        """;

    private readonly Dictionary<(string ManagerNo, string Kpi), (long Part, long Whole)> _sums = [];

    /// <summary>The figures of an open month, as they are now: kept when it is closed.</summary>
    public List<TakenFigure> Open { get; } = [];

    /// <summary>The value of a manager's KPI over the period; null where there was nothing to do.</summary>
    public Quotient? Of(string managerNo, string kpi) =>
        _sums.TryGetValue((managerNo, kpi), out var sum) && sum.Whole > 0 ? Quotient.Of(sum.Part, sum.Whole) : null;

    /// <param name="wanted">The codes among those of <see cref="Kpi"/> that rest on work.</param>
    /// <param name="only">The manager wanted; null for all.</param>
    /// <param name="today">The bank's day today: of an open month what is to come is not due yet.</param>
    public static async Task<WorkFigures> LoadAsync(
        PerformanceDbContext db,
        Period period,
        IReadOnlyCollection<string> wanted,
        string? only,
        DateOnly today,
        CancellationToken ct
    )
    {
        var figures = new WorkFigures();
        if (wanted.Count == 0)
            return figures;
        var months = period.Months().ToList();
        var closed = await db.ClosedPeriods.Where(c => months.Contains(c.Period)).Select(c => c.Period).ToListAsync(ct);
        if (closed.Count > 0)
            foreach (
                var taken in await db
                    .TakenFigures.AsNoTracking()
                    .Where(t => closed.Contains(t.Month) && wanted.Contains(t.Kpi))
                    .Where(t => only == null || t.ManagerNo == only)
                    .ToListAsync(ct)
            )
                figures.Add(taken);
        foreach (var month in months.Except(closed).Where(m => m.FirstDay <= today))
            await figures.CountAsync(db, month, wanted, only, today, ct);
        return figures;
    }

    private async Task CountAsync(
        PerformanceDbContext db,
        Period month,
        IReadOnlyCollection<string> wanted,
        string? only,
        DateOnly today,
        CancellationToken ct
    )
    {
        await db.Database.OpenConnectionAsync(ct);
        var upTo = today < month.LastDay ? today : month.LastDay;
        foreach (var (kpi, sql, parameters) in Queries())
        {
            if (!wanted.Contains(kpi, StringComparer.Ordinal))
                continue;
            using var command = new PreparedCommand(
                db.Database.GetDbConnection(),
                db.Database.CurrentTransaction?.GetDbTransaction(),
                sql,
                [.. parameters.Select(p => p.Name), "manager"]
            );
            await using var reader = await command.ReadAsync([.. parameters.Select(p => Text(p.Day)), only ?? ""], ct);
            while (await reader.ReadAsync(ct))
            {
                var figure = new TakenFigure(reader.GetString(0), month, kpi, reader.GetInt64(1), reader.GetInt64(2));
                Open.Add(figure);
                Add(figure);
            }
        }

        IEnumerable<(string Kpi, string Sql, (string Name, DateOnly Day)[] Parameters)> Queries() =>
            [
                (Kpi.PlanCompletion, OfTasks, [("first", month.FirstDay), ("last", month.LastDay), ("today", upTo)]),
                (Kpi.CareOnTime, OfCare, [("first", month.FirstDay), ("last", month.LastDay), ("today", today)]),
            ];
    }

    /// <summary>Sums over the months of the period.</summary>
    private void Add(TakenFigure figure)
    {
        var key = (figure.ManagerNo, figure.Kpi);
        var (part, whole) = _sums.GetValueOrDefault(key);
        _sums[key] = (part + figure.Part, whole + figure.Whole);
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

using System.Globalization;
using System.Text.Json;
using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Platform.Data.Kinds;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Warnings;

/// <summary>The figures that rules judge, read with one statement a kind of figure, never manager by manager.</summary>
internal sealed class WarningFigures
{
    private readonly ILookup<(string Kpi, Period Month), Row> _rows;
    private readonly Dictionary<(string Kpi, Period Month, string ManagerNo), decimal> _values;
    private readonly Dictionary<(Period Month, string ManagerNo), string> _orgs;

    private WarningFigures(IReadOnlyCollection<Row> rows, Dictionary<(Period, string), string> orgs)
    {
        _rows = rows.ToLookup(r => (r.Kpi, r.Month));
        _values = rows.ToDictionary(r => (r.Kpi, r.Month, r.ManagerNo), r => r.Value);
        _orgs = orgs;
    }

    /// <summary>A manager's figure of a month.</summary>
    public sealed record Row(string Kpi, Period Month, string ManagerNo, string Level, decimal Value);

    /// <summary>The value of a KPI as it comes from the database.</summary>
    internal sealed record Stored(string Kpi, string Month, string ManagerNo, string Level, string Value);

    /// <summary>Everybody's figures of a month.</summary>
    public IEnumerable<Row> Of(string kpi, Period month) => _rows[(kpi, month)];

    public decimal? Of(string kpi, Period month, string managerNo) =>
        _values.TryGetValue((kpi, month, managerNo), out var value) ? value : null;

    /// <summary>The figures of the months before one, in order, as long as there are any without a gap.</summary>
    public IReadOnlyList<decimal> Before(string kpi, Period month, string managerNo, int months)
    {
        var values = new List<decimal>();
        for (var at = month.Previous(); values.Count < months; at = at.Previous())
        {
            if (Of(kpi, at, managerNo) is not { } value)
                break;
            values.Insert(0, value);
        }

        return values;
    }

    /// <summary>The manager's unit on a month's last day; null without a scorecard of the month.</summary>
    public string? OrgOf(Period month, string managerNo) => _orgs.GetValueOrDefault((month, managerNo));

    /// <summary>Reads the values of some KPIs on the current scorecards of some months.</summary>
    /// <param name="earliest">The first month that the judged months are compared with.</param>
    /// <param name="from">The first month that is judged.</param>
    public static async Task<WarningFigures> ReadAsync(
        IReadOnlyCollection<string> kpis,
        Period earliest,
        Period from,
        Period until,
        PerformanceDbContext db,
        CancellationToken ct
    )
    {
        var orgs = new Dictionary<(Period, string), string>();
        for (var month = from; month <= until; month = month.Next())
            foreach (
                var card in await db
                    .Scorecards.AsNoTracking()
                    .Where(s => s.Period == month && s.IsCurrent)
                    .Select(s => new { s.ManagerNo, s.Org })
                    .ToListAsync(ct)
            )
                orgs[(month, card.ManagerNo)] = card.Org;
        if (kpis.Count == 0)
            return new([], orgs);
        var stored = await db
            .Database.SqlQueryRaw<Stored>(
                Sql(DatabaseKind.Of(db.Database.GetDbConnection())),
                earliest.ToString(),
                until.ToString(),
                JsonSerializer.Serialize(kpis.ToDictionary(k => k, _ => 1, StringComparer.Ordinal))
            )
            .ToListAsync(ct);
        return new(
            [
                .. stored
                    .Select(s => (s.Kpi, IsMonth: Period.TryParse(s.Month, out var month) && month.IsMonth, month, s))
                    .Where(s => s.IsMonth)
                    .Select(s => new Row(s.Kpi, s.month, s.s.ManagerNo, s.s.Level, Read(s.s.Value))),
            ],
            orgs
        );
    }

    internal static string Sql(DatabaseKind sql) =>
        $$"""
            SELECT {{sql.TextOf("k", "kpi")}} AS "Kpi", "s"."Period" AS "Month", "s"."ManagerNo", "s"."Level",
                {{sql.TextOf("k", "value")}} AS "Value"
            FROM "Scorecards" AS "s"
            {{sql.EachOf("\"s\".\"Kpis\"", "k")}}
            JOIN {{sql.MembersOf("{2}")}} AS "w" ON "w"."key" = {{sql.TextOf("k", "kpi")}}
            WHERE "s"."Period" BETWEEN {0} AND {1} AND "s"."IsCurrent" = 1 AND {{sql.TextOf("k", "value")}} IS NOT NULL
            """;

    private static decimal Read(string value) => decimal.Parse(value, CultureInfo.InvariantCulture);
}

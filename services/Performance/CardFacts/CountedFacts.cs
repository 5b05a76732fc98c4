using CardTeam.Performance.Data;
using CardTeam.Performance.Organisation;
using CardTeam.Platform.Data;
using CardTeam.Platform.Data.Kinds;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.CardFacts;

/// <summary>
/// The SQL that counts facts posting by posting, with one seek to the days of each in the wanted months.
/// </summary>
internal static class CountedFacts
{
    /// <summary>The facts of one combination; those that count nowhere have numbers below zero.</summary>
    /// <param name="Month">The month, such as 202606; 0 where the months are not told apart.</param>
    public sealed record Row(int Month, string Product, string Unit, string Level, int Kind, long Number, long Fen);

    public static Task<List<Row>> ReadAsync(
        FactSummaryTerms terms,
        UnitGroups units,
        PerformanceDbContext db,
        CancellationToken ct
    ) =>
        db
            .Database.SqlQueryRaw<Row>(
                Sql(DatabaseKind.Of(db.Database.GetDbConnection()), terms, units.IsWhole),
                DayNumber.Of(terms.From.FirstDay),
                DayNumber.Of(terms.Until.LastDay),
                units.Json,
                (int)(terms.Kind ?? default)
            )
            .ToListAsync(ct);

    internal static string Sql(DatabaseKind sql, FactSummaryTerms terms, bool isWhole)
    {
        var columns = new List<(string Name, string Sql)>
        {
            ("Month", terms.ByMonth ? "\"f\".\"OccurredOn\" / 100" : ""),
            ("Product", terms.ByProduct ? "COALESCE(\"f\".\"Product\", '')" : ""),
            ("Unit", terms.ByUnit ? "\"p\".\"Unit\"" : ""),
            ("Level", terms.ByLevel ? "\"p\".\"Level\"" : ""),
            ("Kind", terms.ByKind ? "\"f\".\"Kind\"" : ""),
        };
        var chosen = string.Join(
            ", ",
            columns.Select(c => $"{(c.Sql.Length > 0 ? c.Sql : Nothing(c.Name))} AS \"{c.Name}\"")
        );
        var grouped = columns.FindAll(c => c.Sql.Length > 0).ConvertAll(c => c.Sql);
        var by = grouped.Count == 0 ? "" : $"GROUP BY {string.Join(", ", grouped)}";
        // The posting that holds on a day, the first one for days before it.
        var postings = $$"""
            (SELECT "d"."ManagerNo", COALESCE("d"."Level", '') AS "Level", COALESCE("u"."value", '') AS "Unit",
                CASE WHEN "d"."Nth" = 1 OR "d"."Begins" < {0} THEN {0} ELSE "d"."Begins" END AS "First",
                COALESCE("d"."Next", 99999999) AS "Next"
             FROM (SELECT "ManagerNo", "Data_Org" AS "Org", "Data_Level" AS "Level",
                       {{sql.NumberOf("\"From\"")}} AS "Begins",
                       LEAD({{sql.NumberOf("\"From\"")}}) OVER (PARTITION BY "ManagerNo" ORDER BY "From") AS "Next",
                       ROW_NUMBER() OVER (PARTITION BY "ManagerNo" ORDER BY "From") AS "Nth"
                   FROM "Postings") AS "d"
             {{(isWhole ? "LEFT JOIN" : "JOIN")}} {{sql.MembersOf("{2}")}} AS "u" ON "u"."key" = "d"."Org") AS "p"
            """;
        var holds = $$"""
            "f"."ManagerNo" = "p"."ManagerNo" AND "f"."OccurredOn" >= "p"."First" AND "f"."OccurredOn" <= {1}
                AND "f"."OccurredOn" < "p"."Next" AND "f"."KnownUntil" IS NULL AND "f"."Void" = 0
                {{(terms.Kind is null ? "" : "AND \"f\".\"Kind\" = {3}")}}
            """;
        return $"""
            SELECT {chosen}, {Sums("")}
            FROM {postings} CROSS JOIN "CardFacts" AS "f"
            WHERE {holds}
            {by}
            UNION ALL
            SELECT {chosen}, {Sums("-")}
            FROM "UncountedFacts" AS "n"
            JOIN "CardFacts" AS "f" ON "f"."ManagerNo" = "n"."ManagerNo" AND "f"."OccurredOn" = "n"."OccurredOn"
                AND "f"."FactRef" = "n"."FactRef"
            JOIN {postings} ON "p"."ManagerNo" = "n"."ManagerNo"
            WHERE {holds}
            {by}
            """;
    }

    /// <param name="sign">A minus for what is to be taken off.</param>
    private static string Sums(string sign) =>
        $"CAST({sign}COUNT(*) AS BIGINT) AS \"Number\", {sign}COALESCE(SUM(\"f\".\"Amount\"), 0) AS \"Fen\"";

    private static string Nothing(string column) => column is "Month" or "Kind" ? "0" : "''";
}

using System.Globalization;
using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Platform.Data.Kinds;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Comparison;

/// <summary>
/// The SQL of comparisons. A figure is its whole part and its millionths, both whole numbers, so that either database
/// orders and sums it exactly; a total has four decimals, a KPI's value at most six.
/// </summary>
internal static class ComparedFigures
{
    /// <summary>The figures in the order of their size that a comparison names: least, quartiles and most.</summary>
    private static readonly int[] Points = [0, 1, 2, 3, 4];

    /// <summary>
    /// The most that the whole part of a figure may be, in either direction: the sum of all managers' stays a whole
    /// number of the database. A greater one is left out.
    /// </summary>
    private const long Greatest = 99_999_999_999_999;

    /// <summary>The managers with a figure, each with their group; nobody else.</summary>
    /// <param name="Whole">The whole part of the figure, towards zero.</param>
    /// <param name="Millionths">The part behind the point, with its sign.</param>
    /// <param name="Place">The place from the best on, equals by manager number.</param>
    /// <param name="Rank">The rank from the best on; equal figures share it.</param>
    public sealed record ManagerRow(
        string ManagerNo,
        string? Name,
        string Org,
        string Level,
        long Whole,
        long Millionths,
        long Place,
        long Rank,
        long Ranked
    );

    /// <summary>
    /// The sums of a group. Of the figure at a quarter of the way the group's own part of it, four times, and its
    /// members' part of that of all groups together.
    /// </summary>
    public sealed record GroupRow(
        string Group,
        long Managers,
        long SumWhole,
        long SumMillionths,
        long OwnWhole0,
        long OwnMillionths0,
        long OwnWhole1,
        long OwnMillionths1,
        long OwnWhole2,
        long OwnMillionths2,
        long OwnWhole3,
        long OwnMillionths3,
        long OwnWhole4,
        long OwnMillionths4,
        long AllWhole0,
        long AllMillionths0,
        long AllWhole1,
        long AllMillionths1,
        long AllWhole2,
        long AllMillionths2,
        long AllWhole3,
        long AllMillionths3,
        long AllWhole4,
        long AllMillionths4
    )
    {
        public IReadOnlyList<GroupFigures.Parts> Own() =>
            [
                new(OwnWhole0, OwnMillionths0),
                new(OwnWhole1, OwnMillionths1),
                new(OwnWhole2, OwnMillionths2),
                new(OwnWhole3, OwnMillionths3),
                new(OwnWhole4, OwnMillionths4),
            ];

        public IReadOnlyList<GroupFigures.Parts> All() =>
            [
                new(AllWhole0, AllMillionths0),
                new(AllWhole1, AllMillionths1),
                new(AllWhole2, AllMillionths2),
                new(AllWhole3, AllMillionths3),
                new(AllWhole4, AllMillionths4),
            ];
    }

    /// <summary>The groups of a period, one row each.</summary>
    public static Task<List<GroupRow>> GroupsAsync(
        ComparisonTerms terms,
        Period period,
        PerformanceDbContext db,
        CancellationToken ct
    ) =>
        db
            .Database.SqlQueryRaw<GroupRow>(
                GroupsSql(DatabaseKind.Of(db.Database.GetDbConnection()), terms),
                Parameters(terms, period, "")
            )
            .ToListAsync(ct);

    /// <summary>The managers of a group, or of all groups.</summary>
    public static IQueryable<ManagerRow> Managers(ComparisonTerms terms, string? group, PerformanceDbContext db) =>
        db.Database.SqlQueryRaw<ManagerRow>(
            ManagersSql(DatabaseKind.Of(db.Database.GetDbConnection()), terms, group is not null),
            Parameters(terms, terms.Period, group ?? "")
        );

    internal static string GroupsSql(DatabaseKind sql, ComparisonTerms terms)
    {
        var points = string.Join(
            ", ",
            from scope in ((string Name, string Row, string Of)[])
                [("Own", "Place", "Managers"), ("All", "PlaceOfAll", "OfAll")]
            from point in Points
            from part in (string[])["Whole", "Millionths"]
            select Invariant(
                $"SUM(\"{part}\" * {WeightAt(point, scope.Row, scope.Of)}) AS \"{scope.Name}{part}{point}\""
            )
        );
        return $"""
            SELECT "Group", "Managers", SUM("Whole") AS "SumWhole", SUM("Millionths") AS "SumMillionths", {points}
            FROM (
                SELECT "Group", "Whole", "Millionths",
                    ROW_NUMBER() OVER (PARTITION BY "Group" ORDER BY "Whole", "Millionths") AS "Place",
                    CAST(COUNT(*) OVER (PARTITION BY "Group") AS BIGINT) AS "Managers",
                    ROW_NUMBER() OVER (ORDER BY "Whole", "Millionths") AS "PlaceOfAll",
                    CAST(COUNT(*) OVER () AS BIGINT) AS "OfAll"
                FROM ({FiguresSql(sql, terms)}) AS "figures"
            ) AS "placed"
            GROUP BY "Group", "Managers"
            """;
    }

    internal static string ManagersSql(DatabaseKind sql, ComparisonTerms terms, bool isOneGroup)
    {
        var order = terms.LowerIsBetter ? "ASC" : "DESC";
        return $"""
            SELECT "figures"."ManagerNo", "m"."Name", "figures"."Org", "figures"."Level",
                "figures"."Whole", "figures"."Millionths",
                ROW_NUMBER() OVER (ORDER BY "Whole" {order}, "Millionths" {order}, "figures"."ManagerNo") AS "Place",
                RANK() OVER (ORDER BY "Whole" {order}, "Millionths" {order}) AS "Rank",
                CAST(COUNT(*) OVER () AS BIGINT) AS "Ranked"
            FROM ({FiguresSql(sql, terms)}) AS "figures"
            LEFT JOIN "Managers" AS "m" ON "m"."ManagerNo" = "figures"."ManagerNo"
            {(isOneGroup ? "WHERE \"figures\".\"Group\" = {4}" : "")}
            """;
    }

    /// <summary>A row a manager: the group, and the figure in its two parts.</summary>
    private static string FiguresSql(DatabaseKind sql, ComparisonTerms terms)
    {
        const string total = "\"s\".\"TenThousandths\"";
        var value = sql.TextOf("k", "value");
        var (whole, millionths, joined, has) = terms.Kpi is null
            ? ($"{total} / 10000", $"{total} % 10000 * 100", "", $"{total} IS NOT NULL")
            : (
                sql.WholeOf(value),
                sql.MillionthsOf(value),
                sql.EachOf("\"s\".\"Kpis\"", "k"),
                $"{sql.TextOf("k", "kpi")} = {{2}} AND {value} IS NOT NULL"
            );
        var group = terms switch
        {
            { IsByUnit: true } => "COALESCE(\"u\".\"value\", '')",
            { By: ComparisonTerms.Level } => "\"s\".\"Level\"",
            _ => PostingSql(terms.By == ComparisonTerms.Area ? "Data_Area" : "Data_Employment"),
        };
        return Invariant(
            $"""
            SELECT "ManagerNo", "Org", "Level", "Group", "Whole", "Millionths"
            FROM (
                SELECT "s"."ManagerNo", "s"."Org", "s"."Level",
                    {group} AS "Group", {whole} AS "Whole", {millionths} AS "Millionths"
                FROM "Scorecards" AS "s"
                {(terms.Units.IsWhole ? "LEFT JOIN" : "JOIN")} {sql.MembersOf("{1}")} AS "u" ON "u"."key" = "s"."Org"
                {joined}
                WHERE "s"."Period" = {"{0}"} AND "s"."IsCurrent" = 1 AND {has}
            ) AS "all"
            WHERE "Whole" BETWEEN {-Greatest} AND {Greatest}
            """
        );
    }

    /// <summary>
    /// The terms of the posting that holds on the period's last day, or of the first one for days before it.
    /// </summary>
    private static string PostingSql(string column) =>
        $$"""
            COALESCE((
                SELECT "p"."{{column}}" FROM "Postings" AS "p"
                WHERE "p"."ManagerNo" = "s"."ManagerNo" AND "p"."From" = COALESCE(
                    (SELECT MAX("b"."From") FROM "Postings" AS "b"
                     WHERE "b"."ManagerNo" = "s"."ManagerNo" AND "b"."From" <= {3}),
                    (SELECT MIN("c"."From") FROM "Postings" AS "c" WHERE "c"."ManagerNo" = "s"."ManagerNo"))
            ), '')
            """;

    /// <summary>
    /// Four times the weight of a row in the figure at a quarter of the way through the rows: between two rows it is
    /// interpolated (type 7 of Hyndman and Fan), and the weights are quarters.
    /// </summary>
    private static string WeightAt(int quarter, string place, string of)
    {
        var way = Invariant($"((\"{of}\" - 1) * {quarter})");
        return $"""
            CASE WHEN "{place}" = {way} / 4 + 1 THEN 4 - {way} % 4 WHEN "{place}" = {way} / 4 + 2 THEN {way} % 4 ELSE 0 END
            """;
    }

    private static object[] Parameters(ComparisonTerms terms, Period period, string group) =>
        [
            period.ToString(),
            terms.Units.Json,
            terms.Kpi?.Code ?? "",
            period.LastDay.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            group,
        ];
}

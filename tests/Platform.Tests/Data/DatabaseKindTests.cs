using CardTeam.Platform.Data;
using CardTeam.Platform.Data.Kinds;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CardTeam.Platform.Tests.Data;

public sealed class DatabaseKindTests
{
    [Theory]
    [InlineData("Data Source=/x/performance.db", true)]
    [InlineData("data source=performance.db", true)]
    [InlineData("Server=db;Initial Catalog=performance;Encrypt=True", false)]
    [InlineData("server=tcp:db,1433;Initial Catalog=performance", false)]
    public void The_connection_says_which_it_is(string connection, bool isSqlite) =>
        Assert.Same(isSqlite ? DatabaseKind.Sqlite : DatabaseKind.SqlServer, DatabaseKind.Of(connection));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Host=db;Password=hidden")]
    public void Any_other_is_refused_without_repeating_it(string? connection)
    {
        var refused = Assert.Throws<StartRefusedException>(() => DatabaseKind.Of(connection));
        Assert.Contains("ConnectionStrings:database", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sql_server_inserts_if_new_and_adds_in_its_own_words()
    {
        var sql = DatabaseKind.SqlServer;
        Assert.Equal(
            """INSERT INTO "T" ("A","B","C") SELECT @A,@B,@C WHERE NOT EXISTS (SELECT 1 FROM "T" WHERE "A"=@A AND "B"=@B)""",
            OneLine(sql.InsertIfNew("T", ["A", "B"], ["A", "B", "C"]))
        );
        Assert.Equal(
            """UPDATE "T" SET "N"="N"+@N WHERE "A"=@A; IF @@ROWCOUNT = 0 INSERT INTO "T" ("A","N") VALUES (@A,@N);""",
            OneLine(sql.InsertOrAdd("T", ["A"], ["N"]))
        );
    }

    [Fact]
    public void Sql_server_inserts_what_was_copied_in_one_statement_and_leaves_what_was_new()
    {
        Assert.Equal(
            """
            WITH Same AS (SELECT ROW_NUMBER() OVER (PARTITION BY "A","B" ORDER BY "NewRow") AS "Nth" FROM #New) DELETE FROM Same WHERE "Nth" > 1;
            DELETE n FROM #New n WHERE EXISTS (SELECT 1 FROM "T" t WHERE t."A"=n."A" AND t."B"=n."B");
            INSERT INTO "T" ("A","B","C") SELECT "A","B","C" FROM #New;
            SELECT "NewRow" FROM #New;
            """,
            SqlServerKind.InsertCopied("T", ["A", "B"], ["A", "B", "C"])
        );
    }

    [Fact]
    public void Sql_server_understands_its_own_words() =>
        Assert.All(
            (string[])
                [
                    DatabaseKind.SqlServer.InsertIfNew("T", ["A", "B"], ["A", "B", "C"]),
                    DatabaseKind.SqlServer.InsertOrAdd("T", ["A", "B"], ["M", "N"]),
                    SqlServerKind.TakeTurn,
                    SqlServerKind.MakeCopy("T", ["A", "B"]),
                    SqlServerKind.InsertCopied("T", ["A", "B"], ["A", "B", "C"]),
                    SqlServerKind.InsertAllCopied("T", ["A", "B", "C"]),
                    SqlServerKind.AddCopied("T", ["A", "B"], ["M", "N"]),
                    SqlServerKind.FillCopied("T", ["A", "B"], "C"),
                    SqlServerKind.DeleteCopied("T", ["A", "B"]),
                    SqlServerKind.LatestOfCopied("T", "A", "B", ["B", "C"]),
                    $"""
                    SELECT {DatabaseKind.SqlServer.WholeOf(DatabaseKind.SqlServer.TextOf("k", "v"))},
                        {DatabaseKind.SqlServer.MillionthsOf("\"T\".\"A\"")}, {DatabaseKind.SqlServer.NumberOf(
                        "\"T\".\"D\""
                    )}
                    FROM "T" {DatabaseKind.SqlServer.EachOf("\"T\".\"J\"", "k")}
                    JOIN {DatabaseKind.SqlServer.MembersOf("@json")} AS "m" ON "m"."key" = "T"."A"
                    """,
                ],
            sql => Assert.Empty(TransactSql.Faults(sql))
        );

    /// <summary>Inserts, on the database the tests run on, the first of equal rows and none that existed.</summary>
    [Fact]
    public async Task Of_many_rows_those_are_inserted_whose_key_is_new()
    {
        await using var service = await NoteService.StartAsync();
        var areNew = await service.ReadAsync<ServiceDbContext, List<bool>>(async db =>
        {
            var all = new List<bool>();
            await db.InTransactionAsync(
                async () =>
                {
                    foreach (
                        var rows in (object?[][][])
                            [
                                [
                                    ["A", "1"],
                                    ["B", "1"],
                                    ["A", "2"],
                                ],
                                [],
                                [
                                    ["C", null],
                                    ["B", "9"],
                                ],
                                [
                                    ["D", null],
                                ],
                            ]
                    )
                    {
                        await DatabaseKind
                            .Of(db.Database.GetDbConnection())
                            .InsertNewAsync(
                                db.Database.GetDbConnection(),
                                db.Database.CurrentTransaction!.GetDbTransaction(),
                                "OrgUnits",
                                ["Code"],
                                ["Code", "Parent", "Version"],
                                rows,
                                (row, to) => (to[0], to[1], to[2]) = (row[0], row[1], 1),
                                (_, isNew) => all.Add(isNew),
                                CancellationToken.None
                            );
                    }
                },
                CancellationToken.None
            );
            return all;
        });
        Assert.Equal([true, true, false, true, false, true], areNew);
        Assert.Equal(
            ["A 1", "B 1", "C ", "D "],
            await service.ReadAsync<ServiceDbContext, List<string>>(async db =>
                (await db.OrgUnits.OrderBy(u => u.Code).ToListAsync()).ConvertAll(u => $"{u.Code} {u.Parent}")
            )
        );
    }

    /// <summary>On the database the tests run on: one row, few rows, and more than are written one by one.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(40)]
    public async Task Rows_are_filled_read_and_deleted_by_their_keys(int count)
    {
        await using var service = await NoteService.StartAsync();
        var codes = Enumerable.Range(1, count).Select(i => $"U{i:00}").ToList();
        await service.ReadAsync<ServiceDbContext, bool>(async db =>
        {
            var (connection, sql) = (db.Database.GetDbConnection(), DatabaseKind.Of(db.Database.GetDbConnection()));
            await db.InTransactionAsync(
                async () =>
                {
                    var transaction = db.Database.CurrentTransaction!.GetDbTransaction();
                    await sql.InsertAsync(
                        connection,
                        transaction,
                        "OrgUnits",
                        ["Code", "Version"],
                        codes,
                        (code, to) => (to[0], to[1]) = (code, 1),
                        CancellationToken.None
                    );
                    // Each code twice, with two values: the first fills it, and no second call fills it again.
                    var filled = new List<bool>();
                    for (var time = 0; time < 2; time++)
                        await sql.FillAsync(
                            connection,
                            transaction,
                            "OrgUnits",
                            ["Code"],
                            "Parent",
                            codes.SelectMany(c => new[] { (Code: c, Parent: "A"), (Code: c, Parent: "B") }).ToList(),
                            (row, to) => (to[0], to[1]) = (row.Code, row.Parent),
                            (_, isFilled) => filled.Add(isFilled),
                            CancellationToken.None
                        );
                    Assert.Equal(
                        codes
                            .SelectMany(_ => new[] { true, false })
                            .Concat(codes.SelectMany(_ => new[] { false, false })),
                        filled
                    );
                    var read = new List<string>();
                    await sql.ReadLatestAsync(
                        connection,
                        transaction,
                        "OrgUnits",
                        "Code",
                        "Version",
                        ["Parent", "Version"],
                        [.. codes, "none"],
                        (code, reader) => read.Add($"{code} {reader.GetString(0)} {reader.GetInt32(1)}"),
                        CancellationToken.None
                    );
                    Assert.Equal(codes.ConvertAll(c => $"{c} A 1"), read.Order(StringComparer.Ordinal));
                    await sql.DeleteAsync(
                        connection,
                        transaction,
                        "OrgUnits",
                        ["Code"],
                        codes[1..],
                        (code, to) => to[0] = code,
                        CancellationToken.None
                    );
                },
                CancellationToken.None
            );
            Assert.Equal(codes[..1], await db.OrgUnits.Select(u => u.Code).ToListAsync());
            return true;
        });
    }

    private static string OneLine(string sql) => sql.ReplaceLineEndings(" ");
}

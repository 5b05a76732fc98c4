using CardTeam.Platform.Data;
using CardTeam.Platform.Data.Kinds;
using CardTeam.ServiceDefaults.Errors;
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
        Assert.Equal(
            """SELECT TOP (1) "A" FROM "T" ORDER BY "A" DESC""",
            sql.First("""SELECT "A" FROM "T" ORDER BY "A" DESC""")
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

    private static string OneLine(string sql) => sql.ReplaceLineEndings(" ");
}

using CardTeam.Platform.Data.Kinds;
using CardTeam.ServiceDefaults.Errors;

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
            OneLine(sql.InsertIfNew("T", ["A", "B"], ["A", "B", "C"])));
        Assert.Equal(
            """UPDATE "T" SET "N"="N"+@N WHERE "A"=@A; IF @@ROWCOUNT = 0 INSERT INTO "T" ("A","N") VALUES (@A,@N);""",
            OneLine(sql.InsertOrAdd("T", ["A"], ["N"])));
        Assert.Equal("""SELECT TOP (1) "A" FROM "T" ORDER BY "A" DESC""", sql.First("""SELECT "A" FROM "T" ORDER BY "A" DESC"""));
    }

    private static string OneLine(string sql) => sql.ReplaceLineEndings(" ");
}

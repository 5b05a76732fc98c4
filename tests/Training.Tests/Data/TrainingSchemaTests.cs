using CardTeam.Testing;
using CardTeam.Training.Data;
using Microsoft.EntityFrameworkCore.Design;

namespace CardTeam.Training.Tests.Data;

public sealed class TrainingSchemaTests : IDisposable
{
    private readonly SchemaPair _schemas = new(
        new TrainingDesignTime().CreateDbContext([]),
        ((IDesignTimeDbContextFactory<TrainingOnSqlServer>)new TrainingDesignTime()).CreateDbContext([])
    );

    public void Dispose() => _schemas.Dispose();

    [Fact]
    public void The_migrations_say_what_the_model_says() => Assert.False(_schemas.IsPending);

    [Fact]
    public void Both_databases_hold_the_same()
    {
        var (sqlite, sqlServer) = _schemas.Differences();
        Assert.Empty(sqlite);
        Assert.Empty(sqlServer);
    }

    [Fact]
    public void Sql_server_takes_every_key_and_compares_text_by_code_point()
    {
        Assert.Empty(_schemas.TooLong());
        Assert.Empty(_schemas.LooselyCompared());
    }

    [Fact]
    public void The_script_for_the_administrator_makes_every_table()
    {
        var script = _schemas.Script();
        Assert.All(
            _schemas.Tables(),
            table => Assert.Contains($"CREATE TABLE [{table}]", script, StringComparison.Ordinal)
        );
        Assert.Empty(TransactSql.Faults(script));
        Assert.Contains("IF NOT EXISTS", script, StringComparison.Ordinal);
    }

    /// <summary>After a migration: services/prepare-models.</summary>
    [Fact]
    public async Task A_start_is_prepared_for_what_the_model_and_the_migrations_say()
    {
        Assert.Empty(_schemas.Uncompiled());
        var (migrated, made) = await _schemas.SchemasAsync();
        Assert.Equal(migrated, made);
        Assert.Equal(migrated, _schemas.Carried());
    }
}

using System.Data.Common;
using CardTeam.Platform.Data.Kinds;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Settings;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CardTeam.Platform.Data;

/// <summary>Chooses a service's database, SQLite or SQL Server, by its connection string.</summary>
public static class DatabaseChoice
{
    /// <typeparam name="TContext">The context with the migrations for SQLite.</typeparam>
    /// <typeparam name="TOnSqlServer">The same context with the migrations for SQL Server.</typeparam>
    /// <exception cref="StartRefusedException">
    /// The connection string is missing, or is for neither database.
    /// </exception>
    public static void AddServiceDatabase<TContext, TOnSqlServer>(
        this IServiceCollection services,
        IConfiguration configuration
    )
        where TContext : ServiceDbContext
        where TOnSqlServer : TContext
    {
        var connection = SuiteSettings.Database.Of(configuration);
        var kind = DatabaseKind.Of(connection);
        services.AddSingleton<CommitNotifier>();
        if (kind == DatabaseKind.Sqlite)
            services.AddDbContext<TContext>(options => kind.Use(options, connection!));
        else
            services.AddDbContext<TContext, TOnSqlServer>(options => kind.Use(options, connection!));
        services.AddScoped<ServiceDbContext>(scope => scope.GetRequiredService<TContext>());
        if (SuiteSettings.MigrateAtStart.Of(configuration) ?? kind.MigratesAtStart)
            services.AddHostedService<MigrateAtStart>();
        else
            services.AddHostedService<CheckAtStart>();
    }

    /// <summary>Brings the schema up to date.</summary>
    /// <exception cref="StartRefusedException">
    /// The database was written by a newer version, or cannot be opened.
    /// </exception>
    public static async Task MigrateAsync(ServiceDbContext db, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(db);
        var connection = db.Database.GetDbConnection();
        try
        {
            var (missing, newer) = await CompareAsync(db, ct);
            if (newer is not null)
                throw new StartRefusedException(
                    $"The database of {NameOf(db)} was written by a newer version of CardTeam (schema "
                        + $"'{newer}'). Start that version, or restore an older copy."
                );
            if (missing is null)
                return;

            await DatabaseKind.Of(connection).MigrateAsync(db, ct);
        }
        catch (DbException failure)
        {
            throw new StartRefusedException(
                $"The database cannot be opened: {failure.Message} ({connection.DataSource})",
                failure
            );
        }
    }

    /// <summary>
    /// Writes the SQL that brings any earlier schema up to date; SQL Server only, because EF cannot write such a script
    /// for SQLite.
    /// </summary>
    /// <exception cref="StartRefusedException">The database is SQLite.</exception>
    public static string Script(ServiceDbContext db)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.Database.IsSqlServer()
            ? db.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.Idempotent)
            : throw new StartRefusedException(
                "migrate --script writes SQL for SQL Server. A SQLite file is brought up to date by migrate."
            );
    }

    /// <summary>Writes the schema of a SQLite file as SQL that makes a new one.</summary>
    /// <exception cref="StartRefusedException">The database is SQL Server.</exception>
    public static Task<string> SchemaAsync(ServiceDbContext db, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.Database.IsSqlite()
            ? NewSchema.WriteAsync(db, ct)
            : throw new StartRefusedException("migrate --schema writes the schema of a SQLite file.");
    }

    /// <summary>The options for the migration tool, which opens no database.</summary>
    public static DbContextOptions<TContext> AtDesignTime<TContext>(DatabaseKind kind)
        where TContext : ServiceDbContext
    {
        ArgumentNullException.ThrowIfNull(kind);
        var options = new DbContextOptionsBuilder<TContext>();
        kind.Use(options, kind == DatabaseKind.Sqlite ? "Data Source=design.db" : "Server=design");
        return options.Options;
    }

    /// <summary>
    /// The first migration the database lacks, and the first one it has that this program does not know; null where
    /// there is none.
    /// </summary>
    private static async Task<(string? Missing, string? Newer)> CompareAsync(ServiceDbContext db, CancellationToken ct)
    {
        var known = db.GetService<IMigrationsAssembly>().Migrations.Keys;
        var applied = await db.Database.CanConnectAsync(ct) ? await db.Database.GetAppliedMigrationsAsync(ct) : [];
        return (
            known.Except(applied, StringComparer.Ordinal).FirstOrDefault(),
            applied.Except(known, StringComparer.Ordinal).FirstOrDefault()
        );
    }

    private static string NameOf(ServiceDbContext db) =>
        db.GetType().Assembly.GetName().Name!.Replace("CardTeam.", "", StringComparison.Ordinal);

    private sealed class MigrateAtStart(IServiceScopeFactory scopes) : IHostedService
    {
        public async Task StartAsync(CancellationToken cancellationToken)
        {
            await using var scope = scopes.CreateAsyncScope();
            await MigrateAsync(scope.ServiceProvider.GetRequiredService<ServiceDbContext>(), cancellationToken);
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    /// <summary>
    /// Refuses to start on a schema that lacks a migration, so that the orchestrator starts the process again when the
    /// migration step is done. A newer schema is accepted, because a rolling upgrade brings it first; <c>/health</c>
    /// reports a server that is unavailable.
    /// </summary>
    private sealed class CheckAtStart(IServiceScopeFactory scopes) : IHostedService
    {
        public async Task StartAsync(CancellationToken cancellationToken)
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<ServiceDbContext>();
            if (db.Database.IsSqlServer() && !await db.Database.CanConnectAsync(cancellationToken))
                return;
            if (await CompareAsync(db, cancellationToken) is { Missing: { } missing })
                throw new StartRefusedException(
                    $"The database of {NameOf(db)} is not up to date (schema '{missing}' is missing). "
                        + $"Run 'dotnet {db.GetType().Assembly.GetName().Name}.dll migrate' first, or set "
                        + "Database__MigrateAtStart=true."
                );
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

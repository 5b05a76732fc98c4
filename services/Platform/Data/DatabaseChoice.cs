using System.Data.Common;
using CardTeam.Platform.Audit;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CardTeam.Platform.Data;

/// <summary>Which database a service keeps: the one place that knows how providers differ.</summary>
public static class DatabaseChoice
{
    /// <exception cref="StartRefusedException">No connection string, or one of neither provider.</exception>
    public static void AddServiceDatabase<TContext>(this IServiceCollection services, IConfiguration configuration) where TContext : ServiceDbContext
    {
        var connection = configuration.GetConnectionString("database");
        if (string.IsNullOrWhiteSpace(connection))
            throw new StartRefusedException("ConnectionStrings:database is not set. For SQLite: 'Data Source=/folder/name.db'.");
        if (!connection.StartsWith("Data Source=", StringComparison.OrdinalIgnoreCase))
            throw new StartRefusedException("ConnectionStrings:database must begin with 'Data Source=' (SQLite).");

        services.AddScoped<AuditTrail>();
        services.AddSingleton<CommitSignal>();
        services.AddDbContext<TContext>(options => UseSqlite(options, connection));
        services.AddScoped<ServiceDbContext>(scope => scope.GetRequiredService<TContext>());
        if (configuration.GetValue("Database:MigrateAtStart", defaultValue: true)) services.AddHostedService<MigrateAtStart>();
    }

    /// <summary>The same settings for the running service, its tests and the migration tool.</summary>
    public static DbContextOptionsBuilder UseSqlite(DbContextOptionsBuilder options, string connection)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.UseSqlite(connection).AddInterceptors(SqliteSettings.Instance)
            .ConfigureWarnings(w => w.Ignore(RelationalEventId.MultipleCollectionIncludeWarning));
    }

    /// <summary>Brings the schema up to date.</summary>
    /// <exception cref="StartRefusedException">The database was written by a newer version, or cannot be opened.</exception>
    public static async Task MigrateAsync(ServiceDbContext db, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(db);
        try
        {
            var known = db.GetService<IMigrationsAssembly>().Migrations.Keys;
            var applied = await db.Database.CanConnectAsync(ct) ? await db.Database.GetAppliedMigrationsAsync(ct) : [];
            var newer = applied.Except(known, StringComparer.Ordinal).ToList();
            if (newer.Count > 0)
                throw new StartRefusedException($"The database of {db.GetType().Name.Replace("DbContext", "", StringComparison.Ordinal)} was written by a newer version of CardTeam (schema '{newer[0]}'). Start that version, or restore an older copy.");
            if (!known.Except(applied, StringComparer.Ordinal).Any()) return;

            await using var turn = await TakeTurnAsync(db, ct);
            // EF's own lock is a row, which a crash leaves behind and the next start would wait for in vain. Whoever has the turn knows that nobody else migrates.
            await db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", ct);
            await db.Database.MigrateAsync(ct);
        }
        catch (SqliteException failure)
        {
            throw new StartRefusedException($"The database cannot be opened: {failure.Message} ({db.Database.GetDbConnection().DataSource})", failure);
        }
    }

    /// <summary>A lock among the replicas that ends with its process, however that ends.</summary>
    private static async Task<FileStream> TakeTurnAsync(ServiceDbContext db, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                return new FileStream(db.Database.GetDbConnection().DataSource + ".migrating", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            }
            catch (IOException taken) when (taken is not (FileNotFoundException or DirectoryNotFoundException))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), ct);
            }
        }
    }

    private sealed class MigrateAtStart(IServiceScopeFactory scopes) : IHostedService
    {
        public async Task StartAsync(CancellationToken cancellationToken)
        {
            await using var scope = scopes.CreateAsyncScope();
            await MigrateAsync(scope.ServiceProvider.GetRequiredService<ServiceDbContext>(), cancellationToken);
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class SqliteSettings : DbConnectionInterceptor
    {
        public static readonly SqliteSettings Instance = new();

        // FULL: an outbox row goes only after the consumer's commit is on disk, whatever happens to the machine.
        private const string Pragmas =
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=60000; PRAGMA cache_size=-16384; PRAGMA wal_autocheckpoint=32768; PRAGMA foreign_keys=ON;";

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            if (IsReadOnly(connection)) return;
            using var command = connection.CreateCommand();
            command.CommandText = Pragmas;
            command.ExecuteNonQuery();
        }

        public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            if (IsReadOnly(connection)) return;
            await using var command = connection.CreateCommand();
            command.CommandText = Pragmas;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        /// <summary>Whether the database exists is asked so: of one that another replica is making at this moment, or did not come to make, the journal cannot be set.</summary>
        private static bool IsReadOnly(DbConnection connection) => new SqliteConnectionStringBuilder(connection.ConnectionString).Mode == SqliteOpenMode.ReadOnly;
    }
}

using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CardTeam.Platform.Data.Kinds;

internal sealed class SqliteKind : DatabaseKind
{
    public override bool MigratesAtStart => true;

    public override void Use(DbContextOptionsBuilder options, string connection) =>
        options
            .UseSqlite(connection)
            .AddInterceptors(Settings.Instance)
            .ConfigureWarnings(w => w.Ignore(RelationalEventId.MultipleCollectionIncludeWarning));

    public override string InsertIfNew(string table, ReadOnlySpan<string> key, ReadOnlySpan<string> columns) =>
        $"""INSERT INTO "{table}" ({Names(columns)}) VALUES ({Parameters(columns)}) ON CONFLICT DO NOTHING""";

    public override Task InsertNewAsync<T>(
        DbConnection connection,
        DbTransaction transaction,
        string table,
        string[] key,
        string[] columns,
        IReadOnlyList<T> rows,
        Action<T, object?[]> write,
        Action<T, bool> then,
        CancellationToken ct
    )
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(write);
        ArgumentNullException.ThrowIfNull(then);
        using var insert = new PreparedCommand(connection, transaction, InsertIfNew(table, key, columns), columns);
        var values = new object?[columns.Length];
        foreach (var row in rows)
        {
            write(row, values);
            then(row, insert.Run(values) == 1);
        }

        return Task.CompletedTask;
    }

    public override Task InsertAsync<T>(
        DbConnection connection,
        DbTransaction transaction,
        string table,
        string[] columns,
        IReadOnlyList<T> rows,
        Action<T, object?[]> write,
        CancellationToken ct
    ) => EachAsync(connection, transaction, Insert(table, columns), columns, rows, write, (_, _) => { });

    public override Task AddAsync<T>(
        DbConnection connection,
        DbTransaction transaction,
        string table,
        string[] key,
        string[] sums,
        IReadOnlyList<T> rows,
        Action<T, object?[]> write,
        CancellationToken ct
    ) =>
        EachAsync(
            connection,
            transaction,
            InsertOrAdd(table, key, sums),
            [.. key, .. sums],
            rows,
            write,
            (_, _) => { }
        );

    public override Task FillAsync<T>(
        DbConnection connection,
        DbTransaction transaction,
        string table,
        string[] key,
        string column,
        IReadOnlyList<T> rows,
        Action<T, object?[]> write,
        Action<T, bool> then,
        CancellationToken ct
    ) =>
        EachAsync(
            connection,
            transaction,
            $"""UPDATE "{table}" SET "{column}"=@{column} WHERE {Same(key)} AND "{column}" IS NULL""",
            [column, .. key],
            rows,
            (row, values) =>
            {
                // The statement names the value before the key.
                write(row, values);
                var value = values[^1];
                Array.Copy(values, 0, values, 1, values.Length - 1);
                values[0] = value;
            },
            then
        );

    public override Task DeleteAsync<T>(
        DbConnection connection,
        DbTransaction transaction,
        string table,
        string[] key,
        IReadOnlyList<T> rows,
        Action<T, object?[]> write,
        CancellationToken ct
    ) =>
        EachAsync(
            connection,
            transaction,
            $"""DELETE FROM "{table}" WHERE {Same(key)}""",
            key,
            rows,
            write,
            (_, _) => { }
        );

    public override Task ReadLatestAsync(
        DbConnection connection,
        DbTransaction transaction,
        string table,
        string key,
        string number,
        string[] columns,
        IReadOnlyList<string> keys,
        Action<string, DbDataReader> read,
        CancellationToken ct
    )
    {
        if (keys.Count == 0)
            return Task.CompletedTask;
        using var latest = new PreparedCommand(
            connection,
            transaction,
            $"""SELECT {Names(columns)} FROM "{table}" WHERE {Same([key])} ORDER BY "{number}" DESC LIMIT 1""",
            key
        );
        foreach (var thing in keys)
        {
            using var reader = latest.Read(thing);
            if (reader.Read())
                read(thing, reader);
        }

        return Task.CompletedTask;
    }

    public override string InsertOrAdd(string table, ReadOnlySpan<string> key, ReadOnlySpan<string> sums)
    {
        string[] columns = [.. key, .. sums];
        return $"""
            INSERT INTO "{table}" ({Names(columns)}) VALUES ({Parameters(columns)})
            ON CONFLICT ({Names(key)}) DO UPDATE SET {Each(sums, ", ", c => $"\"{c}\"=\"{c}\"+excluded.\"{c}\"")}
            """;
    }

    // The limit keeps SQLite from reading the object again for each row it is joined to.
    public override string MembersOf(string json) => $"""(SELECT "key", "value" FROM json_each({json}) LIMIT -1)""";

    public override string EachOf(string json, string alias) => $"JOIN json_each({json}) AS \"{alias}\"";

    public override string TextOf(string alias, string member) => $"""json_extract("{alias}"."value", '$.{member}')""";

    public override string WholeOf(string text) => $"CAST({text} AS INTEGER)";

    public override string MillionthsOf(string text) =>
        $"""
            CASE WHEN instr({text}, '.') = 0 THEN 0
            ELSE CAST(substr(substr({text}, instr({text}, '.') + 1) || '000000', 1, 6) AS INTEGER)
                * CASE WHEN substr({text}, 1, 1) = '-' THEN -1 ELSE 1 END END
            """;

    public override string NumberOf(string day) => $"CAST(replace({day}, '-', '') AS INTEGER)";

    private static Task EachAsync<T>(
        DbConnection connection,
        DbTransaction transaction,
        string sql,
        string[] parameters,
        IReadOnlyList<T> rows,
        Action<T, object?[]> write,
        Action<T, bool> then
    )
    {
        if (rows.Count == 0)
            return Task.CompletedTask;
        using var command = new PreparedCommand(connection, transaction, sql, parameters);
        var values = new object?[parameters.Length];
        foreach (var row in rows)
        {
            write(row, values);
            then(row, command.Run(values) == 1);
        }

        return Task.CompletedTask;
    }

    internal override bool IsUniqueViolation(Exception failure) =>
        failure is SqliteException { SqliteExtendedErrorCode: 1555 or 2067 }; // primary key, unique

    internal override async Task MigrateAsync(DbContext db, CancellationToken ct)
    {
        await using var turn = await TakeTurnAsync(db, ct);
        // EF's own lock is a row, which a crash leaves behind and the next start would wait for in vain. The holder of
        // the turn knows that no other process migrates.
        await db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", ct);
        await NewSchema.MakeAsync(db, ct);
        if ((await db.Database.GetPendingMigrationsAsync(ct)).Any())
            await db.Database.MigrateAsync(ct);
    }

    internal override void Bind(DbParameter parameter, object? value) => parameter.Value = value ?? DBNull.Value;

    /// <summary>Takes a lock among the replicas that is released when its process ends, however it ends.</summary>
    private static async Task<FileStream> TakeTurnAsync(DbContext db, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                return new FileStream(
                    db.Database.GetDbConnection().DataSource + ".migrating",
                    FileMode.OpenOrCreate,
                    FileAccess.ReadWrite,
                    FileShare.None,
                    1,
                    FileOptions.DeleteOnClose
                );
            }
            catch (IOException taken) when (taken is not (FileNotFoundException or DirectoryNotFoundException))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), ct);
            }
        }
    }

    private sealed class Settings : DbConnectionInterceptor
    {
        public static readonly Settings Instance = new();

        // FULL: an outbox row is removed only after the consumer's commit is on disk, even if the machine fails.
        private const string Pragmas =
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=60000; "
            + "PRAGMA cache_size=-16384; PRAGMA wal_autocheckpoint=32768; PRAGMA foreign_keys=ON;";

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            if (IsReadOnly(connection))
                return;
            using var command = connection.CreateCommand();
            command.CommandText = Pragmas;
            command.ExecuteNonQuery();
        }

        public override async Task ConnectionOpenedAsync(
            DbConnection connection,
            ConnectionEndEventData eventData,
            CancellationToken cancellationToken = default
        )
        {
            if (IsReadOnly(connection))
                return;
            await using var command = connection.CreateCommand();
            command.CommandText = Pragmas;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        /// <summary>
        /// True for a read-only connection, which EF opens to ask whether the database exists. The journal mode cannot
        /// be set on it: another replica may still be creating the database, or have failed to create it.
        /// </summary>
        private static bool IsReadOnly(DbConnection connection) =>
            new SqliteConnectionStringBuilder(connection.ConnectionString).Mode == SqliteOpenMode.ReadOnly;
    }
}

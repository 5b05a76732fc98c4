using System.Data;
using System.Data.Common;
using System.Globalization;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;

namespace CardTeam.Platform.Data.Kinds;

/// <summary>SQL Server 2022 or later.</summary>
internal sealed class SqlServerKind : DatabaseKind
{
    private const int CompatibilityLevel = 160;

    /// <summary>The collation that compares text by code point, as SQLite does.</summary>
    private const string ByCodePoint = "Latin1_General_100_BIN2";

    /// <summary>
    /// The declared size of every text parameter that fits into it: with one size, one plan serves all.
    /// </summary>
    private const int TextSize = 4000;

    /// <summary>
    /// The greatest number of bytes of text in a clustered key, which takes 900 together with numbers and days.
    /// </summary>
    private const int LongestText = 868;

    /// <summary>The longest wait for other writers; importing a file as a whole may take minutes.</summary>
    private static readonly TimeSpan LongestTurn = TimeSpan.FromMinutes(10);

    /// <summary>False: in production a separate step migrates, with rights that a service does not have.</summary>
    public override bool MigratesAtStart => false;

    public override void Use(DbContextOptionsBuilder options, string connection) =>
        options
            .UseSqlServer(connection, server => server.UseCompatibilityLevel(CompatibilityLevel).EnableRetryOnFailure())
            .ConfigureWarnings(w => w.Ignore(RelationalEventId.MultipleCollectionIncludeWarning));

    public override string InsertIfNew(string table, ReadOnlySpan<string> key, ReadOnlySpan<string> columns) =>
        $"""
            INSERT INTO "{table}" ({Names(columns)}) SELECT {Parameters(columns)}
            WHERE NOT EXISTS (SELECT 1 FROM "{table}" WHERE {Same(key)})
            """;

    /// <summary>
    /// The rows that are written one by one: copying takes three calls of the server, whatever their number.
    /// </summary>
    private const int Few = 3;

    public override async Task InsertNewAsync<T>(
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
        var areNew = await CopyAsync(
            connection,
            transaction,
            table,
            columns,
            rows,
            write,
            InsertCopied(table, key, columns),
            ct
        );
        foreach (var (number, row) in rows.Index())
            then(row, areNew[number]);
    }

    public override async Task InsertAsync<T>(
        DbConnection connection,
        DbTransaction transaction,
        string table,
        string[] columns,
        IReadOnlyList<T> rows,
        Action<T, object?[]> write,
        CancellationToken ct
    )
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Count <= Few)
            Each(connection, transaction, Insert(table, columns), columns, rows, write);
        else
            await CopyAsync(connection, transaction, table, columns, rows, write, InsertAllCopied(table, columns), ct);
    }

    public override async Task AddAsync<T>(
        DbConnection connection,
        DbTransaction transaction,
        string table,
        string[] key,
        string[] sums,
        IReadOnlyList<T> rows,
        Action<T, object?[]> write,
        CancellationToken ct
    )
    {
        ArgumentNullException.ThrowIfNull(rows);
        string[] columns = [.. key, .. sums];
        if (rows.Count <= Few)
            Each(connection, transaction, InsertOrAdd(table, key, sums), columns, rows, write);
        else
            await CopyAsync(connection, transaction, table, columns, rows, write, AddCopied(table, key, sums), ct);
    }

    public override async Task FillAsync<T>(
        DbConnection connection,
        DbTransaction transaction,
        string table,
        string[] key,
        string column,
        IReadOnlyList<T> rows,
        Action<T, object?[]> write,
        Action<T, bool> then,
        CancellationToken ct
    )
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(then);
        var areFilled = await CopyAsync(
            connection,
            transaction,
            table,
            [.. key, column],
            rows,
            write,
            FillCopied(table, key, column),
            ct
        );
        foreach (var (number, row) in rows.Index())
            then(row, areFilled[number]);
    }

    public override Task DeleteAsync<T>(
        DbConnection connection,
        DbTransaction transaction,
        string table,
        string[] key,
        IReadOnlyList<T> rows,
        Action<T, object?[]> write,
        CancellationToken ct
    ) => CopyAsync(connection, transaction, table, key, rows, write, DeleteCopied(table, key), ct);

    public override async Task ReadLatestAsync(
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
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(keys);
        await CopyAsync(
            connection,
            transaction,
            table,
            [key],
            keys,
            (thing, to) => to[0] = thing,
            LatestOfCopied(table, key, number, columns),
            ct,
            reader => read(keys[reader.GetInt32(columns.Length)], reader)
        );
    }

    /// <summary>
    /// The SQL that inserts the copied rows; the rows left in the copy are the inserted ones, by their number.
    /// </summary>
    internal static string InsertCopied(string table, ReadOnlySpan<string> key, ReadOnlySpan<string> columns) =>
        $"""
            {KeepFirst(key)}
            DELETE n FROM #New n WHERE EXISTS (SELECT 1 FROM "{table}" t WHERE {Alike(key)});
            {InsertAllCopied(table, columns)}
            {Numbers}
            """;

    internal static string InsertAllCopied(string table, ReadOnlySpan<string> columns) =>
        $"""INSERT INTO "{table}" ({Names(columns)}) SELECT {Names(columns)} FROM #New;""";

    internal static string AddCopied(string table, ReadOnlySpan<string> key, ReadOnlySpan<string> sums)
    {
        string[] columns = [.. key, .. sums];
        return $"""
            UPDATE t SET {Each(sums, ", ", c => $"\"{c}\"=t.\"{c}\"+n.\"{c}\"")} FROM "{table}" t JOIN #New n ON {Alike(
                key
            )};
            INSERT INTO "{table}" ({Names(columns)}) SELECT {Names(columns)} FROM #New n
            WHERE NOT EXISTS (SELECT 1 FROM "{table}" t WHERE {Alike(key)});
            """;
    }

    /// <summary>The rows left in the copy are those whose column was filled, by their number.</summary>
    internal static string FillCopied(string table, ReadOnlySpan<string> key, string column) =>
        $"""
            {KeepFirst(key)}
            DELETE n FROM #New n WHERE NOT EXISTS (SELECT 1 FROM "{table}" t WHERE {Alike(
                key
            )} AND t."{column}" IS NULL);
            UPDATE t SET "{column}"=n."{column}" FROM "{table}" t JOIN #New n ON {Alike(key)};
            {Numbers}
            """;

    internal static string DeleteCopied(string table, ReadOnlySpan<string> key) =>
        $"""DELETE t FROM "{table}" t JOIN #New n ON {Alike(key)};""";

    internal static string LatestOfCopied(string table, string key, string number, ReadOnlySpan<string> columns) =>
        $"""
            SELECT {Each(columns, ",", c => $"f.\"{c}\"")},n."NewRow" FROM #New n CROSS APPLY (
              SELECT TOP (1) {Names(columns)} FROM "{table}" t WHERE {Alike([key])} ORDER BY t."{number}" DESC) f;
            """;

    private const string Numbers = """SELECT "NewRow" FROM #New;""";

    private static string KeepFirst(ReadOnlySpan<string> key) =>
        $"""
            WITH Same AS (SELECT ROW_NUMBER() OVER (PARTITION BY {Names(
                key
            )} ORDER BY "NewRow") AS "Nth" FROM #New) DELETE FROM Same WHERE "Nth" > 1;
            """;

    private static string Alike(ReadOnlySpan<string> key) => Each(key, " AND ", c => $"t.\"{c}\"=n.\"{c}\"");

    private static void Each<T>(
        DbConnection connection,
        DbTransaction transaction,
        string sql,
        string[] parameters,
        IReadOnlyList<T> rows,
        Action<T, object?[]> write
    )
    {
        if (rows.Count == 0)
            return;
        using var command = new PreparedCommand(connection, transaction, sql, parameters);
        var values = new object?[parameters.Length];
        foreach (var row in rows)
        {
            write(row, values);
            command.Run(values);
        }
    }

    /// <summary>
    /// Copies rows in bulk to a table of this connection alone, of the same columns as the table they are for, and runs
    /// a text that compares the two: a few statements, however many rows.
    /// </summary>
    /// <returns>For each row whether the text answered with its number.</returns>
    private static async Task<bool[]> CopyAsync<T>(
        DbConnection connection,
        DbTransaction transaction,
        string table,
        string[] columns,
        IReadOnlyList<T> rows,
        Action<T, object?[]> write,
        string sql,
        CancellationToken ct,
        Action<DbDataReader>? read = null
    )
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(write);
        var isNamed = new bool[rows.Count];
        if (rows.Count == 0)
            return isNamed;
        var (own, within) = ((SqlConnection)connection, (SqlTransaction)transaction);
        await using var command = own.CreateCommand();
        (command.Transaction, command.CommandTimeout) = (within, (int)LongestTurn.TotalSeconds);
        command.CommandText = MakeCopy(table, columns);
        await command.ExecuteNonQueryAsync(ct);
        using (
            var copy = new SqlBulkCopy(own, SqlBulkCopyOptions.Default, within)
            {
                DestinationTableName = "#New",
                BulkCopyTimeout = command.CommandTimeout,
            }
        )
        {
            using var data = Table(columns, rows, write);
            foreach (DataColumn column in data.Columns)
                copy.ColumnMappings.Add(column.ColumnName, column.ColumnName);
            await copy.WriteToServerAsync(data, ct);
        }

        command.CommandText = sql;
        await using var answer = await command.ExecuteReaderAsync(ct);
        while (await answer.ReadAsync(ct))
            if (read is null)
                isNamed[answer.GetInt32(0)] = true;
            else
                read(answer);
        return isNamed;
    }

    /// <summary>The copy of an earlier call goes with the next one, or with the connection.</summary>
    internal static string MakeCopy(string table, ReadOnlySpan<string> columns) =>
        $"""
            DROP TABLE IF EXISTS #New;
            SELECT TOP (0) {Names(columns)}, CAST(0 AS int) AS "NewRow" INTO #New FROM "{table}";
            """;

    public override string InsertOrAdd(string table, ReadOnlySpan<string> key, ReadOnlySpan<string> sums)
    {
        string[] columns = [.. key, .. sums];
        return $"""
            UPDATE "{table}" SET {Each(sums, ", ", c => $"\"{c}\"=\"{c}\"+@{c}")} WHERE {Same(key)};
            IF @@ROWCOUNT = 0 INSERT INTO "{table}" ({Names(columns)}) VALUES ({Parameters(columns)});
            """;
    }

    public override string MembersOf(string json) =>
        $"""
            (SELECT "key" COLLATE {ByCodePoint} AS "key", "value" COLLATE {ByCodePoint} AS "value" FROM OPENJSON({json}))
            """;

    public override string EachOf(string json, string alias) => $"CROSS APPLY OPENJSON({json}) AS \"{alias}\"";

    public override string TextOf(string alias, string member) =>
        $"""JSON_VALUE("{alias}"."value", '$.{member}') COLLATE {ByCodePoint}""";

    public override string WholeOf(string text) =>
        $"TRY_CAST(ROUND(TRY_CAST({text} AS decimal(38, 6)), 0, 1) AS bigint)";

    public override string MillionthsOf(string text) =>
        $"""
            CAST((TRY_CAST({text} AS decimal(38, 6)) - ROUND(TRY_CAST({text} AS decimal(38, 6)), 0, 1)) * 1000000 AS bigint)
            """;

    public override string NumberOf(string day) => $"CAST(CONVERT(char(8), {day}, 112) AS int)";

    internal override bool MustTakeTurns => true;

    /// <summary>
    /// Takes a lock of the server until the end of the transaction, so that there is one writer at a time as in SQLite.
    /// Each later statement sees everything committed before (READ_COMMITTED_SNAPSHOT): a close counts every fact that
    /// is known to it, and events get their numbers in the order of their commits.
    /// </summary>
    internal override async Task TakeTurnAsync(DbTransaction transaction, CancellationToken ct)
    {
        await using var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        command.CommandTimeout = (int)LongestTurn.TotalSeconds + 30;
        command.CommandText = TakeTurn;
        await command.ExecuteNonQueryAsync(ct);
    }

    internal static string TakeTurn { get; } =
        Invariant(
            $"""
            DECLARE @result int;
            EXEC @result = sp_getapplock @Resource = N'CardTeam.Writer', @LockMode = N'Exclusive',
                @LockOwner = N'Transaction', @LockTimeout = {(int)LongestTurn.TotalMilliseconds};
            IF @result < 0 THROW 50001, N'The transaction did not get its turn.', 1;
            """
        );

    internal override void Configure(ModelConfigurationBuilder conventions) =>
        conventions.Conventions.Add(_ => new Keys());

    internal override bool IsUniqueViolation(Exception failure) => failure is SqlException { Number: 2601 or 2627 };

    /// <summary>EF takes an application lock of the server, which ends with its session.</summary>
    internal override Task MigrateAsync(DbContext db, CancellationToken ct) => db.Database.MigrateAsync(ct);

    /// <summary>
    /// Sets the value and one of two sizes: the server keeps a plan for each text and its parameters' sizes. No value
    /// is cut.
    /// </summary>
    internal override void Bind(DbParameter parameter, object? value)
    {
        parameter.Value = value ?? DBNull.Value;
        if (value is DateTime)
            parameter.DbType = DbType.DateTime2; // every digit
        if (value is string text)
            parameter.Size = text.Length <= TextSize ? TextSize : -1;
    }

    private static DataTable Table<T>(string[] columns, IReadOnlyList<T> rows, Action<T, object?[]> write)
    {
        var data = new DataTable { Locale = CultureInfo.InvariantCulture };
        var values = rows.Select(
                (row, number) =>
                {
                    var all = new object?[columns.Length + 1];
                    write(row, all);
                    all[^1] = number;
                    return all;
                }
            )
            .ToList();
        for (var i = 0; i < columns.Length; i++)
        {
            var place = i;
            data.Columns.Add(
                columns[i],
                values.Select(r => r[place]).FirstOrDefault(v => v is not null)?.GetType() ?? typeof(string)
            );
        }

        data.Columns.Add("NewRow", typeof(int));
        foreach (var row in values)
            data.Rows.Add(row);
        return data;
    }

    /// <summary>
    /// Compares text by code point, as SQLite does, so that keys are equal in both databases. A key too long for a
    /// clustered index gets another kind of index.
    /// </summary>
    private sealed class Keys : IModelFinalizingConvention
    {
        public void ProcessModelFinalizing(
            IConventionModelBuilder modelBuilder,
            IConventionContext<IConventionModelBuilder> context
        )
        {
            foreach (var entity in modelBuilder.Metadata.GetEntityTypes())
            {
                foreach (var property in Columns(entity).Where(IsText))
                    property.SetCollation(ByCodePoint);
                if (
                    entity.FindPrimaryKey() is { } key
                    && key.Properties.Where(IsText).Sum(p => 2 * (p.GetMaxLength() ?? 0)) > LongestText
                )
                    key.SetIsClustered(false);
            }
        }

        private static IEnumerable<IConventionProperty> Columns(IConventionTypeBase type) =>
            type.GetProperties().Concat(type.GetComplexProperties().SelectMany(c => Columns(c.ComplexType)));

        private static bool IsText(IConventionProperty property) =>
            (property.GetValueConverter()?.ProviderClrType ?? property.GetProviderClrType() ?? property.ClrType)
                == typeof(string)
            || property.GetElementType() is not null;
    }
}

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

    /// <summary>Copies the rows in bulk to a table of this connection alone, and from there in one statement.</summary>
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
        ArgumentNullException.ThrowIfNull(write);
        ArgumentNullException.ThrowIfNull(then);
        var isNew = new bool[rows.Count];
        if (rows.Count == 0)
            return;
        var (own, within) = ((SqlConnection)connection, (SqlTransaction)transaction);
        await using var command = own.CreateCommand();
        (command.Transaction, command.CommandTimeout) = (within, (int)LongestTurn.TotalSeconds);
        command.CommandText =
            $"""SELECT TOP (0) {Names(columns)}, CAST(0 AS int) AS "NewRow" INTO #New FROM "{table}";""";
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

        command.CommandText = InsertCopied(table, key, columns);
        await using (var inserted = await command.ExecuteReaderAsync(ct))
            while (await inserted.ReadAsync(ct))
                isNew[inserted.GetInt32(0)] = true;
        command.CommandText = "DROP TABLE #New;";
        await command.ExecuteNonQueryAsync(ct);
        foreach (var (number, row) in rows.Index())
            then(row, isNew[number]);
    }

    /// <summary>
    /// The SQL that inserts the copied rows; the rows left in the copy are the inserted ones, by their number.
    /// </summary>
    internal static string InsertCopied(string table, ReadOnlySpan<string> key, ReadOnlySpan<string> columns) =>
        $"""
            WITH Same AS (SELECT ROW_NUMBER() OVER (PARTITION BY {Names(
                key
            )} ORDER BY "NewRow") AS "Nth" FROM #New) DELETE FROM Same WHERE "Nth" > 1;
            DELETE n FROM #New n WHERE EXISTS (SELECT 1 FROM "{table}" t WHERE {Each(
                key,
                " AND ",
                c => $"t.\"{c}\"=n.\"{c}\""
            )});
            INSERT INTO "{table}" ({Names(columns)}) SELECT {Names(columns)} FROM #New;
            SELECT "NewRow" FROM #New;
            """;

    public override string InsertOrAdd(string table, ReadOnlySpan<string> key, ReadOnlySpan<string> sums)
    {
        string[] columns = [.. key, .. sums];
        return $"""
            UPDATE "{table}" SET {Each(sums, ", ", c => $"\"{c}\"=\"{c}\"+@{c}")} WHERE {Same(key)};
            IF @@ROWCOUNT = 0 INSERT INTO "{table}" ({Names(columns)}) VALUES ({Parameters(columns)});
            """;
    }

    public override string First(string ordered) => $"SELECT TOP (1){ordered["SELECT".Length..]}";

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
        command.CommandText = $"""
            DECLARE @result int;
            EXEC @result = sp_getapplock @Resource = N'CardTeam.Writer', @LockMode = N'Exclusive', @LockOwner = N'Transaction', @LockTimeout = {(int)
                LongestTurn.TotalMilliseconds};
            IF @result < 0 THROW 50001, N'The transaction did not get its turn.', 1;
            """;
        await command.ExecuteNonQueryAsync(ct);
    }

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

    private static string Same(ReadOnlySpan<string> key) => Each(key, " AND ", c => $"\"{c}\"=@{c}");

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
                    property.SetCollation("Latin1_General_100_BIN2");
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

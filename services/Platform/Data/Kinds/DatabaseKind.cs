using System.Data.Common;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Platform.Data.Kinds;

/// <summary>
/// The differences between the two databases. Code with SQL of its own asks here; nothing else knows which database is
/// in use.
/// </summary>
public abstract class DatabaseKind
{
    public static readonly DatabaseKind Sqlite = new SqliteKind(),
        SqlServer = new SqlServerKind();

    /// <summary>
    /// True when a service brings the schema up to date at its start unless <c>Database:MigrateAtStart</c> says
    /// otherwise.
    /// </summary>
    public abstract bool MigratesAtStart { get; }

    /// <summary>Chooses the database by the beginning of the connection string.</summary>
    /// <exception cref="StartRefusedException">
    /// The connection string is missing, or is for neither database.
    /// </exception>
    public static DatabaseKind Of(string? connection) =>
        connection switch
        {
            null or "" => throw new StartRefusedException(
                "ConnectionStrings:database is not set. For SQLite: 'Data Source=/folder/name.db'; "
                    + "for SQL Server: 'Server=host;Initial Catalog=name;…'."
            ),
            _ when connection.StartsWith("Data Source=", StringComparison.OrdinalIgnoreCase) => Sqlite,
            _ when connection.StartsWith("Server=", StringComparison.OrdinalIgnoreCase) => SqlServer,
            // The connection string may hold a password and is therefore not repeated.
            _ => throw new StartRefusedException(
                "ConnectionStrings:database must begin with 'Data Source=' (SQLite) or 'Server=' (SQL Server)."
            ),
        };

    public static DatabaseKind Of(DbConnection connection) => connection is SqliteConnection ? Sqlite : SqlServer;

    /// <summary>The same settings for the running service, its tests and the migration tool.</summary>
    public abstract void Use(DbContextOptionsBuilder options, string connection);

    /// <summary>
    /// The SQL that inserts a row unless a row with its key exists; reports one changed row, or none.
    /// </summary>
    /// <param name="key">The columns that form the key.</param>
    /// <param name="columns">All columns; each value is passed as the parameter of the column's name.</param>
    public abstract string InsertIfNew(string table, ReadOnlySpan<string> key, ReadOnlySpan<string> columns);

    /// <summary>
    /// Inserts those of many rows whose key does not exist yet; of several rows with the same key, the first.
    /// </summary>
    /// <param name="write">
    /// Writes a row's values (strings, whole numbers or null) in the order of <paramref name="columns"/>.
    /// </param>
    /// <param name="then">Called for each row in turn with whether it was inserted.</param>
    public abstract Task InsertNewAsync<T>(
        DbConnection connection,
        DbTransaction transaction,
        string table,
        string[] key,
        string[] columns,
        IReadOnlyList<T> rows,
        Action<T, object?[]> write,
        Action<T, bool> then,
        CancellationToken ct
    );

    /// <summary>Inserts rows whose keys are new; a key that exists fails.</summary>
    /// <param name="write">
    /// Writes a row's values (strings, whole numbers, ids, instants or null) in the order of
    /// <paramref name="columns"/>.
    /// </param>
    public abstract Task InsertAsync<T>(
        DbConnection connection,
        DbTransaction transaction,
        string table,
        string[] columns,
        IReadOnlyList<T> rows,
        Action<T, object?[]> write,
        CancellationToken ct
    );

    /// <summary>
    /// Inserts rows, or adds their numbers to those of the rows with their keys. Each key is named once.
    /// </summary>
    /// <param name="write">Writes a row's key and then its numbers.</param>
    public abstract Task AddAsync<T>(
        DbConnection connection,
        DbTransaction transaction,
        string table,
        string[] key,
        string[] sums,
        IReadOnlyList<T> rows,
        Action<T, object?[]> write,
        CancellationToken ct
    );

    /// <summary>
    /// Fills a column of rows found by their keys where it is still empty; of several values for one row, the first.
    /// </summary>
    /// <param name="write">Writes a row's key and then the value.</param>
    /// <param name="then">Called for each row in turn with whether it was filled.</param>
    public abstract Task FillAsync<T>(
        DbConnection connection,
        DbTransaction transaction,
        string table,
        string[] key,
        string column,
        IReadOnlyList<T> rows,
        Action<T, object?[]> write,
        Action<T, bool> then,
        CancellationToken ct
    );

    /// <summary>Deletes the rows with these keys.</summary>
    public abstract Task DeleteAsync<T>(
        DbConnection connection,
        DbTransaction transaction,
        string table,
        string[] key,
        IReadOnlyList<T> rows,
        Action<T, object?[]> write,
        CancellationToken ct
    );

    /// <summary>Reads of each of many things its row with the greatest number, where it has one.</summary>
    /// <param name="key">The column that names the thing.</param>
    /// <param name="number">The column with the number, such as a version.</param>
    /// <param name="read">Called with the thing's name and a reader on <paramref name="columns"/>.</param>
    public abstract Task ReadLatestAsync(
        DbConnection connection,
        DbTransaction transaction,
        string table,
        string key,
        string number,
        string[] columns,
        IReadOnlyList<string> keys,
        Action<string, DbDataReader> read,
        CancellationToken ct
    );

    /// <summary>The SQL that inserts a row, or adds the numbers to those of the row with its key.</summary>
    /// <param name="key">
    /// The key columns; passed, like <paramref name="sums"/>, as the parameters of their names.
    /// </param>
    public abstract string InsertOrAdd(string table, ReadOnlySpan<string> key, ReadOnlySpan<string> sums);

    /// <summary>
    /// The SQL of a table of the members of a JSON object, with the columns <c>key</c> and <c>value</c>. It is read
    /// once, however many rows it is joined to.
    /// </summary>
    /// <param name="json">The SQL of the object, such as a parameter.</param>
    public abstract string MembersOf(string json);

    /// <summary>The SQL that joins a row for each element of a JSON array, with the column <c>value</c>.</summary>
    /// <param name="json">The SQL of the array, such as a column.</param>
    public abstract string EachOf(string json, string alias);

    /// <summary>The SQL of a member of an element that <see cref="EachOf"/> joined, as text.</summary>
    public abstract string TextOf(string alias, string member);

    /// <summary>
    /// The SQL of the whole part of a decimal that is kept as text, towards zero. A number that fits no whole number of
    /// the database has none, or the greatest there is.
    /// </summary>
    public abstract string WholeOf(string text);

    /// <summary>
    /// The SQL of what a decimal that is kept as text has behind the point, in millionths and with its sign. Further
    /// places are cut off.
    /// </summary>
    public abstract string MillionthsOf(string text);

    /// <summary>The SQL of a day as a whole number, as <see cref="DayNumber"/> writes it.</summary>
    /// <param name="day">The SQL of the day.</param>
    public abstract string NumberOf(string day);

    /// <summary>True when transactions that write would run side by side unless they took turns.</summary>
    internal virtual bool MustTakeTurns => false;

    /// <summary>
    /// Waits until no other writing transaction is under way; the end of this one lets the next one proceed.
    /// </summary>
    internal virtual Task TakeTurnAsync(DbTransaction transaction, CancellationToken ct) => Task.CompletedTask;

    /// <summary>Sets the conventions of every model.</summary>
    internal virtual void Configure(ModelConfigurationBuilder conventions) { }

    internal abstract bool IsUniqueViolation(Exception failure);

    /// <summary>Brings the schema up to date; concurrent callers take turns.</summary>
    internal abstract Task MigrateAsync(DbContext db, CancellationToken ct);

    /// <summary>Gives a statement that runs many times its next value.</summary>
    internal abstract void Bind(DbParameter parameter, object? value);

    private protected static string Insert(string table, ReadOnlySpan<string> columns) =>
        $"""INSERT INTO "{table}" ({Names(columns)}) VALUES ({Parameters(columns)})""";

    private protected static string Same(ReadOnlySpan<string> key) => Each(key, " AND ", c => $"\"{c}\"=@{c}");

    private protected static string Names(ReadOnlySpan<string> columns) => $"\"{string.Join("\",\"", columns)}\"";

    private protected static string Parameters(ReadOnlySpan<string> columns) => $"@{string.Join(",@", columns)}";

    private protected static string Each(ReadOnlySpan<string> columns, string between, Func<string, string> of) =>
        string.Join(between, columns.ToArray().Select(of));
}

using System.Data.Common;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Platform.Data.Kinds;

/// <summary>What the two databases do otherwise. Whoever writes SQL of their own asks here; nothing else knows which one it is.</summary>
public abstract class DatabaseKind
{
    public static readonly DatabaseKind Sqlite = new SqliteKind(),
        SqlServer = new SqlServerKind();

    /// <summary>Whether a service brings the schema up to date when it starts, if <c>Database:MigrateAtStart</c> does not say.</summary>
    public abstract bool MigratesAtStart { get; }

    /// <summary>By how the connection string begins.</summary>
    /// <exception cref="StartRefusedException">It is missing, or of neither.</exception>
    public static DatabaseKind Of(string? connection) =>
        connection switch
        {
            null or "" => throw new StartRefusedException(
                "ConnectionStrings:database is not set. For SQLite: 'Data Source=/folder/name.db'; for SQL Server: 'Server=host;Initial Catalog=name;…'."
            ),
            _ when connection.StartsWith("Data Source=", StringComparison.OrdinalIgnoreCase) => Sqlite,
            _ when connection.StartsWith("Server=", StringComparison.OrdinalIgnoreCase) => SqlServer,
            // It may hold a password: it is not repeated.
            _ => throw new StartRefusedException(
                "ConnectionStrings:database must begin with 'Data Source=' (SQLite) or 'Server=' (SQL Server)."
            ),
        };

    public static DatabaseKind Of(DbConnection connection) => connection is SqliteConnection ? Sqlite : SqlServer;

    /// <summary>The same settings for the running service, its tests and the migration tool.</summary>
    public abstract void Use(DbContextOptionsBuilder options, string connection);

    /// <summary>Inserts a row and changes one; where a row with its key is there already, changes none.</summary>
    /// <param name="key">Those of <paramref name="columns"/> that are its key.</param>
    /// <param name="columns">Each is given as the parameter of its name.</param>
    public abstract string InsertIfNew(string table, ReadOnlySpan<string> key, ReadOnlySpan<string> columns);

    /// <summary>Inserts, of many rows, those whose key is not there; where several are of one key, the first.</summary>
    /// <param name="write">Writes a row's values, strings, whole numbers or null, as <paramref name="columns"/> has them.</param>
    /// <param name="then">Told of each row in turn whether it was inserted.</param>
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

    /// <summary>Inserts a row, or adds the numbers to those of the row with its key.</summary>
    /// <param name="key">Given, as <paramref name="sums"/>, as the parameters of their names.</param>
    public abstract string InsertOrAdd(string table, ReadOnlySpan<string> key, ReadOnlySpan<string> sums);

    /// <summary>A query's first row only.</summary>
    /// <param name="ordered">Begins with SELECT and ends with its order.</param>
    public abstract string First(string ordered);

    /// <summary>Whether transactions that write would go on side by side if they did not take turns.</summary>
    internal virtual bool MustTakeTurns => false;

    /// <summary>Waits until no other transaction that writes is under way; its own end lets the next one go on.</summary>
    internal virtual Task TakeTurnAsync(DbTransaction transaction, CancellationToken ct) => Task.CompletedTask;

    /// <summary>What holds for every model.</summary>
    internal virtual void Configure(ModelConfigurationBuilder conventions) { }

    internal abstract bool IsUniqueViolation(Exception failure);

    /// <summary>Brings the schema up to date; several that do so at once take turns.</summary>
    internal abstract Task MigrateAsync(DbContext db, CancellationToken ct);

    /// <summary>Gives a statement that runs many times its next value.</summary>
    internal abstract void Bind(DbParameter parameter, object? value);

    private protected static string Names(ReadOnlySpan<string> columns) => $"\"{string.Join("\",\"", columns)}\"";

    private protected static string Parameters(ReadOnlySpan<string> columns) => $"@{string.Join(",@", columns)}";

    private protected static string Each(ReadOnlySpan<string> columns, string between, Func<string, string> of) =>
        string.Join(between, columns.ToArray().Select(of));
}

using CardTeam.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CardTeam.Testing;

/// <summary>A service's schema in both databases, without opening either.</summary>
public sealed class SchemaPair(ServiceDbContext sqlite, ServiceDbContext sqlServer) : IDisposable
{
    // SQL Server's own limits, in bytes: of a clustered key, which a primary key is, and of another index.
    private const int LongestKey = 900,
        LongestIndex = 1700;

    /// <summary>True when a model has changed since the last migration for its database.</summary>
    public bool IsPending => sqlite.Database.HasPendingModelChanges() || sqlServer.Database.HasPendingModelChanges();

    /// <summary>
    /// The differences between the two schemas: tables, columns with their lengths and nullability, keys, indexes,
    /// references.
    /// </summary>
    public (IReadOnlyList<string> Sqlite, IReadOnlyList<string> SqlServer) Differences()
    {
        var (here, there) = (Describe(sqlite).ToList(), Describe(sqlServer).ToList());
        return (
            here.Except(there, StringComparer.Ordinal).ToList(),
            there.Except(here, StringComparer.Ordinal).ToList()
        );
    }

    /// <summary>Keys and indexes longer than SQL Server permits.</summary>
    public IReadOnlyList<string> TooLong() =>
        [
            .. Model(sqlServer)
                .Tables.Where(t =>
                    t.PrimaryKey is not null
                    && Bytes(t.PrimaryKey.Columns)
                        > (t.PrimaryKey.MappedKeys.First().IsClustered() == false ? LongestIndex : LongestKey)
                )
                .Select(t => $"{t.PrimaryKey!.Name}: {Bytes(t.PrimaryKey.Columns)} bytes"),
            .. Model(sqlServer)
                .Tables.SelectMany(t => t.Indexes)
                .Where(i => Bytes(i.Columns) > LongestIndex)
                .Select(i => $"{i.Name}: {Bytes(i.Columns)} bytes"),
        ];

    /// <summary>Columns with text that SQL Server would not compare by code point.</summary>
    public IReadOnlyList<string> LooselyCompared() =>
        [
            .. Columns(sqlServer)
                .Where(c =>
                    c.StoreType.StartsWith("nvarchar", StringComparison.Ordinal)
                    && c.Collation?.EndsWith("_BIN2", StringComparison.Ordinal) != true
                )
                .Select(c => $"{c.Table.Name}.{c.Name}"),
        ];

    /// <summary>
    /// The script for the database's administrator, which brings any earlier schema up to date and can run repeatedly.
    /// </summary>
    public string Script() => DatabaseChoice.Script(sqlServer);

    public IEnumerable<string> Tables() => Model(sqlServer).Tables.Select(t => t.Name);

    public void Dispose()
    {
        sqlite.Dispose();
        sqlServer.Dispose();
    }

    private static IRelationalModel Model(DbContext db) => db.GetService<IDesignTimeModel>().Model.GetRelationalModel();

    private static IEnumerable<IColumn> Columns(DbContext db) => Model(db).Tables.SelectMany(t => t.Columns);

    private static IEnumerable<string> Describe(DbContext db)
    {
        foreach (var table in Model(db).Tables)
        {
            foreach (var column in table.Columns)
                yield return $"{table.Name}.{column.Name} {column.PropertyMappings[0].Property.ClrType.Name} {column.PropertyMappings[0].Property.GetMaxLength()} {(column.IsNullable ? "or nothing" : "")}";
            if (table.PrimaryKey is { } key)
                yield return $"{table.Name} key ({Names(key.Columns)})";
            foreach (var index in table.Indexes)
                yield return $"{table.Name} {(index.IsUnique ? "unique " : "")}index {index.Name} ({Names(index.Columns)})";
            foreach (var reference in table.ForeignKeyConstraints)
                yield return $"{table.Name} ({Names(reference.Columns)}) of {reference.PrincipalTable.Name} {reference.OnDeleteAction}";
        }
    }

    private static string Names(IEnumerable<IColumn> columns) => string.Join(", ", columns.Select(c => c.Name));

    private static int Bytes(IEnumerable<IColumn> columns) =>
        columns.Sum(c =>
            c.StoreType switch
            {
                "nvarchar(max)" => int.MaxValue / 4,
                ['n', 'v', ..] => 2 * c.PropertyMappings[0].Property.GetMaxLength()!.Value,
                "uniqueidentifier" => 16,
                _ => 8,
            }
        );
}

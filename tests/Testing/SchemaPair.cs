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

    /// <summary>
    /// The differences between the model and the compiled model the service starts with. EF compiles no wrong model by
    /// itself: it is one of an earlier day.
    /// </summary>
    public IReadOnlyList<string> Uncompiled()
    {
        var (meant, compiled) = (
            Parts(sqlite.GetService<IDesignTimeModel>().Model).ToHashSet(StringComparer.Ordinal),
            Parts(sqlite.Model).ToHashSet(StringComparer.Ordinal)
        );
        meant.SymmetricExceptWith(compiled);
        return [.. sqlite.Model is RuntimeModel ? [] : (string[])["There is no compiled model."], .. meant.Order()];
    }

    /// <summary>The schema that the migrations make in a new file, and the one that a service's start makes.</summary>
    public async Task<(string Migrated, string New)> SchemasAsync()
    {
        var folder = Directory.CreateTempSubdirectory("cardteam-schema-").FullName;
        try
        {
            sqlite.Database.SetConnectionString($"Data Source={folder}/migrated.db;Pooling=False");
            await sqlite.Database.MigrateAsync();
            var migrated = await DatabaseChoice.SchemaAsync(sqlite, CancellationToken.None);
            await sqlite.Database.CloseConnectionAsync();
            sqlite.Database.SetConnectionString($"Data Source={folder}/new.db;Pooling=False");
            await DatabaseChoice.MigrateAsync(sqlite, CancellationToken.None);
            var made = await DatabaseChoice.SchemaAsync(sqlite, CancellationToken.None);
            await sqlite.Database.CloseConnectionAsync();
            return (migrated, made);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The text of the schema that the service's assembly carries.</summary>
    public string Carried()
    {
        using var text = new StreamReader(sqlite.GetType().Assembly.GetManifestResourceStream("schema.sql")!);
        return text.ReadToEnd();
    }

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

    private static IEnumerable<string> Parts(IModel model)
    {
        foreach (var type in model.GetEntityTypes())
        {
            foreach (var key in type.GetKeys())
                yield return $"{type.Name} key {Names(key.Properties)} {key.IsPrimaryKey()}";
            foreach (var reference in type.GetForeignKeys())
                yield return $"{type.Name} ({Names(reference.Properties)}) of {reference.PrincipalEntityType.Name} {reference.DeleteBehavior} {reference.DependentToPrincipal?.Name} {reference.PrincipalToDependent?.Name}";
            foreach (var property in type.GetProperties())
                yield return $"{type.Name}.{property.Name}: {property.ClrType} as {property.GetColumnName()} {property.GetColumnType()} {property.GetMaxLength()} {(property.IsNullable ? "or nothing" : "")} {property.ValueGenerated} {property.IsConcurrencyToken} by {property.GetTypeMapping().Converter?.GetType()}";
            foreach (var index in type.GetIndexes())
                yield return $"{type.Name} {(index.IsUnique ? "unique " : "")}index {index.GetDatabaseName()}";
        }
    }

    private static string Names(IEnumerable<IProperty> properties) => string.Join(", ", properties.Select(p => p.Name));

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

using System.Data.Common;
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

    /// <summary>Of a text parameter that fits: one size, one plan.</summary>
    private const int TextSize = 4000;

    /// <summary>Bytes of text in a clustered key, which takes 900, beside numbers and days.</summary>
    private const int LongestText = 868;

    /// <summary>In production a step of its own does it, with rights a service has not.</summary>
    public override bool MigratesAtStart => false;

    public override void Use(DbContextOptionsBuilder options, string connection) => options
        .UseSqlServer(connection, server => server.UseCompatibilityLevel(CompatibilityLevel).EnableRetryOnFailure())
        .ConfigureWarnings(w => w.Ignore(RelationalEventId.MultipleCollectionIncludeWarning));

    public override string InsertIfNew(string table, ReadOnlySpan<string> key, ReadOnlySpan<string> columns) => $"""
        INSERT INTO "{table}" ({Names(columns)}) SELECT {Parameters(columns)}
        WHERE NOT EXISTS (SELECT 1 FROM "{table}" WHERE {Same(key)})
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

    internal override void Configure(ModelConfigurationBuilder conventions) => conventions.Conventions.Add(_ => new Keys());

    internal override bool IsUniqueViolation(Exception failure) => failure is SqlException { Number: 2601 or 2627 };

    /// <summary>EF takes an application lock of the server, which ends with its session.</summary>
    internal override Task MigrateAsync(DbContext db, CancellationToken ct) => db.Database.MigrateAsync(ct);

    /// <summary>The server keeps a plan for each text and its parameters' sizes: there are two sizes, and no value is cut.</summary>
    internal override void Bind(DbParameter parameter, object? value)
    {
        parameter.Value = value ?? DBNull.Value;
        if (value is string text) parameter.Size = text.Length <= TextSize ? TextSize : -1;
    }

    private static string Same(ReadOnlySpan<string> key) => Each(key, " AND ", c => $"\"{c}\"=@{c}");

    /// <summary>Text is compared by code point, as SQLite does: what is a key there is one here. A key too long for a clustered one is another index.</summary>
    private sealed class Keys : IModelFinalizingConvention
    {
        public void ProcessModelFinalizing(IConventionModelBuilder modelBuilder, IConventionContext<IConventionModelBuilder> context)
        {
            foreach (var entity in modelBuilder.Metadata.GetEntityTypes())
            {
                foreach (var property in Columns(entity).Where(IsText)) property.SetCollation("Latin1_General_100_BIN2");
                if (entity.FindPrimaryKey() is { } key && key.Properties.Where(IsText).Sum(p => 2 * (p.GetMaxLength() ?? 0)) > LongestText) key.SetIsClustered(false);
            }
        }

        private static IEnumerable<IConventionProperty> Columns(IConventionTypeBase type) => type.GetProperties().Concat(type.GetComplexProperties().SelectMany(c => Columns(c.ComplexType)));

        private static bool IsText(IConventionProperty property) =>
            (property.GetValueConverter()?.ProviderClrType ?? property.GetProviderClrType() ?? property.ClrType) == typeof(string) || property.GetElementType() is not null;
    }
}

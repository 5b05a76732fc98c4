using System.Runtime.CompilerServices;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CardTeam.Platform.Data;

/// <summary>
/// Refuses a text that is longer than its column before it is written: SQL Server would fail with an error of its own,
/// SQLite would keep it.
/// </summary>
public static class TextLengths
{
    private static readonly ConditionalWeakTable<IModel, Dictionary<IEntityType, (IProperty, int)[]>> Known = [];

    /// <exception cref="RuleBrokenException">400: it names the column and its length.</exception>
    internal static void Check(EntityEntry row)
    {
        if (row.State == EntityState.Deleted)
            return;
        var columns = Known.GetValue(row.Context.Model, Read);
        foreach (var (property, longest) in columns.GetValueOrDefault(row.Metadata) ?? [])
            if (IsTooLong(row, property, longest))
                throw new Refusal(
                    "request.too-long",
                    new(Invariant($"最长 {longest} 个字符。"), Invariant($"At most {longest} characters."))
                ).Of(property.Name);
    }

    /// <summary>The greatest lengths of a table's text columns, by the columns' names.</summary>
    public static IReadOnlyDictionary<string, int> Of(ServiceDbContext db, string table)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db
            .Model.GetEntityTypes()
            .Where(e => e.GetTableName() == table)
            .SelectMany(Texts)
            .ToDictionary(t => t.Property.GetColumnName(), t => t.Longest, StringComparer.Ordinal);
    }

    private static bool IsTooLong(EntityEntry row, IProperty property, int longest)
    {
        var entry = row.Property(property);
        return (row.State == EntityState.Added || entry.IsModified)
            && entry.CurrentValue is string text
            && text.Length > longest;
    }

    private static Dictionary<IEntityType, (IProperty, int)[]> Read(IModel model) =>
        model.GetEntityTypes().ToDictionary(e => e, e => Texts(e).ToArray());

    private static IEnumerable<(IProperty Property, int Longest)> Texts(IEntityType entity) =>
        entity
            .GetProperties()
            .Where(p => p.ClrType == typeof(string) && p.GetValueConverter() is null && p.GetMaxLength() is not null)
            .Select(p => (p, p.GetMaxLength()!.Value));
}

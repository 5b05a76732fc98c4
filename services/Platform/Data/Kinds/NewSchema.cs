using System.Data.Common;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CardTeam.Platform.Data.Kinds;

/// <summary>
/// The schema of a new SQLite file as one text of SQL, embedded in the service's assembly. The migrations make the same
/// one after the other, which takes as long as the rest of a start together.
/// </summary>
internal static class NewSchema
{
    public const string Resource = "schema.sql";

    /// <summary>Makes the schema if the file has no table yet. Migrations newer than the text remain to be run.</summary>
    public static async Task MakeAsync(DbContext db, CancellationToken ct)
    {
        await using var text = db.GetType().Assembly.GetManifestResourceStream(Resource);
        if (text is null)
            return;
        using var reader = new StreamReader(text);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = transaction.GetDbTransaction();
        if (await HasTablesAsync(command, ct))
            return;
        command.CommandText = await reader.ReadToEndAsync(ct);
        await command.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>Writes the schema of a file, and the migrations that made it, as the text of a new one.</summary>
    public static async Task<string> WriteAsync(DbContext db, CancellationToken ct)
    {
        var written = new StringBuilder();
        await db.Database.OpenConnectionAsync(ct);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = """
            SELECT sql || ';' FROM sqlite_master
            WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%' AND name <> '__EFMigrationsLock'
            """;
        await using (var made = await command.ExecuteReaderAsync(ct))
            while (await made.ReadAsync(ct))
                written.Append(made.GetString(0)).Append('\n');
        command.CommandText = """
            SELECT "MigrationId", "ProductVersion" FROM "__EFMigrationsHistory" ORDER BY "MigrationId"
            """;
        await using (var done = await command.ExecuteReaderAsync(ct))
            while (await done.ReadAsync(ct))
                written
                    .Append("INSERT INTO \"__EFMigrationsHistory\" VALUES ")
                    .Append(Invariant($"('{done.GetString(0)}', '{done.GetString(1)}');\n"));
        return written.ToString();
    }

    private static async Task<bool> HasTablesAsync(DbCommand command, CancellationToken ct)
    {
        command.CommandText = "SELECT EXISTS (SELECT 1 FROM sqlite_master)";
        return await command.ExecuteScalarAsync(ct) is 1L;
    }
}

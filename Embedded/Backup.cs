using CardTeam.Feedback;
using CardTeam.Incentive;
using CardTeam.Performance;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Training;
using Microsoft.Data.Sqlite;

namespace CardTeam.Embedded;

/// <summary>
/// Copies a data folder while the suite works in it. The four databases are copied as they were at one instant: a
/// message that has left one of them and reached another is in both copies or in neither.
/// </summary>
internal static class Backup
{
    /// <summary>The folder that Feedback makes beside its database.</summary>
    private const string Attachments = "feedback.attachments";

    private static readonly IReadOnlyList<string> Services =
    [
        PerformanceService.Name,
        TrainingService.Name,
        FeedbackService.Name,
        IncentiveService.Name,
    ];

    /// <param name="folder">The data folder.</param>
    /// <param name="target">
    /// The folder to create, which must be empty. To restore, start the suite with <c>--data</c> and this folder.
    /// </param>
    /// <exception cref="StartRefusedException">
    /// There is nothing to copy, or the target is not empty or cannot be written to.
    /// </exception>
    public static async Task RunAsync(string folder, string target)
    {
        var (from, to) = (Path.GetFullPath(folder), Path.GetFullPath(target));
        if (Services.FirstOrDefault(s => !File.Exists(Database(from, s))) is { } missing)
            throw new StartRefusedException(
                $"没有数据库可备份 · there is no database to back up: {Database(from, missing)}"
            );
        try
        {
            OwnerOnly.CreateFolder(to);
            if (new DirectoryInfo(to).EnumerateFileSystemInfos().Any())
                throw new StartRefusedException($"备份目录不是空的 · the folder for the backup is not empty: {to}");
            OwnerOnly.Tighten(to);
            // Waiting uploads: one that arrives or is deleted meanwhile is handled by the second pass.
            CopyUploads(from, to);
            var snapshots = await TakeAsync(from);
            try
            {
                foreach (var (service, snapshot) in Services.Zip(snapshots))
                {
                    await using var copy = new SqliteConnection(
                        Connection(Database(to, service), SqliteOpenMode.ReadWriteCreate)
                    );
                    await copy.OpenAsync();
                    snapshot.BackupDatabase(copy);
                }
            }
            finally
            {
                foreach (var snapshot in snapshots)
                    await snapshot.DisposeAsync();
            }

            CopyUploads(from, to);
            // Without the key that signs tokens: whoever has a copy of the data must not be able to sign in to the
            // original.
            foreach (var file in (string[])["people.json", "demonstration"])
                if (File.Exists(Path.Combine(from, file)))
                    File.Copy(Path.Combine(from, file), Path.Combine(to, file));
            OwnerOnly.TightenAll(to);
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException($"备份无法写入 · the backup cannot be written: {denied.Message}", denied);
        }
    }

    /// <summary>Opens a connection to each database that sees it as it was while nobody wrote to any of them.</summary>
    private static async Task<IReadOnlyList<SqliteConnection>> TakeAsync(string folder)
    {
        var held = new List<SqliteConnection>();
        try
        {
            foreach (var service in Services)
                held.Add(await BeginAsync(Database(folder, service), SqliteOpenMode.ReadWrite, "BEGIN IMMEDIATE"));
            var snapshots = new List<SqliteConnection>();
            foreach (var service in Services)
                snapshots.Add(
                    await BeginAsync(
                        Database(folder, service),
                        SqliteOpenMode.ReadOnly,
                        "BEGIN; SELECT COUNT(*) FROM sqlite_master"
                    )
                );
            return snapshots;
        }
        finally
        {
            // Writers have waited only for milliseconds; the copying continues beside them.
            foreach (var connection in held)
                await connection.DisposeAsync();
        }
    }

    private static async Task<SqliteConnection> BeginAsync(string file, SqliteOpenMode mode, string sql)
    {
        var connection = new SqliteConnection(Connection(file, mode));
        await connection.OpenAsync();
        await using var begin = connection.CreateCommand();
        begin.CommandText = sql;
        begin.CommandTimeout = 60; // a service waits equally long for its turn to write
        await begin.ExecuteNonQueryAsync();
        return connection;
    }

    /// <summary>Copies waiting uploads, and the sealed files of complaints, which never change.</summary>
    private static void CopyUploads(string from, string to)
    {
        foreach (var service in Services)
            CopyFiles(Path.Combine(from, "imports", service), Path.Combine(to, "imports", service));
        CopyFiles(Path.Combine(from, Attachments), Path.Combine(to, Attachments));
    }

    private static void CopyFiles(string from, string to)
    {
        if (!Directory.Exists(from))
            return;
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from).Where(f => !f.EndsWith(".part", StringComparison.Ordinal)))
        {
            try
            {
                if (Path.Combine(to, Path.GetFileName(file)) is var copy && !File.Exists(copy))
                    File.Copy(file, copy);
            }
            catch (FileNotFoundException)
            {
                // The import of this file has just ended.
            }
        }
    }

    private static string Database(string folder, string service) => Path.Combine(folder, $"{service}.db");

    private static string Connection(string file, SqliteOpenMode mode) =>
        new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Mode = mode,
            Pooling = false,
        }.ToString();
}

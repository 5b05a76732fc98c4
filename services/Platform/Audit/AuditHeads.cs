using System.Globalization;
using System.Text.RegularExpressions;
using CardTeam.Platform.Data;
using CardTeam.Platform.Data.Kinds;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Settings;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;

namespace CardTeam.Platform.Audit;

/// <summary>A link of the chain as it was noted at some time.</summary>
public sealed record AuditHead(long Sequence, string Hash);

/// <summary>
/// The end of the chain, noted every few minutes outside the database: in one or more folders and in the log. The chain
/// proves that nothing within it was changed; only a note kept elsewhere proves that its end was not cut off and that
/// it was not written anew as a whole. Each line holds an instant, a sequence number and a hash.
/// </summary>
public sealed partial class AuditHeads
{
    private readonly IReadOnlyList<string> _files;

    /// <exception cref="StartRefusedException">A folder of <c>Audit:HeadsFolder</c> cannot be made.</exception>
    public AuditHeads(IConfiguration configuration, string service)
    {
        var folders = SuiteSettings.AuditHeadsFolder.Of(configuration) ?? BesideDatabase(configuration);
        _files =
        [
            .. (folders ?? "")
                .Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(folder => FileIn(folder, service)),
        ];
    }

    /// <summary>
    /// Reads every end noted so far in any folder. A last line without its line break was cut off by a crash and is
    /// left out.
    /// </summary>
    public IReadOnlyList<AuditHead> Read() => [.. _files.Where(File.Exists).SelectMany(ReadFile)];

    /// <summary>
    /// Reads the ends of the chain from any file, such as an excerpt of the log: each line of interest has a number and
    /// a hash.
    /// </summary>
    public static IReadOnlyList<AuditHead> ReadFrom(string file) =>
        [
            .. File.ReadLines(file)
                .Select(line => Noted().Match(line))
                .Where(m => m.Success)
                .Select(m => new AuditHead(
                    long.Parse(m.Groups["sequence"].Value, CultureInfo.InvariantCulture),
                    m.Groups["hash"].Value
                )),
        ];

    /// <summary>
    /// The reasons why these notes prove less than they should, as listed at <see cref="AuditVerdict.Findings"/>.
    /// </summary>
    /// <param name="isEmpty">True while nothing is sealed yet, so that there is nothing to note.</param>
    public IReadOnlyList<string> Findings(bool isEmpty)
    {
        if (_files.Count == 0)
            return ["no-heads"];
        return isEmpty ? [] : [.. _files.Where(f => !File.Exists(f)).Select(f => $"heads-missing: {f}")];
    }

    /// <summary>
    /// Notes the chain's end in every folder that does not have it; returns it when it is new anywhere.
    /// </summary>
    internal async Task<AuditHead?> NoteAsync(ServiceDbContext db, TimeProvider clock, CancellationToken ct)
    {
        if (await AuditChain.HeadAsync(db, ct) is not { } head)
            return null;
        var isNew = _files.Count == 0;
        foreach (var file in _files)
        {
            if (File.Exists(file) && ReadFile(file).LastOrDefault() == head)
                continue;
            isNew = true;
            await AppendAsync(file, head, clock.GetUtcNow(), ct);
        }

        return isNew ? head : null;
    }

    private static async Task AppendAsync(string path, AuditHead head, DateTimeOffset now, CancellationToken ct)
    {
        await using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        await using var writer = new StreamWriter(file);
        // A line that a crash broke off is completed with a line break first.
        if (file.Length > 0)
        {
            file.Seek(-1, SeekOrigin.End);
            if (file.ReadByte() != '\n')
                await writer.WriteAsync('\n');
        }

        await writer.WriteAsync(
            string.Create(CultureInfo.InvariantCulture, $"{now:yyyy-MM-dd'T'HH:mm:ss'Z'} {head.Sequence} {head.Hash}\n")
        );
        await writer.FlushAsync(ct);
        file.Flush(flushToDisk: true);
    }

    private static IEnumerable<AuditHead> ReadFile(string file) =>
        File.ReadAllText(file)
            .Split('\n')
            .SkipLast(1)
            .Select(line => line.Split(' '))
            .Where(parts => parts.Length == 3)
            .Select(parts => new AuditHead(long.Parse(parts[1], CultureInfo.InvariantCulture), parts[2]));

    private static string FileIn(string folder, string service)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException(
                $"{SuiteSettings.AuditHeadsFolder.Key} cannot be used: {folder} ({failure.Message})",
                failure
            );
        }

        return Path.Combine(folder, $"{service}.heads");
    }

    private static string? BesideDatabase(IConfiguration configuration)
    {
        var connection = SuiteSettings.Database.Of(configuration);
        if (connection is null || DatabaseKind.Of(connection) != DatabaseKind.Sqlite)
            return null;
        var database = new SqliteConnectionStringBuilder(connection).DataSource;
        return database is "" or ":memory:" || Path.GetDirectoryName(Path.GetFullPath(database)) is not { } folder
            ? null
            : Path.Combine(folder, "audit-heads");
    }

    [GeneratedRegex(
        @"(?<sequence>\d{1,18})\D{1,3}(?<hash>[0-9a-f]{64})",
        RegexOptions.None,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Noted();
}

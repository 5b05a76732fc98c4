using System.Security.Cryptography;
using System.Text.Json;
using CardTeam.Platform.Imports.Reading;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Settings;
using Microsoft.Extensions.Configuration;

namespace CardTeam.Platform.Imports;

/// <summary>An uploaded file, stored completely.</summary>
/// <param name="Format">
/// <c>utf-8</c>, <c>gb18030</c>, <c>utf-16</c> or <c>xlsx</c>; for a text also the declared charset, or <c>unknown</c>.
/// </param>
/// <param name="BadRow">The row of the first byte that is invalid in the encoding; 0 where all are valid.</param>
public sealed record StagedFile(string Name, string Format, string Sha256, long BadRow = 0);

/// <summary>
/// Stores uploads until they are imported. Replicas that share the folder can continue each other's files.
/// </summary>
public sealed class ImportFolder
{
    private static readonly TimeSpan LongestStandstill = TimeSpan.FromSeconds(90);

    /// <summary>
    /// The time that first rows and rejected rows are kept for people: both may hold data that the suite does not store
    /// otherwise.
    /// </summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    private readonly string _folder;

    /// <exception cref="StartRefusedException">The folder cannot be made or written to.</exception>
    public ImportFolder(IConfiguration configuration, string service)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        _folder =
            SuiteSettings.ImportFolder.Of(configuration)
            ?? Path.Combine(Path.GetTempPath(), "cardteam", service, "imports");
        try
        {
            Directory.CreateDirectory(_folder);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException($"Imports:Folder cannot be used: {_folder} ({failure.Message})", failure);
        }
    }

    public bool Has(string file) => File.Exists(PathOf(file));

    public Stream Open(Import import) =>
        new FileStream(
            PathOf(import.File),
            FileMode.Open,
            FileAccess.Read,
            FileShare.Read,
            1 << 16,
            FileOptions.SequentialScan
        );

    public void Delete(Import import) => File.Delete(PathOf(import.File));

    /// <summary>
    /// The first rows as they were read; null where they are not kept, or are in another replica's folder.
    /// </summary>
    internal ImportPreview? Preview(Guid import)
    {
        var path = PathOf(PreviewOf(import));
        return File.Exists(path)
            ? JsonSerializer.Deserialize<ImportPreview>(File.ReadAllText(path), JsonSerializerOptions.Web)
            : null;
    }

    /// <summary>
    /// The changes that an import makes to a list; null where it is not kept, or is in another replica's folder.
    /// </summary>
    internal IReadOnlyList<ImportDifference>? Difference(Guid import)
    {
        var path = PathOf(DifferenceOf(import));
        return File.Exists(path)
            ? JsonSerializer.Deserialize<List<ImportDifference>>(File.ReadAllText(path), JsonSerializerOptions.Web)
            : null;
    }

    /// <summary>Keeps for a while what an import changes of a list.</summary>
    internal void KeepDifference(Guid import, IReadOnlyList<ImportDifference> difference) =>
        File.WriteAllText(
            PathOf(DifferenceOf(import)),
            JsonSerializer.Serialize(difference, JsonSerializerOptions.Web)
        );

    /// <summary>
    /// The workbook of an import's rejected rows; null where there is none, or it is in another replica's folder.
    /// </summary>
    internal string? Rejected(Guid import)
    {
        var path = PathOf(RejectedOf(import));
        return File.Exists(path) ? path : null;
    }

    /// <summary>
    /// Keeps for a while the first rows and the rejected rows of an import that has ended, the latter also as a
    /// workbook for correction.
    /// </summary>
    internal void KeepForPeople(
        Import import,
        ImportTable table,
        TableLayout layout,
        IReadOnlyCollection<RowError> errors,
        IReadOnlyCollection<string> unknown
    )
    {
        IReadOnlyList<ImportPreview.Row> rejected = [];
        if (errors.Count > 0)
        {
            var part = PathOf($"{import.Id:N}.rejected.part");
            using (var file = Open(import))
                rejected = RejectedRows.Write(
                    part,
                    TableReader.Read(file, import.Format, table, layout),
                    layout,
                    errors
                );
            File.Move(part, PathOf(RejectedOf(import.Id)), overwrite: true);
        }

        File.WriteAllText(
            PathOf(PreviewOf(import.Id)),
            JsonSerializer.Serialize(ImportPreview.Of(import, layout, rejected, unknown), JsonSerializerOptions.Web)
        );
    }

    /// <summary>Deletes files that were not fetched in time.</summary>
    internal void Sweep(DateTimeOffset now)
    {
        foreach (var path in Directory.EnumerateFiles(_folder))
        {
            if (
                Path.GetExtension(path) != ".csv"
                && !IsUpload(path)
                && now.UtcDateTime - File.GetLastWriteTimeUtc(path) > Kept
            )
                File.Delete(path);
        }
    }

    /// <summary>
    /// True for an uploaded workbook that waits for its import; a workbook of rejected rows has another name.
    /// </summary>
    private static bool IsUpload(string path) =>
        Path.GetFileName(path) is { Length: 37 } name && name.EndsWith(".xlsx", StringComparison.Ordinal);

    private static string PreviewOf(Guid import) => $"{import:N}.preview.json";

    private static string DifferenceOf(Guid import) => $"{import:N}.difference.json";

    private static string RejectedOf(Guid import) => $"{import:N}.rejected.xlsx";

    /// <summary>Streams an upload to disk; a file exists under its final name only when it is whole.</summary>
    /// <param name="clock">The clock that measures how long nothing has arrived.</param>
    /// <exception cref="RuleBrokenException">
    /// 408: the upload has stalled. 415: neither text in a known encoding nor xlsx. 400: empty.
    /// </exception>
    /// <param name="charset">The encoding that the content type declares; null where it declares none.</param>
    public async Task<StagedFile> StageAsync(
        Guid id,
        Stream body,
        string? charset,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var part = PathOf($"{id:N}.part");
        try
        {
            var sniffer = new FormatSniffer(charset);
            using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            await using (var file = new FileStream(part, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1))
            {
                // Not from the pool: a read that was abandoned may still write into it.
                var buffer = new byte[1 << 17];
                for (int read; (read = await ReadAsync(body, buffer, clock, ct)) > 0; )
                {
                    sha.AppendData(buffer.AsSpan(0, read));
                    sniffer.Look(buffer.AsSpan(0, read));
                    await file.WriteAsync(buffer.AsMemory(0, read), ct);
                }

                file.Flush(flushToDisk: true);
            }

            var (format, badRow) = Judge(part, sniffer.Verdict());
            var name = $"{id:N}.{(format == "xlsx" ? "xlsx" : "csv")}";
            File.Move(part, PathOf(name));
            return new StagedFile(name, format, Convert.ToHexStringLower(sha.GetHashAndReset()), badRow);
        }
        catch
        {
            File.Delete(part);
            throw;
        }
    }

    /// <summary>
    /// Reads the next bytes. A slow line is accepted; a line on which nothing arrives any more is given up.
    /// </summary>
    private static async ValueTask<int> ReadAsync(Stream body, byte[] buffer, TimeProvider clock, CancellationToken ct)
    {
        var coming = body.ReadAsync(buffer, ct);
        if (coming.IsCompleted)
            return await coming;
        try
        {
            return await coming.AsTask().WaitAsync(LongestStandstill, clock, ct);
        }
        catch (TimeoutException)
        {
            throw new RuleBrokenException(
                "request.stood-still",
                new(
                    "上传中断：长时间没有收到数据，请重新上传。",
                    "The upload was interrupted: no data arrived for too long. Please upload the file again."
                ),
                status: 408
            );
        }
    }

    /// <summary>Looks through a text of uncertain encoding completely, before any row is imported.</summary>
    private static (string Format, long BadRow) Judge(string path, string format)
    {
        if (format is TextEncoding.Xlsx or TextEncoding.Utf16)
            return (format, 0);
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        switch (format)
        {
            case TextEncoding.Unknown:
                var asGb = TextEncoding.FirstBadLine(file, TextEncoding.Gb18030);
                return asGb == 0
                    ? (TextEncoding.Gb18030, 0)
                    : (TextEncoding.Unknown, Math.Max(asGb, TextEncoding.FirstBadLine(file, TextEncoding.Utf8)));
            case TextEncoding.Ambiguous:
                return TextEncoding.FirstBadLine(file, TextEncoding.Gb18030) == 0
                    ? (TextEncoding.Ambiguous, 1)
                    : (TextEncoding.Utf8, 0);
            default:
                return (format, TextEncoding.FirstBadLine(file, format));
        }
    }

    private string PathOf(string name) => Path.Combine(_folder, name);
}

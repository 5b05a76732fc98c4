using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Settings;
using Microsoft.Extensions.Configuration;

namespace CardTeam.Platform.Imports;

/// <summary>An uploaded file, whole and on disk.</summary>
/// <param name="Format"><c>utf-8</c>, <c>gb18030</c>, <c>utf-16</c> or <c>xlsx</c>, told from the bytes and nothing else.</param>
public sealed record StagedFile(string Name, string Format, string Sha256);

/// <summary>Where uploads wait for their turn. Replicas that share the folder can go on with each other's files.</summary>
public sealed class ImportFolder
{
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

    /// <summary>Streams an upload to disk; a file exists under its final name only when it is whole.</summary>
    /// <exception cref="RuleBrokenException">415: neither text in a known encoding nor xlsx; 400: empty.</exception>
    public async Task<StagedFile> StageAsync(Guid id, Stream body, CancellationToken ct)
    {
        var part = PathOf($"{id:N}.part");
        try
        {
            var sniffer = new Sniffer();
            using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            await using (var file = new FileStream(part, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1))
            {
                var buffer = ArrayPool<byte>.Shared.Rent(1 << 17);
                try
                {
                    for (int read; (read = await body.ReadAsync(buffer, ct)) > 0; )
                    {
                        sha.AppendData(buffer.AsSpan(0, read));
                        sniffer.Look(buffer.AsSpan(0, read));
                        await file.WriteAsync(buffer.AsMemory(0, read), ct);
                    }
                }
                finally
                {
                    ArrayPool<byte>.Shared.Return(buffer);
                }

                file.Flush(flushToDisk: true);
            }

            var format = sniffer.Verdict();
            var name = $"{id:N}.{(format == "xlsx" ? "xlsx" : "csv")}";
            File.Move(part, PathOf(name));
            return new StagedFile(name, format, Convert.ToHexStringLower(sha.GetHashAndReset()));
        }
        catch
        {
            File.Delete(part);
            throw;
        }
    }

    private string PathOf(string name) => Path.Combine(_folder, name);

    /// <summary>Tells a file's format while it passes by.</summary>
    private sealed class Sniffer
    {
        private readonly byte[] _head = new byte[4];
        private readonly byte[] _tail = new byte[4];
        private readonly char[] _scratch = new char[(1 << 17) + 8];
        private int _headLength,
            _tailLength;
        private bool _isUtf8 = true,
            _hasZero;

        public void Look(ReadOnlySpan<byte> bytes)
        {
            if (_headLength < 4)
            {
                var take = Math.Min(4 - _headLength, bytes.Length);
                bytes[..take].CopyTo(_head.AsSpan(_headLength));
                _headLength += take;
            }

            _hasZero |= bytes.Contains((byte)0);
            if (!_isUtf8)
                return;
            if (_tailLength == 0)
            {
                Judge(bytes);
                return;
            }

            // A character may lie across two reads.
            var joined = new byte[_tailLength + bytes.Length];
            _tail.AsSpan(0, _tailLength).CopyTo(joined);
            bytes.CopyTo(joined.AsSpan(_tailLength));
            Judge(joined);
        }

        public string Verdict()
        {
            if (_headLength == 0)
                throw new RuleBrokenException("import.empty", new("文件是空的。", "The file is empty."), status: 400);
            return _head.AsSpan(0, _headLength) switch
            {
                [0x50, 0x4B, 0x03, 0x04] => "xlsx",
                [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] => "utf-16",
                _ when _hasZero => throw new RuleBrokenException(
                    "import.not-a-table",
                    new("文件不是 csv,也不是 xlsx。", "The file is neither csv nor xlsx."),
                    status: 415
                ),
                _ => _isUtf8 && _tailLength == 0 ? "utf-8" : "gb18030",
            };
        }

        private void Judge(ReadOnlySpan<byte> bytes)
        {
            _tailLength = 0;
            while (bytes.Length > 0)
            {
                var status = Utf8.ToUtf16(
                    bytes,
                    _scratch,
                    out var read,
                    out _,
                    replaceInvalidSequences: false,
                    isFinalBlock: false
                );
                bytes = bytes[read..];
                if (status == OperationStatus.DestinationTooSmall)
                    continue;
                _isUtf8 = status is OperationStatus.Done or OperationStatus.NeedMoreData;
                if (status != OperationStatus.NeedMoreData)
                    return;
                bytes.CopyTo(_tail);
                _tailLength = bytes.Length;
                return;
            }
        }
    }
}

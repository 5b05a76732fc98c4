using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace CardTeam.Incentive.Bundles;

/// <summary>
/// Writes a zip file by file, each once, and ends it with the signed list of them. One file is in memory at a time.
/// </summary>
internal sealed class BundleWriter : IAsyncDisposable
{
    private const int Buffer = 64 * 1024;

    private readonly BufferedStream _buffered;
    private readonly ZipArchive _zip;
    private readonly DateTimeOffset _madeAt;
    private readonly List<BundledFile> _files = [];

    private BundleWriter(BufferedStream buffered, ZipArchive zip, DateTimeOffset madeAt) =>
        (_buffered, _zip, _madeAt) = (buffered, zip, madeAt);

    public static async Task<BundleWriter> OpenAsync(Stream to, DateTimeOffset madeAt, CancellationToken ct)
    {
        // Closing a file of a zip writes synchronously, which an answer does not allow: its last bytes stay in the
        // buffer until they are written asynchronously.
        var buffered = new BufferedStream(to, Buffer);
        var zip = await ZipArchive.CreateAsync(
            buffered,
            ZipArchiveMode.Create,
            leaveOpen: true,
            entryNameEncoding: null,
            ct
        );
        return new(buffered, zip, madeAt);
    }

    public Task AddAsync<T>(string name, T document, CancellationToken ct) =>
        AddAsync(name, JsonSerializer.SerializeToUtf8Bytes(document, BundleDocuments.Json), ct);

    public Task AddAsync(string name, string text, CancellationToken ct) =>
        AddAsync(name, Encoding.UTF8.GetBytes(text), ct);

    /// <summary>Adds the list of all files and its signature, and ends the zip.</summary>
    /// <param name="manifest">The list, without its files.</param>
    public async Task FinishAsync(BundleManifest manifest, BundleKeys keys, CancellationToken ct)
    {
        var list = JsonSerializer.SerializeToUtf8Bytes(manifest with { Files = _files }, BundleDocuments.Json);
        await WriteAsync("manifest.json", list, ct);
        await WriteAsync("manifest.jws", Encoding.ASCII.GetBytes(keys.Sign(list)), ct);
        await _zip.DisposeAsync();
        await _buffered.FlushAsync(ct);
    }

    public ValueTask DisposeAsync() => _zip.DisposeAsync();

    private async Task AddAsync(string name, byte[] content, CancellationToken ct)
    {
        _files.Add(new(name, content.Length, Convert.ToHexStringLower(SHA256.HashData(content))));
        await WriteAsync(name, content, ct);
    }

    private async Task WriteAsync(string name, byte[] content, CancellationToken ct)
    {
        var entry = _zip.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = _madeAt;
        await using (var to = await entry.OpenAsync(ct))
        {
            await to.WriteAsync(content, ct);
            await to.FlushAsync(ct);
        }

        await _buffered.FlushAsync(ct);
    }
}

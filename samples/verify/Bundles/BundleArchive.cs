using System.IO.Compression;
using System.Security.Cryptography;

namespace CardTeam.Verify.Bundles;

/// <summary>
/// The files of a bundle. Nothing but the signed list is read before its signature is checked, and of each file no more
/// than the list says.
/// </summary>
internal sealed class BundleArchive : IDisposable
{
    private const int MostFiles = 400_000;
    private const int LongestManifest = 64 * 1024 * 1024;
    private const int LongestSignature = 4096;
    private const long LongestFile = 512 * 1024 * 1024;

    private readonly ZipArchive _zip;
    private readonly Dictionary<string, ZipArchiveEntry> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ListedFile> _listed = new(StringComparer.Ordinal);

    private BundleArchive(ZipArchive zip) => _zip = zip;

    public Manifest Manifest { get; private set; } = null!;

    /// <exception cref="Refusal">
    /// The file is no zip, its list is not signed by one of the keys, or it has other files than those listed.
    /// </exception>
    public static BundleArchive Open(Stream file, PublicKeys keys)
    {
        ZipArchive? zip = null;
        try
        {
            zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            var archive = new BundleArchive(zip);
            archive.ReadEntries();
            archive.ReadManifest(keys);
            return archive;
        }
        catch (InvalidDataException)
        {
            zip?.Dispose();
            throw new Refusal("文件不是 zip，或已损坏。", "The file is no zip, or it is damaged.");
        }
        catch
        {
            zip?.Dispose();
            throw;
        }
    }

    /// <summary>Reads a listed file, and compares it with the list.</summary>
    /// <exception cref="Refusal">There is no such file, or its content is another.</exception>
    public byte[] Read(string name)
    {
        if (!_listed.TryGetValue(name, out var listed))
            throw new Refusal($"缺少文件 {name}。", $"The file {name} is missing.");
        if (listed.Bytes is < 0 or > LongestFile)
            throw new Refusal($"文件 {name} 过长。", $"The file {name} is too long.");
        var content = Read(name, listed.Bytes);
        if (content.Length != listed.Bytes || Convert.ToHexStringLower(SHA256.HashData(content)) != listed.Sha256)
            throw new Refusal(
                $"文件 {name} 与签名清单不符，已被改动。",
                $"The file {name} is not the one that was signed."
            );
        return content;
    }

    public void Dispose() => _zip.Dispose();

    private void ReadEntries()
    {
        if (_zip.Entries.Count > MostFiles)
            throw new Refusal("文件过多。", "There are too many files.");
        foreach (var entry in _zip.Entries)
            if (!_entries.TryAdd(entry.FullName, entry))
                throw new Refusal($"文件 {entry.FullName} 出现两次。", $"The file {entry.FullName} is there twice.");
    }

    private void ReadManifest(PublicKeys keys)
    {
        var list = Read("manifest.json", LongestManifest);
        keys.Check(Read("manifest.jws", LongestSignature), list);
        Manifest = Documents.Read<Manifest>("manifest.json", list);
        if (Manifest.Format != "cardteam-bundle/1")
            throw new Refusal(
                $"不认识的格式 {Manifest.Format}：请使用更新的程序。",
                $"The format {Manifest.Format} is unknown: a newer program is needed."
            );
        foreach (var file in Manifest.Files)
        {
            if (!_listed.TryAdd(file.Name, file))
                throw new Refusal($"清单中 {file.Name} 出现两次。", $"{file.Name} is listed twice.");
            if (!_entries.ContainsKey(file.Name))
                throw new Refusal($"缺少文件 {file.Name}。", $"The file {file.Name} is missing.");
        }

        foreach (var name in _entries.Keys)
            if (!_listed.ContainsKey(name) && name is not ("manifest.json" or "manifest.jws"))
                throw new Refusal(
                    $"文件 {name} 不在签名清单中。",
                    $"The file {name} is not among those that were signed."
                );
    }

    /// <summary>Reads at most so many bytes and one more, whatever the zip says of the file.</summary>
    private byte[] Read(string name, long most)
    {
        if (!_entries.TryGetValue(name, out var entry))
            throw new Refusal($"缺少文件 {name}。", $"The file {name} is missing.");
        try
        {
            using var content = entry.Open();
            using var bytes = new MemoryStream();
            var buffer = new byte[64 * 1024];
            for (int read; (read = content.Read(buffer)) > 0; )
            {
                bytes.Write(buffer, 0, read);
                if (bytes.Length > most)
                    throw new Refusal($"文件 {name} 比应有的长。", $"The file {name} is longer than it may be.");
            }

            return bytes.ToArray();
        }
        catch (InvalidDataException)
        {
            throw new Refusal($"文件 {name} 已损坏。", $"The file {name} is damaged.");
        }
    }
}

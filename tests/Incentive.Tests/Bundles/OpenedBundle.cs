using System.Buffers.Text;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace CardTeam.Incentive.Tests.Bundles;

/// <summary>A bundle as it was downloaded.</summary>
internal sealed class OpenedBundle
{
    private readonly Dictionary<string, byte[]> _files = new(StringComparer.Ordinal);

    public OpenedBundle(byte[] zip)
    {
        using var archive = new ZipArchive(new MemoryStream(zip));
        foreach (var entry in archive.Entries)
        {
            using var content = entry.Open();
            using var bytes = new MemoryStream();
            content.CopyTo(bytes);
            _files.Add(entry.FullName, bytes.ToArray());
        }
    }

    public IEnumerable<string> Names => _files.Keys;

    public byte[] Bytes(string name) => _files[name];

    public string Text(string name) => Encoding.UTF8.GetString(_files[name]);

    public JsonElement Json(string name) => JsonSerializer.Deserialize<JsonElement>(_files[name]);

    public static string Sha256(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>True when the manifest is signed by one of the keys.</summary>
    public bool IsSignedBy(JsonElement keys)
    {
        var parts = Text("manifest.jws").Split('.');
        var header = JsonSerializer.Deserialize<JsonElement>(Base64Url.DecodeFromChars(parts[0]));
        Assert.Equal("ES256", header.GetProperty("alg").GetString());
        var key = keys.GetProperty("keys")
            .EnumerateArray()
            .Single(k => k.GetProperty("kid").GetString() == header.GetProperty("kid").GetString());
        using var ec = ECDsa.Create(
            new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256,
                Q =
                {
                    X = Base64Url.DecodeFromChars(key.GetProperty("x").GetString()),
                    Y = Base64Url.DecodeFromChars(key.GetProperty("y").GetString()),
                },
            }
        );
        return ec.VerifyData(
            Encoding.ASCII.GetBytes($"{parts[0]}.{Base64Url.EncodeToString(_files["manifest.json"])}"),
            Base64Url.DecodeFromChars(parts[2]),
            HashAlgorithmName.SHA256
        );
    }
}

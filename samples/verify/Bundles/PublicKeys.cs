using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace CardTeam.Verify.Bundles;

/// <summary>The bank's public keys, as its JSON web key set has them.</summary>
internal sealed class PublicKeys
{
    private const int LongestPart = 1024;

    private readonly Dictionary<string, ECParameters> _keys = new(StringComparer.Ordinal);

    /// <exception cref="Refusal">The text is no set of keys.</exception>
    public static PublicKeys Read(string json)
    {
        var keys = new PublicKeys();
        try
        {
            using var set = JsonDocument.Parse(json);
            foreach (var key in set.RootElement.GetProperty("keys").EnumerateArray())
                if (key.GetProperty("kty").GetString() == "EC" && key.GetProperty("crv").GetString() == "P-256")
                    keys.Add(key);
        }
        catch (Exception wrong)
            when (wrong is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new Refusal("密钥文件不是 JSON Web Key 集合。", "The file of keys is no JSON web key set.");
        }

        return keys;
    }

    /// <summary>Checks a detached signature (RFC 7515, appendix F) over a content.</summary>
    /// <exception cref="Refusal">It is none, or none of these keys made it.</exception>
    public void Check(byte[] signature, byte[] content)
    {
        var parts = Encoding.ASCII.GetString(signature).Split('.');
        if (parts is not [{ Length: > 0 and < LongestPart }, "", { Length: > 0 and < LongestPart }])
            throw NoSignature();
        try
        {
            var kid = KeyOf(Base64Url.DecodeFromChars(parts[0]));
            if (!_keys.TryGetValue(kid, out var parameters))
                throw new Refusal(
                    $"签名所用的密钥 {kid} 不在所给的公钥中。",
                    $"The key {kid} of the signature is not among the public keys given."
                );
            using var key = ECDsa.Create(parameters);
            var signed = Encoding.ASCII.GetBytes($"{parts[0]}.{Base64Url.EncodeToString(content)}");
            if (!key.VerifyData(signed, Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256))
                throw new Refusal("清单的签名不正确。", "The signature of the list is wrong.");
        }
        catch (Exception wrong) when (wrong is JsonException or FormatException or CryptographicException)
        {
            throw NoSignature();
        }
    }

    private void Add(JsonElement key)
    {
        var (x, y) = (key.GetProperty("x").GetString()!, key.GetProperty("y").GetString()!);
        var members = $$"""{"crv":"P-256","kty":"EC","x":"{{x}}","y":"{{y}}"}""";
        // The id is made from the key itself, so that nobody can give a key the id of another.
        _keys[Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(members)))] = new()
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = { X = Base64Url.DecodeFromChars(x), Y = Base64Url.DecodeFromChars(y) },
        };
    }

    private static string KeyOf(byte[] header)
    {
        using var read = JsonDocument.Parse(header);
        string? kid = null,
            alg = null;
        foreach (var member in read.RootElement.EnumerateObject())
            switch (member.Name)
            {
                case "alg" when alg is null && member.Value.ValueKind == JsonValueKind.String:
                    alg = member.Value.GetString();
                    break;
                case "kid" when kid is null && member.Value.ValueKind == JsonValueKind.String:
                    kid = member.Value.GetString();
                    break;
                default:
                    throw NoSignature();
            }

        return alg == "ES256" && kid is not null ? kid : throw NoSignature();
    }

    private static Refusal NoSignature() =>
        new("manifest.jws 不是 ES256 签名。", "manifest.jws is no signature by ES256.");
}

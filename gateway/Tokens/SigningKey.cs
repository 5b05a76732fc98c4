using System.Security.Cryptography;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.IdentityModel.Tokens;

namespace CardTeam.Gateway.Tokens;

/// <summary>The key the gateway's own tokens are signed with: P-256, in a PEM file that outlives the process.</summary>
public sealed class SigningKey
{
    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The thumbprint (RFC 7638) of a key that was once in the source repository: everybody with a copy of that can
    /// sign with it.
    /// </summary>
    private const string KnownToEverybody = "BR0agPzXWDYHpQhJO8cWvOFrkIusldYCw35dSkFjQsM";

    private SigningKey(ECParameters parameters, bool isExposed)
    {
        IsExposed = isExposed;
        // JSON web keys instead of ECDsa objects: the library then makes an object for each concurrent use.
        Public = Key(parameters, secret: null);
        Private = Key(parameters, parameters.D);
    }

    /// <summary>The public key, for verification.</summary>
    public JsonWebKey Public { get; }

    /// <summary>The private key, for signing.</summary>
    public JsonWebKey Private { get; }

    /// <summary>True when other accounts than its owner can read the file.</summary>
    public bool IsExposed { get; }

    /// <summary>Reads the key file, and creates it first where there is none.</summary>
    /// <exception cref="StartRefusedException">
    /// The file can be neither read nor created, or holds something else.
    /// </exception>
    public static SigningKey Load(string file)
    {
        try
        {
            var path = Path.GetFullPath(file);
            if (!File.Exists(path))
                Create(path);
            using var key = ECDsa.Create();
            key.ImportFromPem(File.ReadAllText(path));
            var parameters = key.ExportParameters(includePrivateParameters: true);
            if (parameters.Curve.Oid.Value != ECCurve.NamedCurves.nistP256.Oid.Value)
                throw new StartRefusedException(
                    $"Authentication:KeyFile '{file}' holds a key of another curve than P-256."
                );
            if (Key(parameters, secret: null).Kid == KnownToEverybody)
                throw new StartRefusedException(
                    $"'{file}' 中的签名密钥曾随源代码公开，任何人都能用它签发令牌；请删除该文件，启动时会另建 · "
                        + $"the signing key in '{file}' was published with the source code, anybody can sign with "
                        + "it: delete the file, the next start makes another."
                );
            return new(
                parameters,
                !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~OwnerOnly.OfFile) != UnixFileMode.None
            );
        }
        catch (Exception broken) when (broken is ArgumentException or CryptographicException)
        {
            throw new StartRefusedException(
                $"Authentication:KeyFile '{file}' does not hold a private P-256 key in PEM.",
                broken
            );
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new StartRefusedException(
                $"Authentication:KeyFile '{file}' can be neither read nor made: {denied.Message}",
                denied
            );
        }
    }

    /// <summary>
    /// Writes the file under a temporary name and moves it, so that nobody reads half a key. Processes that start at
    /// once take turns, and the first one's key is used.
    /// </summary>
    private static void Create(string path)
    {
        OwnerOnly.CreateFolder(Path.GetDirectoryName(path)!);
        using var turn = OwnerOnly.TakeTurn($"{path}.lock", LockTimeout);
        if (File.Exists(path))
            return;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var draft = $"{path}.{Guid.NewGuid():n}";
        try
        {
            using (var stream = new FileStream(draft, OwnerOnly.Options(FileMode.CreateNew)))
            {
                stream.Write(System.Text.Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem() + "\n"));
                stream.Flush(flushToDisk: true);
            }

            File.Move(draft, path, overwrite: false);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    private static JsonWebKey Key(ECParameters parameters, byte[]? secret)
    {
        var key = new JsonWebKey
        {
            Kty = JsonWebAlgorithmsKeyTypes.EllipticCurve,
            Crv = JsonWebKeyECTypes.P256,
            Alg = SecurityAlgorithms.EcdsaSha256,
            Use = JsonWebKeyUseNames.Sig,
            X = Base64UrlEncoder.Encode(parameters.Q.X),
            Y = Base64UrlEncoder.Encode(parameters.Q.Y),
            D = secret is null ? null : Base64UrlEncoder.Encode(secret),
        };
        key.Kid = Base64UrlEncoder.Encode(key.ComputeJwkThumbprint());
        return key;
    }
}

using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using CardTeam.Platform.Data.Kinds;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using CardTeam.ServiceDefaults.Settings;
using Microsoft.Data.Sqlite;

namespace CardTeam.Incentive.Bundles;

/// <summary>
/// The keys that bundles are signed with (ES256), in a PEM file outside the database: the private key in use, then the
/// public halves of all keys before it. The file is read for each bundle, so that a new key counts in every replica at
/// once.
/// </summary>
internal sealed class BundleKeys
{
    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(10);

    private readonly string? _file;

    /// <exception cref="StartRefusedException">The file exists and holds something else.</exception>
    public BundleKeys(IConfiguration configuration)
    {
        _file =
            SuiteSettings.BundleKeyFile.Of(configuration)
            ?? BesideAuditKey(configuration)
            ?? BesideDatabase(configuration);
        try
        {
            if (File.Exists(_file))
                Read(_file);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new StartRefusedException(
                $"{SuiteSettings.BundleKeyFile.Key} cannot be used: {_file} ({wrong.Message})",
                wrong
            );
        }
    }

    /// <summary>Signs with the key in use, and creates the first key where there is none.</summary>
    /// <returns>The detached signature (RFC 7515, appendix F) over the content.</returns>
    /// <exception cref="RuleBrokenException">409: no file is set up for the keys.</exception>
    public string Sign(ReadOnlySpan<byte> content)
    {
        var current = Keys()[0];
        var header = Base64Url.EncodeToString(Encoding.UTF8.GetBytes($$"""{"alg":"ES256","kid":"{{current.Id}}"}"""));
        using var key = ECDsa.Create();
        key.ImportFromPem(current.Pem);
        var signature = key.SignData(
            Encoding.ASCII.GetBytes($"{header}.{Base64Url.EncodeToString(content)}"),
            HashAlgorithmName.SHA256
        );
        return $"{header}..{Base64Url.EncodeToString(signature)}";
    }

    /// <summary>The public keys as JSON web keys, the one in use first.</summary>
    /// <exception cref="RuleBrokenException">409: no file is set up for the keys.</exception>
    public IReadOnlyList<PublicKey> Public() => Keys().ConvertAll(k => k.Public);

    /// <summary>Puts a new key in use, and keeps the public halves of those before it.</summary>
    /// <returns>The id of the new key.</returns>
    /// <exception cref="RuleBrokenException">409: no file is set up for the keys.</exception>
    public string Rotate()
    {
        var file = FileOfKeys();
        OwnerOnly.CreateFolder(Path.GetDirectoryName(file)!);
        using var turn = OwnerOnly.TakeTurn($"{file}.lock", LockTimeout);
        using var next = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        List<string> pem = [next.ExportPkcs8PrivateKeyPem()];
        foreach (var key in File.Exists(file) ? Read(file) : [])
        {
            using var old = ECDsa.Create();
            old.ImportFromPem(key.Pem);
            pem.Add(old.ExportSubjectPublicKeyInfoPem());
        }

        OwnerOnly.Replace(file, Encoding.ASCII.GetBytes(string.Join('\n', pem) + "\n"));
        return Read(file)[0].Id;
    }

    /// <summary>A public key (RFC 7517).</summary>
    /// <param name="Kid">The key's thumbprint (RFC 7638), by which people compare it.</param>
    public sealed record PublicKey(string Kty, string Crv, string Alg, string Use, string Kid, string X, string Y);

    private List<StoredKey> Keys()
    {
        var file = FileOfKeys();
        if (!File.Exists(file))
            Create(file);
        return Read(file);
    }

    private string FileOfKeys() =>
        _file
        ?? throw new RuleBrokenException(
            "bundle.no-key",
            new(
                $"未设置证明包的签名密钥文件（{SuiteSettings.BundleKeyFile.Key}），请联系管理员。",
                $"No file is set up for the key that signs bundles ({SuiteSettings.BundleKeyFile.Key}); ask the administrator."
            )
        );

    /// <summary>Processes that need the first key at once take turns, and the first one's key is used.</summary>
    private static void Create(string file)
    {
        OwnerOnly.CreateFolder(Path.GetDirectoryName(file)!);
        using var turn = OwnerOnly.TakeTurn($"{file}.lock", LockTimeout);
        if (File.Exists(file))
            return;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        OwnerOnly.Replace(file, Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem() + "\n"));
    }

    /// <exception cref="InvalidDataException">The file does not begin with a private key of P-256.</exception>
    private static List<StoredKey> Read(string file)
    {
        var keys = new List<StoredKey>();
        ReadOnlySpan<char> rest = File.ReadAllText(file);
        while (PemEncoding.TryFind(rest, out var fields))
        {
            var pem = rest[fields.Location].ToString();
            if (rest[fields.Label] is "PRIVATE KEY" != (keys.Count == 0))
                throw new InvalidDataException("A private key comes first, and public keys only after it.");
            keys.Add(StoredKey.Of(pem));
            rest = rest[fields.Location.End..];
        }

        return keys.Count > 0 ? keys : throw new InvalidDataException("The file holds no key in PEM.");
    }

    private static string? BesideAuditKey(IConfiguration configuration) =>
        SuiteSettings.AuditKeyFile.Of(configuration) is { } audit ? Beside(audit) : null;

    private static string? BesideDatabase(IConfiguration configuration)
    {
        var connection = SuiteSettings.Database.Of(configuration);
        if (connection is null || DatabaseKind.Of(connection) != DatabaseKind.Sqlite)
            return null;
        var database = new SqliteConnectionStringBuilder(connection).DataSource;
        return database is "" or ":memory:" ? null : Beside(database);
    }

    private static string? Beside(string file) =>
        Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder
            ? Path.Combine(folder, $"{IncentiveService.Name}.bundle-keys.pem")
            : null;

    /// <param name="Pem">The key as the file has it: with its private half, or without.</param>
    private sealed record StoredKey(string Pem, PublicKey Public)
    {
        public string Id => Public.Kid;

        public static StoredKey Of(string pem)
        {
            try
            {
                using var key = ECDsa.Create();
                key.ImportFromPem(pem);
                var parameters = key.ExportParameters(includePrivateParameters: false);
                if (parameters.Curve.Oid.Value != ECCurve.NamedCurves.nistP256.Oid.Value)
                    throw new InvalidDataException("A key is of another curve than P-256.");
                var (x, y) = (Base64Url.EncodeToString(parameters.Q.X), Base64Url.EncodeToString(parameters.Q.Y));
                var members = $$"""{"crv":"P-256","kty":"EC","x":"{{x}}","y":"{{y}}"}""";
                var thumbprint = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(members)));
                return new(pem, new("EC", "P-256", "ES256", "sig", thumbprint, x, y));
            }
            catch (Exception wrong) when (wrong is CryptographicException or ArgumentException)
            {
                throw new InvalidDataException("A block in PEM is no key of P-256.", wrong);
            }
        }
    }
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CardTeam.Platform.Data.Kinds;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using CardTeam.ServiceDefaults.Settings;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;

namespace CardTeam.Platform.Audit;

/// <summary>
/// The key audit entries are marked and sealed with. It is stored in a file outside the database that only the
/// service's own account may read: the owner of the database can neither forge an entry of the service nor compute the
/// chain anew. The file has one line for the key (<c>key id base64</c>) and one for the end of the part of the chain
/// that was sealed before there was a key (<c>after sequence hash</c>).
/// </summary>
public sealed class AuditKey
{
    private readonly string? _file;
    private readonly byte[]? _key;

    /// <exception cref="StartRefusedException">The file cannot be made, read, or is no key file.</exception>
    public AuditKey(IConfiguration configuration, string service)
    {
        _file = SuiteSettings.AuditKeyFile.Of(configuration) ?? BesideDatabase(configuration, service);
        if (_file is null)
            return;
        try
        {
            if (!File.Exists(_file))
                Make(_file);
            foreach (var parts in File.ReadAllLines(_file).Select(line => line.Split(' ')))
            {
                if (parts is ["key", var id, var key])
                    (Id, _key) = (id, Convert.FromBase64String(key));
                else if (parts is ["after", var sequence, var hash])
                    After = new(long.Parse(sequence, CultureInfo.InvariantCulture), hash);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new StartRefusedException(
                $"{SuiteSettings.AuditKeyFile.Key} cannot be used: {_file} ({failure.Message})",
                failure
            );
        }

        if (_key is not { Length: 32 } || Id is null)
            throw new StartRefusedException($"{SuiteSettings.AuditKeyFile.Key} is no key file: {_file}");
    }

    /// <summary>
    /// Names the key in each entry; null where there is no key, and the chain is sealed by hash alone.
    /// </summary>
    public string? Id { get; }

    /// <summary>The last entry that was sealed without a key; null until the sealer has looked.</summary>
    public AuditHead? After { get; private set; }

    public bool Exists => _key is not null;

    /// <summary>The keyed digest of a text, in lower-case hexadecimal.</summary>
    internal string Sign(string text) =>
        Convert.ToHexStringLower(
            HMACSHA256.HashData(
                _key ?? throw new InvalidOperationException("There is no key."),
                Encoding.UTF8.GetBytes(text)
            )
        );

    /// <summary>Notes where the keyed part of the chain begins. Written once.</summary>
    internal void BeginAfter(AuditHead last)
    {
        if (_file is null || After is not null)
            return;
        File.AppendAllText(_file, string.Create(CultureInfo.InvariantCulture, $"after {last.Sequence} {last.Hash}\n"));
        After = last;
    }

    private static string? BesideDatabase(IConfiguration configuration, string service)
    {
        var connection = SuiteSettings.Database.Of(configuration);
        if (connection is null || DatabaseKind.Of(connection) != DatabaseKind.Sqlite)
            return null;
        var database = new SqliteConnectionStringBuilder(connection).DataSource;
        return database is "" or ":memory:" || Path.GetDirectoryName(Path.GetFullPath(database)) is not { } folder
            ? null
            : Path.Combine(folder, $"{service}.audit-key");
    }

    private static void Make(string file)
    {
        var key = RandomNumberGenerator.GetBytes(32);
        var id = Convert.ToHexStringLower(SHA256.HashData(key))[..16];
        OwnerOnly.MakeOnce(file, Encoding.UTF8.GetBytes($"key {id} {Convert.ToBase64String(key)}\n"));
    }
}

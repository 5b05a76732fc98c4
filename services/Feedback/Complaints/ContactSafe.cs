using System.Security.Cryptography;
using System.Text;
using CardTeam.Feedback.Sealing;
using CardTeam.Platform.Data.Kinds;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using CardTeam.ServiceDefaults.Settings;
using Microsoft.Data.Sqlite;

namespace CardTeam.Feedback.Complaints;

/// <summary>
/// Seals customers' contacts and files (AES-256-GCM) with a key from a file outside the database, so that a copy of the database
/// tells nobody's number or address.
/// </summary>
internal sealed class ContactSafe
{
    private const int KeyBytes = SealedBox.KeyBytes;

    private readonly byte[]? _key,
        _sealing,
        _marking,
        _filing;

    /// <exception cref="StartRefusedException">The key file cannot be made or read, or is no key.</exception>
    public ContactSafe(IConfiguration configuration)
    {
        var file =
            SuiteSettings.ContactKeyFile.Of(configuration) ?? BesideDatabase(configuration, "feedback.contact-key");
        if (file is null)
            return;
        _key = ReadOrMake(file);
        _sealing = KeyFor("contact");
        _marking = KeyFor("mark");
        _filing = KeyFor("attachment");
    }

    /// <summary>False where no file is named for the key: contacts are then not taken.</summary>
    public bool IsOpen => _sealing is not null;

    /// <summary>
    /// The key for a purpose, the same for all replicas; without a key file one that only this process has.
    /// </summary>
    public byte[] KeyFor(string purpose) =>
        _key is null
            ? RandomNumberGenerator.GetBytes(KeyBytes)
            : HKDF.DeriveKey(HashAlgorithmName.SHA256, _key, KeyBytes, info: Encoding.UTF8.GetBytes(purpose));

    /// <param name="complaintRef">The complaint it belongs to: in another's row it opens no more.</param>
    public byte[] Seal(string contact, string complaintRef) =>
        SealedBox.Seal(_sealing!, Encoding.UTF8.GetBytes(contact), complaintRef);

    public string Open(byte[] contact, string complaintRef) =>
        Encoding.UTF8.GetString(SealedBox.Open(_sealing!, contact, complaintRef));

    /// <param name="id">The file's id: under another name it opens no more.</param>
    public byte[] SealFile(byte[] content, string id) => SealedBox.Seal(_filing!, content, id);

    /// <inheritdoc cref="SealFile"/>
    public byte[] OpenFile(byte[] content, string id) => SealedBox.Open(_filing!, content, id);

    /// <summary>
    /// The keyed digest of a contact, by which another complaint of the same customer is found. Case, blanks and
    /// punctuation make no difference.
    /// </summary>
    public string Mark(string contact) =>
        Convert.ToHexStringLower(
            HMACSHA256.HashData(
                _marking!,
                Encoding.UTF8.GetBytes(
                    string.Concat(contact.Where(c => char.IsLetterOrDigit(c) || c == '@')).ToUpperInvariant()
                )
            )
        );

    private static byte[] ReadOrMake(string file)
    {
        try
        {
            if (!File.Exists(file))
                OwnerOnly.MakeOnce(file, RandomNumberGenerator.GetBytes(KeyBytes));
            var key = File.ReadAllBytes(file);
            return key.Length == KeyBytes
                ? key
                : throw new StartRefusedException($"{SuiteSettings.ContactKeyFile.Key} is no key file: {file}");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException(
                $"{SuiteSettings.ContactKeyFile.Key} cannot be used: {file} ({failure.Message})",
                failure
            );
        }
    }

    /// <summary>The path of a name beside a SQLite database; null with SQL Server.</summary>
    public static string? BesideDatabase(IConfiguration configuration, string name)
    {
        var connection = SuiteSettings.Database.Of(configuration);
        if (connection is null || DatabaseKind.Of(connection) != DatabaseKind.Sqlite)
            return null;
        var database = new SqliteConnectionStringBuilder(connection).DataSource;
        return database is "" or ":memory:" || Path.GetDirectoryName(Path.GetFullPath(database)) is not { } folder
            ? null
            : Path.Combine(folder, name);
    }
}

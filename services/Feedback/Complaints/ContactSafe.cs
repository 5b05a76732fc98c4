using System.Security.Cryptography;
using System.Text;
using CardTeam.Platform.Data.Kinds;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using CardTeam.ServiceDefaults.Settings;
using Microsoft.Data.Sqlite;

namespace CardTeam.Feedback.Complaints;

/// <summary>
/// Seals customers' contacts (AES-256-GCM) with a key from a file outside the database, so that a copy of the database
/// tells nobody's number or address.
/// </summary>
internal sealed class ContactSafe
{
    private const int KeyBytes = 32,
        NonceBytes = 12,
        TagBytes = 16;

    private readonly byte[]? _sealing,
        _marking;

    /// <exception cref="StartRefusedException">The key file cannot be made or read, or is no key.</exception>
    public ContactSafe(IConfiguration configuration)
    {
        var file = SuiteSettings.ContactKeyFile.Of(configuration) ?? BesideDatabase(configuration);
        if (file is null)
            return;
        var key = ReadOrMake(file);
        _sealing = HKDF.DeriveKey(HashAlgorithmName.SHA256, key, KeyBytes, info: "contact"u8.ToArray());
        _marking = HKDF.DeriveKey(HashAlgorithmName.SHA256, key, KeyBytes, info: "mark"u8.ToArray());
    }

    /// <summary>False where no file is named for the key: contacts are then not taken.</summary>
    public bool IsOpen => _sealing is not null;

    /// <param name="complaintRef">The complaint it belongs to: in another's row it opens no more.</param>
    public byte[] Seal(string contact, string complaintRef)
    {
        var text = Encoding.UTF8.GetBytes(contact);
        var sealed_ = new byte[NonceBytes + text.Length + TagBytes];
        var nonce = sealed_.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(_sealing!, TagBytes);
        aes.Encrypt(
            nonce,
            text,
            sealed_.AsSpan(NonceBytes, text.Length),
            sealed_.AsSpan(NonceBytes + text.Length),
            Encoding.UTF8.GetBytes(complaintRef)
        );
        return sealed_;
    }

    public string Open(byte[] contact, string complaintRef)
    {
        var text = new byte[contact.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(_sealing!, TagBytes);
        aes.Decrypt(
            contact.AsSpan(0, NonceBytes),
            contact.AsSpan(NonceBytes, text.Length),
            contact.AsSpan(NonceBytes + text.Length),
            text,
            Encoding.UTF8.GetBytes(complaintRef)
        );
        return Encoding.UTF8.GetString(text);
    }

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

    private static string? BesideDatabase(IConfiguration configuration)
    {
        var connection = SuiteSettings.Database.Of(configuration);
        if (connection is null || DatabaseKind.Of(connection) != DatabaseKind.Sqlite)
            return null;
        var database = new SqliteConnectionStringBuilder(connection).DataSource;
        return database is "" or ":memory:" || Path.GetDirectoryName(Path.GetFullPath(database)) is not { } folder
            ? null
            : Path.Combine(folder, "feedback.contact-key");
    }
}

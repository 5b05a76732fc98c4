using System.Security.Cryptography;
using System.Text;

namespace CardTeam.Feedback.Sealing;

/// <summary>Seals bytes with a key (AES-256-GCM), and wraps keys for the holder of a key pair (P-256).</summary>
internal static class SealedBox
{
    public const int KeyBytes = 32;

    private const int NonceBytes = 12,
        TagBytes = 16,
        SaltBytes = 16,
        PublicKeyBytes = 91,
        PassphraseRounds = 600_000;

    /// <param name="belongsTo">What it belongs to: for anything else it opens no more.</param>
    public static byte[] Seal(byte[] key, ReadOnlySpan<byte> content, string belongsTo)
    {
        var box = new byte[NonceBytes + content.Length + TagBytes];
        var nonce = box.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(
            nonce,
            content,
            box.AsSpan(NonceBytes, content.Length),
            box.AsSpan(NonceBytes + content.Length),
            Encoding.UTF8.GetBytes(belongsTo)
        );
        return box;
    }

    /// <exception cref="CryptographicException">The key is another one, or the content was changed.</exception>
    public static byte[] Open(byte[] key, ReadOnlySpan<byte> box, string belongsTo)
    {
        if (box.Length < NonceBytes + TagBytes)
            throw new CryptographicException("This is no sealed content.");
        var content = new byte[box.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(key, TagBytes);
        aes.Decrypt(
            box[..NonceBytes],
            box[NonceBytes..^TagBytes],
            box[^TagBytes..],
            content,
            Encoding.UTF8.GetBytes(belongsTo)
        );
        return content;
    }

    /// <summary>Makes a key pair whose private key a passphrase locks.</summary>
    /// <returns>The public key (SubjectPublicKeyInfo) and the locked private key.</returns>
    public static (byte[] PublicKey, byte[] LockedKey) MakeKeyPair(string passphrase, string belongsTo)
    {
        using var pair = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        var locked = Seal(KeyOf(passphrase, salt), pair.ExportPkcs8PrivateKey(), belongsTo);
        return (pair.ExportSubjectPublicKeyInfo(), [.. salt, .. locked]);
    }

    /// <summary>The private key (PKCS 8) that a passphrase locks.</summary>
    /// <exception cref="CryptographicException">The passphrase is another one.</exception>
    public static byte[] Unlock(byte[] lockedKey, string passphrase, string belongsTo) =>
        Open(KeyOf(passphrase, lockedKey[..SaltBytes]), lockedKey.AsSpan(SaltBytes), belongsTo);

    /// <summary>Wraps a secret, so that only the holder of the private key has it.</summary>
    public static byte[] WrapFor(byte[] publicKey, byte[] secret, string belongsTo)
    {
        using var once = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        using var holder = ECDiffieHellman.Create();
        holder.ImportSubjectPublicKeyInfo(publicKey, out _);
        var sent = once.ExportSubjectPublicKeyInfo();
        return [.. sent, .. Seal(Agreed(once, holder.PublicKey, sent), secret, belongsTo)];
    }

    /// <exception cref="CryptographicException">It was wrapped for another key.</exception>
    public static byte[] Unwrap(byte[] privateKey, byte[] wrapped, string belongsTo)
    {
        using var holder = ECDiffieHellman.Create();
        holder.ImportPkcs8PrivateKey(privateKey, out _);
        using var once = ECDiffieHellman.Create();
        once.ImportSubjectPublicKeyInfo(wrapped.AsSpan(0, PublicKeyBytes), out _);
        return Open(
            Agreed(holder, once.PublicKey, wrapped[..PublicKeyBytes]),
            wrapped.AsSpan(PublicKeyBytes),
            belongsTo
        );
    }

    private static byte[] Agreed(ECDiffieHellman own, ECDiffieHellmanPublicKey other, byte[] sent) =>
        HKDF.DeriveKey(
            HashAlgorithmName.SHA256,
            own.DeriveRawSecretAgreement(other),
            KeyBytes,
            salt: sent,
            info: "wrap"u8.ToArray()
        );

    private static byte[] KeyOf(string passphrase, byte[] salt) =>
        Rfc2898DeriveBytes.Pbkdf2(passphrase, salt, PassphraseRounds, HashAlgorithmName.SHA256, KeyBytes);
}

using System.Globalization;
using System.Security.Cryptography;

namespace CardTeam.Gateway.Tokens;

/// <summary>
/// A secret in the form in which it may be stored: <c>pbkdf2-sha512$iterations$salt$key</c>, salt and key in Base64.
/// </summary>
public sealed record SecretHash
{
    private const string Scheme = "pbkdf2-sha512";

    // The number OWASP recommends for this function. A setting with fewer is refused: a weak hash is noticed too late.
    private const int Iterations = 210_000;
    private const int MostIterations = 10_000_000;
    private const int SaltBytes = 16;
    private const int KeyBytes = 32;

    private readonly int iterations;
    private readonly byte[] salt;
    private readonly byte[] key;

    private SecretHash(int iterations, byte[] salt, byte[] key) =>
        (this.iterations, this.salt, this.key) = (iterations, salt, key);

    /// <summary>Hashes a secret with a salt of its own.</summary>
    public static SecretHash Of(string secret)
    {
        var fresh = RandomNumberGenerator.GetBytes(SaltBytes);
        return new(Iterations, fresh, Derive(secret, fresh, Iterations));
    }

    /// <summary>A hash that no secret matches, which costs as much to check as any other.</summary>
    public static SecretHash OfNothing() =>
        new(Iterations, RandomNumberGenerator.GetBytes(SaltBytes), RandomNumberGenerator.GetBytes(KeyBytes));

    /// <summary>
    /// Reads the text written by <see cref="ToString"/>; null when it is not such a text or too weak.
    /// </summary>
    public static SecretHash? Parse(string? text)
    {
        if (text?.Split('$') is not [Scheme, var count, var saltText, var keyText])
            return null;
        if (
            !int.TryParse(count, CultureInfo.InvariantCulture, out var number)
            || number is < Iterations or > MostIterations
        )
            return null;
        var (saltBytes, keyBytes) = (new byte[SaltBytes], new byte[KeyBytes]);
        return
            Convert.TryFromBase64String(saltText, saltBytes, out var saltLength)
            && saltLength == SaltBytes
            && Convert.TryFromBase64String(keyText, keyBytes, out var keyLength)
            && keyLength == KeyBytes
            ? new(number, saltBytes, keyBytes)
            : null;
    }

    /// <summary>
    /// True when this is the hash of <paramref name="secret"/>; takes the same time for every answer.
    /// </summary>
    public bool Fits(string secret) => CryptographicOperations.FixedTimeEquals(Derive(secret, salt, iterations), key);

    /// <summary>The text for a setting.</summary>
    public override string ToString() =>
        $"{Scheme}${iterations}${Convert.ToBase64String(salt)}${Convert.ToBase64String(key)}";

    private static byte[] Derive(string secret, byte[] salt, int iterations) =>
        Rfc2898DeriveBytes.Pbkdf2(secret, salt, iterations, HashAlgorithmName.SHA512, KeyBytes);
}

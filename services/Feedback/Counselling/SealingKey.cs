using System.Security.Cryptography;
using CardTeam.Feedback.Sealing;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Feedback.Counselling;

/// <summary>
/// The key pair of a counsellor or of an officer for recovery. The private key is locked by a passphrase that only its
/// holder knows, and is stored nowhere else.
/// </summary>
internal sealed class SealingKey
{
    public const string Counsellor = "counsellor",
        Officer = "officer";

    private SealingKey() { }

    /// <summary><see cref="Counsellor"/> or <see cref="Officer"/>.</summary>
    public string Role { get; private set; } = "";

    public string UserId { get; private set; } = "";

    /// <summary>The name by which people choose a counsellor; empty for an officer.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The public key; empty for a named officer who has made none yet.</summary>
    public byte[] PublicKey { get; private set; } = [];

    public byte[] LockedKey { get; private set; } = [];

    /// <summary>1 or 2 for an officer, who holds that half of every key; 0 for a counsellor.</summary>
    public int Half { get; private set; }

    public int Version { get; private set; }

    public bool IsMade => PublicKey.Length > 0;

    public static SealingKey OfCounsellor(string userId) => new() { Role = Counsellor, UserId = userId };

    public static SealingKey OfOfficer(string userId, int half) =>
        new()
        {
            Role = Officer,
            UserId = userId,
            Half = half,
        };

    /// <summary>Makes the key pair, or a new one in place of one whose passphrase is lost.</summary>
    public void Make(string name, string passphrase)
    {
        Name = name;
        (PublicKey, LockedKey) = SealedBox.MakeKeyPair(passphrase, $"{Role} {UserId}");
        Version++;
    }

    /// <returns>The private key, to be kept in memory only.</returns>
    /// <exception cref="RuleBrokenException">409: the passphrase is another one, or no key was made.</exception>
    public byte[] Unlock(string passphrase)
    {
        try
        {
            if (IsMade)
                return SealedBox.Unlock(LockedKey, passphrase, $"{Role} {UserId}");
        }
        catch (CryptographicException)
        {
            // The same answer as without a key.
        }

        throw new RuleBrokenException(
            "counselling.passphrase-wrong",
            new("口令不正确。", "That is not the passphrase.")
        );
    }

    internal sealed class Mapping : IEntityTypeConfiguration<SealingKey>
    {
        public void Configure(EntityTypeBuilder<SealingKey> builder)
        {
            builder.ToTable("SealingKeys");
            builder.HasKey(k => new { k.Role, k.UserId });
            builder.Property(k => k.Role).HasMaxLength(20);
            builder.Property(k => k.UserId).HasMaxLength(CounsellingBounds.User);
            builder.Property(k => k.Name).HasMaxLength(CounsellingBounds.Name);
            builder.Property(k => k.Version).IsConcurrencyToken();
        }
    }
}

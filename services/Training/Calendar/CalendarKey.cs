using System.Security.Cryptography;
using System.Text;
using CardTeam.ServiceDefaults.Bounds;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Training.Calendar;

/// <summary>
/// The digest of a person's own key, by which their calendar programme reads their sessions without a sign-in. A new
/// key ends the one before.
/// </summary>
internal sealed class CalendarKey
{
    /// <summary>The length of a key in characters.</summary>
    public const int KeyLength = 32;

    private const string Signs = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";

    private CalendarKey() { }

    public CalendarKey(string managerNo) => ManagerNo = managerNo;

    public string ManagerNo { get; private set; } = "";

    /// <summary>SHA-256 of the key in hexadecimal: whoever reads the database cannot read calendars.</summary>
    public string Digest { get; private set; } = "";

    public DateTimeOffset RenewedAt { get; private set; }

    /// <summary>Gives a new key, which is known to nobody but the person.</summary>
    public string Renew(DateTimeOffset now)
    {
        var key = RandomNumberGenerator.GetString(Signs, KeyLength);
        (Digest, RenewedAt) = (DigestOf(key), now);
        return key;
    }

    public static string DigestOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    internal sealed class Mapping : IEntityTypeConfiguration<CalendarKey>
    {
        public void Configure(EntityTypeBuilder<CalendarKey> builder)
        {
            builder.ToTable("CalendarKeys");
            builder.HasKey(k => k.ManagerNo);
            builder.HasIndex(k => k.Digest).IsUnique();
            builder.Property(k => k.ManagerNo).HasMaxLength(Lengths.ManagerNo);
            builder.Property(k => k.Digest).HasMaxLength(64);
        }
    }
}

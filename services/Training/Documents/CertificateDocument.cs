using System.Security.Cryptography;
using CardTeam.ServiceDefaults.Bounds;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Training.Documents;

/// <summary>The verification code of a certificate's interval, by which anybody may check the printed document.</summary>
internal sealed class CertificateDocument
{
    /// <summary>The length of a code: 20 of 32 signs are 100 bits, which nobody guesses.</summary>
    public const int CodeLength = 20;

    // Without signs that read alike.
    private const string Signs = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private CertificateDocument() { }

    public string Code { get; private set; } = "";
    public string ManagerNo { get; private set; } = "";
    public string CertificateCode { get; private set; } = "";
    public DateOnly ValidFrom { get; private set; }
    public string IssuedBy { get; private set; } = "";
    public DateTimeOffset IssuedAt { get; private set; }

    /// <summary>Issues a document under a new code.</summary>
    public static CertificateDocument Issue(
        string managerNo,
        string certificate,
        DateOnly validFrom,
        string by,
        DateTimeOffset now
    ) =>
        new()
        {
            Code = RandomNumberGenerator.GetString(Signs, CodeLength),
            ManagerNo = managerNo,
            CertificateCode = certificate,
            ValidFrom = validFrom,
            IssuedBy = by,
            IssuedAt = now,
        };

    /// <summary>A code as people type it, without spaces and hyphens; null for what cannot be one.</summary>
    public static string? Read(string? typed)
    {
        if (typed is null || typed.Length > 4 * CodeLength)
            return null;
        var code = string.Concat(
            Codes.ToHalfWidth(typed).Where(c => !char.IsWhiteSpace(c) && c != '-').Select(char.ToUpperInvariant)
        );
        return code.Length == CodeLength && code.All(Signs.Contains) ? code : null;
    }

    /// <summary>The code in groups of four, as it is printed.</summary>
    public static string Printed(string code) => string.Join('-', code.Chunk(4).Select(c => new string(c)));

    internal sealed class Mapping : IEntityTypeConfiguration<CertificateDocument>
    {
        public void Configure(EntityTypeBuilder<CertificateDocument> builder)
        {
            builder.ToTable("CertificateDocuments");
            builder.HasKey(d => d.Code);
            builder
                .HasIndex(d => new
                {
                    d.ManagerNo,
                    d.CertificateCode,
                    d.ValidFrom,
                })
                .IsUnique();
            builder.Property(d => d.Code).HasMaxLength(CodeLength);
            builder.Property(d => d.ManagerNo).HasMaxLength(Lengths.ManagerNo);
            builder.Property(d => d.CertificateCode).HasMaxLength(Lengths.CertificateCode);
        }
    }
}

using CardTeam.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Performance.Grades;

/// <summary>The rules by which managers are graded. A run keeps the terms it was made with.</summary>
internal sealed class GradeScheme
{
    private GradeScheme() { }

    public GradeScheme(string code) => Code = code;

    public string Code { get; private set; } = "";
    public Period EffectiveFrom { get; private set; }

    /// <summary>The complete <see cref="GradeSchemeDocument"/> as JSON.</summary>
    public string Document { get; private set; } = "";

    public int Version { get; private set; }
    public string ChangedBy { get; private set; } = "";
    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>Writes it anew; false when nothing changed.</summary>
    public bool Set(Period effectiveFrom, string document, string by, DateTimeOffset now)
    {
        if (Version > 0 && (EffectiveFrom, Document) == (effectiveFrom, document))
            return false;
        (EffectiveFrom, Document, ChangedBy, ChangedAt) = (effectiveFrom, document, by, now);
        Version++;
        return true;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<GradeScheme>
    {
        public void Configure(EntityTypeBuilder<GradeScheme> builder)
        {
            builder.ToTable("GradeSchemes");
            builder.HasKey(s => s.Code);
            builder.Property(s => s.Code).HasMaxLength(Lengths.KpiCode);
            builder.Property(s => s.Document).HasMaxLength(8000);
            builder.Property(s => s.Version).IsConcurrencyToken();
        }
    }
}

using CardTeam.ServiceDefaults.Bounds;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Training.Programmes;

/// <summary>A programme of training as it is now planned.</summary>
internal sealed class Programme
{
    /// <summary>The most programmes of a bank.</summary>
    public const int Most = 200;

    private Programme() { }

    public Programme(string code) => Code = code;

    public string Code { get; private set; } = "";
    public string TitleZh { get; private set; } = "";
    public string TitleEn { get; private set; } = "";
    public string Kind { get; private set; } = "";

    /// <summary>The <see cref="ProgrammeTerms"/> as JSON.</summary>
    public string Content { get; private set; } = "";

    public string ChangedBy { get; private set; } = "";
    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>1 for the first, then counting up.</summary>
    public int Version { get; private set; }

    public ProgrammeTerms Terms => ProgrammeTerms.Read(Content);

    /// <returns>False where nothing has changed.</returns>
    public bool Plan(ProgrammeTerms terms, string by, DateTimeOffset now)
    {
        var content = terms.Write();
        if (content == Content)
            return false;
        (TitleZh, TitleEn, Kind) = (terms.TitleZh, terms.TitleEn, terms.Kind);
        (Content, ChangedBy, ChangedAt) = (content, by, now);
        Version++;
        return true;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<Programme>
    {
        public void Configure(EntityTypeBuilder<Programme> builder)
        {
            builder.ToTable("Programmes");
            builder.HasKey(p => p.Code);
            builder.Property(p => p.Code).HasMaxLength(Lengths.CourseCode);
            builder.Property(p => p.TitleZh).HasMaxLength(Lengths.Title);
            builder.Property(p => p.TitleEn).HasMaxLength(Lengths.Title);
            builder.Property(p => p.Kind).HasMaxLength(20);
            builder.Property(p => p.Content).HasMaxLength(ProgrammeTerms.Longest);
            builder.Property(p => p.Version).IsConcurrencyToken();
            builder.Ignore(p => p.Terms);
        }
    }
}

using CardTeam.ServiceDefaults.Bounds;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Training.Courses;

/// <summary>A file of a course's materials. It is kept in the database, so that every replica has it.</summary>
internal sealed class CourseFile
{
    private CourseFile() { }

    public Guid Id { get; private set; }
    public string CourseCode { get; private set; } = "";
    public string Name { get; private set; } = "";

    /// <summary>The content type that the bytes have.</summary>
    public string Type { get; private set; } = "";

    public int Size { get; private set; }

    /// <summary>SHA-256 of the content, in hexadecimal.</summary>
    public string Sha256 { get; private set; } = "";

    public byte[] Content { get; private set; } = [];
    public string AddedBy { get; private set; } = "";
    public DateTimeOffset AddedAt { get; private set; }

    public static CourseFile Add(
        string course,
        string name,
        string type,
        byte[] content,
        string sha256,
        string by,
        DateTimeOffset now
    ) =>
        new()
        {
            Id = Guid.CreateVersion7(now),
            CourseCode = course,
            Name = name,
            Type = type,
            Size = content.Length,
            Sha256 = sha256,
            Content = content,
            AddedBy = by,
            AddedAt = now,
        };

    internal sealed class Mapping : IEntityTypeConfiguration<CourseFile>
    {
        public void Configure(EntityTypeBuilder<CourseFile> builder)
        {
            builder.ToTable("CourseFiles");
            builder.HasKey(f => f.Id);
            builder.HasIndex(f => new { f.CourseCode, f.Sha256 }).IsUnique();
            builder.Property(f => f.CourseCode).HasMaxLength(Lengths.CourseCode);
            builder.Property(f => f.Name).HasMaxLength(Lengths.FileName);
            builder.Property(f => f.Type).HasMaxLength(100);
            builder.Property(f => f.Sha256).HasMaxLength(64);
        }
    }
}

using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Feedback.Complaints;

/// <summary>A file of a complaint. Its content is sealed in a folder outside the database.</summary>
internal sealed class CaseAttachment
{
    private CaseAttachment() { }

    public Guid Id { get; private set; }
    public string ComplaintRef { get; private set; } = "";

    /// <summary>The name that whoever sent it gave it.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The content type that the bytes have.</summary>
    public string Type { get; private set; } = "";

    public int Size { get; private set; }
    public string AddedBy { get; private set; } = "";
    public DateTimeOffset AddedAt { get; private set; }

    /// <summary>Checks a file and makes its entry.</summary>
    /// <exception cref="RuleBrokenException">413 or 415: it is too large, or of another type.</exception>
    public static CaseAttachment Of(string complaintRef, string name, byte[] content, string by, DateTimeOffset now)
    {
        if (content.Length > CaseBounds.AttachmentBytes)
            throw TooLarge();
        return new()
        {
            Id = Guid.CreateVersion7(now),
            ComplaintRef = complaintRef,
            Name = NameOf(name),
            Type = AttachmentType.Of(content) ?? throw Refused(415, "attachment.type"),
            Size = content.Length,
            AddedBy = by,
            AddedAt = now,
        };
    }

    public static RuleBrokenException TooLarge() => Refused(413, "attachment.too-large");

    public static RuleBrokenException TooMany() => Refused(409, "attachment.too-many");

    private static RuleBrokenException Refused(int status, string code) =>
        new(
            code,
            new(
                $"附件最多 {CaseBounds.Attachments} 个，每个不超过 10 MB，格式为 {AttachmentType.Names}。",
                $"At most {CaseBounds.Attachments} files of up to 10 MB each are accepted: {AttachmentType.Names}."
            ),
            status: status
        );

    /// <summary>The name without folders and without what no screen shows; a card number is no name.</summary>
    private static string NameOf(string given)
    {
        var name = string.Concat(
            given[(given.LastIndexOfAny(['/', '\\']) + 1)..].Where(c => !char.IsControl(c) && !TypedText.IsInvisible(c))
        );
        name = name.Trim();
        return name.Length == 0 || CardNumbers.IsIn(name) ? "file" : Lengths.Cut(name, Lengths.FileName);
    }

    internal sealed class Mapping : IEntityTypeConfiguration<CaseAttachment>
    {
        public void Configure(EntityTypeBuilder<CaseAttachment> builder)
        {
            builder.ToTable("CaseAttachments");
            builder.HasKey(a => a.Id);
            builder.HasIndex(a => a.ComplaintRef);
            builder.Property(a => a.ComplaintRef).HasMaxLength(Lengths.ComplaintRef);
            builder.Property(a => a.Name).HasMaxLength(Lengths.FileName);
            builder.Property(a => a.Type).HasMaxLength(100);
        }
    }
}

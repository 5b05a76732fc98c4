using System.IO.Compression;

namespace CardTeam.Training.Courses;

/// <summary>
/// The types of files that a course may have, recognised by their bytes and never by their names alone.
/// </summary>
internal sealed record CourseFileType(string ContentType, params string[] Endings)
{
    public static readonly CourseFileType Pdf = new("application/pdf", ".pdf"),
        Png = new("image/png", ".png"),
        Jpeg = new("image/jpeg", ".jpg", ".jpeg"),
        Mp4 = new("video/mp4", ".mp4"),
        Word = new("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx"),
        Slides = new("application/vnd.openxmlformats-officedocument.presentationml.presentation", ".pptx"),
        Workbook = new("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx");

    /// <summary>The names of the types for people.</summary>
    public const string Names = "pdf, png, jpg, mp4, docx, pptx, xlsx";

    /// <summary>The greatest number of parts of a document that are looked through.</summary>
    private const int MostParts = 10_000;

    /// <summary>The type of a content; null for any other, also for a document with macros.</summary>
    public static CourseFileType? Of(byte[] content)
    {
        var bytes = content.AsSpan();
        if (bytes.StartsWith("%PDF-"u8))
            return Pdf;
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]))
            return Png;
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
            return Jpeg;
        if (bytes.Length > 12 && bytes[4..8].SequenceEqual("ftyp"u8))
            return Mp4;
        return bytes.StartsWith("PK\u0003\u0004"u8) ? OfDocument(content) : null;
    }

    /// <summary>True for a file name that ends as this type's do.</summary>
    public bool HasEndingOf(string name) =>
        Endings.Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    private static CourseFileType? OfDocument(byte[] content)
    {
        try
        {
            using var parts = new ZipArchive(new MemoryStream(content, writable: false), ZipArchiveMode.Read);
            if (parts.Entries.Count > MostParts || parts.GetEntry("[Content_Types].xml") is null)
                return null;
            if (parts.Entries.Any(e => e.FullName.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase)))
                return null;
            return parts.GetEntry("word/document.xml") is not null ? Word
                : parts.GetEntry("ppt/presentation.xml") is not null ? Slides
                : parts.GetEntry("xl/workbook.xml") is not null ? Workbook
                : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}

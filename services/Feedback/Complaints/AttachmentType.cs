namespace CardTeam.Feedback.Complaints;

/// <summary>The types of files that a complaint may have, recognised by their bytes and never by their names.</summary>
internal static class AttachmentType
{
    /// <summary>The names of the types for people.</summary>
    public const string Names = "pdf, png, jpg";

    /// <summary>The content type of some bytes; null for any other than the types accepted.</summary>
    public static string? Of(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith("%PDF-"u8))
            return "application/pdf";
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]))
            return "image/png";
        return bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? "image/jpeg" : null;
    }
}

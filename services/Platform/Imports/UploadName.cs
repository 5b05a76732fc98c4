using Microsoft.AspNetCore.Http;

namespace CardTeam.Platform.Imports;

/// <summary>The name under which a client sends a file.</summary>
public static class UploadName
{
    /// <summary>
    /// The file's original name (RFC 6266); null where the client sent none, or one that must not be shown.
    /// </summary>
    public static string? Of(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return UploadType.FileNameOf(request);
    }
}

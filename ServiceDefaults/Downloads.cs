using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace CardTeam.ServiceDefaults;

/// <summary>Sets the file name under which a browser saves an answer.</summary>
public static class Downloads
{
    private const string Nameless = "download";

    /// <summary>
    /// Marks the answer as a file to save. The framework writes the header, so that no part of the name can end it and
    /// begin another header.
    /// </summary>
    public static void NameDownload(this HttpContext http, string name)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(name);
        var plain = new string([
            .. name.Where(c => !char.IsControl(c) && !"\\/:*?\"<>|;%".Contains(c, StringComparison.Ordinal)),
        ]);
        var header = new ContentDispositionHeaderValue("attachment");
        header.SetHttpFileName(plain.Length > 0 ? plain : Nameless);
        http.Response.Headers.ContentDisposition = header.ToString();
    }
}

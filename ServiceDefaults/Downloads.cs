using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace CardTeam.ServiceDefaults;

/// <summary>The name a browser keeps an answer under.</summary>
public static class Downloads
{
    private const string Nameless = "download";

    /// <summary>Has the answer kept as a file. The framework writes the header, so that no part of the name can end it and begin another.</summary>
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

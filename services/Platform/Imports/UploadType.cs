using CardTeam.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace CardTeam.Platform.Imports;

/// <summary>Reads the headers of an upload: the file's type, encoding and name.</summary>
internal static class UploadType
{
    /// <summary>
    /// The content types that systems send for a csv or a workbook. The bytes decide which of the two it is.
    /// </summary>
    private static readonly HashSet<string> Taken = new(StringComparer.OrdinalIgnoreCase)
    {
        "text/csv",
        "text/plain",
        "text/tab-separated-values",
        "application/csv",
        "application/x-csv",
        "text/x-csv",
        "application/vnd.ms-excel",
        "application/octet-stream",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.ms-excel.sheet.macroenabled.12",
    };

    /// <summary>The charset that the content type declares; null where it declares none.</summary>
    /// <exception cref="RuleBrokenException">415: a content type that no table has.</exception>
    public static string? CharsetOf(HttpRequest request)
    {
        if (string.IsNullOrWhiteSpace(request.ContentType))
            return null;
        if (
            MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            && Taken.Contains(type.MediaType.ToString())
        )
            return type.Charset.HasValue && type.Charset.Length > 0 ? type.Charset.ToString() : null;
        var came = Refusal.Quote(request.ContentType.Split(';')[0].Trim());
        throw new RuleBrokenException(
            "import.media-type",
            new(
                "请把文件本身作为请求正文发送，类型为 text/csv 或 "
                    + $"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet（xlsx）；收到的是 {came}。",
                "Send the file as the body, as text/csv or "
                    + $"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet (xlsx); this came as {came}."
            ),
            status: 415
        );
    }

    /// <summary>
    /// The file's original name (RFC 6266); null where the client sent none, or one that must not be shown.
    /// </summary>
    public static string? FileNameOf(HttpRequest request)
    {
        if (!ContentDispositionHeaderValue.TryParse(request.Headers.ContentDisposition.ToString(), out var disposition))
            return null;
        var given = (disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName)
            .ToString()
            .Trim('"');
        var name = given[(given.LastIndexOfAny(['/', '\\']) + 1)..];
        return
            TypedText.TryRead(Lengths.Cut(name, Lengths.FileName), Lengths.FileName, out var text, out _)
            && !CardNumbers.IsIn(text)
            ? text
            : null;
    }
}

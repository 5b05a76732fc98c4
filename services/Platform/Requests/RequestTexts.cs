using System.Text.Json;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace CardTeam.Platform.Requests;

/// <summary>
/// Applies the rule for typed text to every text of a request before anything is done with it: the parts of the
/// address, the query, and every string of a JSON body. A text that breaks the rule is answered with 400 and its place.
/// </summary>
internal static class RequestTexts
{
    /// <summary>The greatest length of a part of an address or a query; the longest made here is a cursor.</summary>
    private const int LongestInAddress = 2000;

    /// <summary>The greatest length of one string of a body. Routes set lower limits.</summary>
    private const int LongestInBody = 20_000;

    /// <summary>The greatest size of a body, except an import's file (contracts: 1 MB).</summary>
    private const int LargestBody = 1 << 20;

    private static readonly JsonReaderOptions Strict = new() { MaxDepth = 32 };

    public static void UseRequestTexts(this WebApplication app) =>
        app.Use(
            async (http, next) =>
            {
                if (http.GetEndpoint() is null)
                {
                    await next(http);
                    return;
                }

                foreach (var (name, value) in http.Request.RouteValues)
                    TypedText.Read(value?.ToString(), LongestInAddress, name);
                foreach (var (name, values) in http.Request.Query)
                {
                    TypedText.Read(name, Lengths.Search, "query");
                    foreach (var value in values)
                        TypedText.Read(value, LongestInAddress, name);
                }

                if (
                    http.Request.HasJsonContentType()
                    && http.GetEndpoint()!.Metadata.GetMetadata<OwnIdempotency>() is null
                )
                    await CheckBodyAsync(http);
                await next(http);
            }
        );

    private static async Task CheckBodyAsync(HttpContext http)
    {
        http.Request.EnableBuffering();
        using var body = new MemoryStream();
        var chunk = new byte[16 * 1024];
        for (int read; (read = await http.Request.Body.ReadAsync(chunk, http.RequestAborted)) > 0; )
        {
            body.Write(chunk, 0, read);
            if (body.Length > LargestBody)
                throw new BadHttpRequestException("The body is too large.", StatusCodes.Status413PayloadTooLarge);
        }

        http.Request.Body.Position = 0;
        // Some clients name a type of content where there is none; a route that needs a body says so itself.
        if (body.Length > 0)
            Check(body.GetBuffer().AsSpan(0, (int)body.Length));
    }

    private static void Check(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, Strict);
        var member = "body";
        try
        {
            while (reader.Read())
                switch (reader.TokenType)
                {
                    case JsonTokenType.PropertyName:
                        member = TypedText.Read(reader.GetString(), Lengths.Search, "body") ?? "";
                        break;
                    case JsonTokenType.String:
                        TypedText.Read(reader.GetString(), LongestInBody, member, hasLines: true);
                        break;
                }
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            throw new RuleBrokenException(
                "request.invalid",
                new("请求内容不是有效的 JSON。", "The body is not well-formed JSON."),
                status: 400
            );
        }
    }
}

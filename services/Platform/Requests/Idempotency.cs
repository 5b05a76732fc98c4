using System.Security.Cryptography;
using CardTeam.Platform.Data;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Description;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CardTeam.Platform.Requests;

/// <summary>
/// The first answer to a successful POST with an <c>Idempotency-Key</c>, saved in the transaction of that POST.
/// </summary>
public sealed class IdempotentAnswer
{
    public string Caller { get; init; } = "";
    public string Key { get; init; } = "";

    /// <summary>SHA-256 of path, query and body: using the same key for another request is an error.</summary>
    public string RequestHash { get; init; } = "";

    public int Status { get; init; }
    public string? ContentType { get; init; }
    public string? Location { get; init; }
    public byte[] Body { get; init; } = [];
    public DateTimeOffset AnsweredAt { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<IdempotentAnswer>
    {
        public void Configure(EntityTypeBuilder<IdempotentAnswer> builder)
        {
            builder.HasKey(a => new { a.Caller, a.Key });
            builder.HasIndex(a => a.AnsweredAt);
            builder.Property(a => a.Location).HasMaxLength(500);
        }
    }
}

/// <summary>Marks a POST whose body is streamed and which handles its keys itself (imports).</summary>
public sealed class OwnIdempotency : ITakesFile;

/// <summary>
/// Marks a POST of which nothing is remembered, not even that it was sent: a repeated one is done again.
/// </summary>
public sealed class NotRemembered;

/// <summary>
/// Answers a repeated key and body with the first answer. The change and its answer are saved in one transaction, so
/// that no crash can separate them.
/// </summary>
internal static class Idempotency
{
    public const string Header = "Idempotency-Key";

    public static void UseIdempotency(this WebApplication app) =>
        app.Use(
            async (http, next) =>
            {
                var key = http.Request.Headers[Header].ToString();
                if (
                    key.Length == 0
                    || !HttpMethods.IsPost(http.Request.Method)
                    || http.GetEndpoint() is not RouteEndpoint endpoint
                    || endpoint.Metadata.GetMetadata<OwnIdempotency>() is not null
                    || endpoint.Metadata.GetMetadata<NotRemembered>() is not null
                )
                {
                    await next(http);
                    return;
                }

                CheckKey(key);
                await AnswerOnceAsync(http, key, next);
            }
        );

    public static void CheckKey(string key)
    {
        if (key.Length > 200)
            throw new RuleBrokenException(
                "idempotency.key-too-long",
                new("Idempotency-Key 最长 200 个字符。", "An Idempotency-Key has at most 200 characters."),
                status: 400
            );
    }

    public static RuleBrokenException Reused() =>
        new(
            "idempotency.key-reused",
            new("此 Idempotency-Key 已用于另一个请求。", "This Idempotency-Key was used for another request."),
            status: 422
        );

    private static async Task AnswerOnceAsync(HttpContext http, string key, RequestDelegate next)
    {
        var ct = http.RequestAborted;
        var db = (ServiceDbContext)http.RequestServices.GetService(typeof(ServiceDbContext))!;
        var clock = (TimeProvider)http.RequestServices.GetService(typeof(TimeProvider))!;
        var caller = Caller.From(http.User).Id;
        var hash = await HashAsync(http.Request, ct);

        var original = http.Response.Body;
        using var buffer = new MemoryStream();
        var replay = false;
        await db.InTransactionAsync(
            async () =>
            {
                var known = await db
                    .IdempotentAnswers.AsNoTracking()
                    .FirstOrDefaultAsync(a => a.Caller == caller && a.Key == key, ct);
                if (known is not null)
                {
                    if (known.RequestHash != hash)
                        throw Reused();
                    replay = true;
                    http.Response.StatusCode = known.Status;
                    http.Response.ContentType = known.ContentType;
                    if (known.Location is not null)
                        http.Response.Headers.Location = known.Location;
                    http.Response.Headers["Idempotency-Replayed"] = "true";
                    buffer.Write(known.Body);
                    return;
                }

                http.Response.Body = buffer;
                try
                {
                    await next(http);
                }
                finally
                {
                    http.Response.Body = original;
                }

                // A refusal is not stored: the caller corrects the request and sends it again under the same key.
                if (http.Response.StatusCode >= StatusCodes.Status400BadRequest)
                    return;
                db.IdempotentAnswers.Add(
                    new IdempotentAnswer
                    {
                        Caller = caller,
                        Key = key,
                        RequestHash = hash,
                        Status = http.Response.StatusCode,
                        ContentType = http.Response.ContentType,
                        Location = http.Response.Headers.Location,
                        Body = buffer.ToArray(),
                        AnsweredAt = clock.GetUtcNow(),
                    }
                );
                await db.SaveChangesAsync(ct);
            },
            ct
        );

        if (buffer.Length == 0 && !replay)
            return;
        buffer.Position = 0;
        await buffer.CopyToAsync(original, ct);
    }

    private static async Task<string> HashAsync(HttpRequest request, CancellationToken ct)
    {
        request.EnableBuffering();
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(System.Text.Encoding.UTF8.GetBytes($"{request.Path}{request.QueryString}\n"));
        var chunk = new byte[16 * 1024];
        for (int read; (read = await request.Body.ReadAsync(chunk, ct)) > 0; )
            sha.AppendData(chunk.AsSpan(0, read));
        request.Body.Position = 0;
        return Convert.ToHexStringLower(sha.GetHashAndReset());
    }
}

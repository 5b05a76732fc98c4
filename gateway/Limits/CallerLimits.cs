using System.Globalization;
using System.Threading.RateLimiting;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Settings;
using Microsoft.AspNetCore.RateLimiting;

namespace CardTeam.Gateway.Limits;

/// <summary>Limits what one caller may ask for: requests per minute, and bytes in one request.</summary>
internal static class CallerLimits
{
    /// <summary>The largest body of an import: 1 GB.</summary>
    public const long LargestImport = 1L << 30;

    /// <summary>The largest file of a course's materials, with its frame: a little more than 20 MB.</summary>
    public const long LargestCourseFile = (20L << 20) + 1024;

    /// <summary>The largest file of a complaint, with its frame: a little more than 10 MB.</summary>
    public const long LargestAttachment = (10L << 20) + 1024;

    /// <summary>The largest body of anything else: 1 MB.</summary>
    public const long LargestBody = 1L << 20;

    /// <summary>
    /// Limits callers by their token's subject, or by address before they have a token. <c>Limits:RequestsPerMinute</c>
    /// counts by minutes of the clock; 0 means no limit.
    /// </summary>
    /// <exception cref="StartRefusedException">The setting is not a number.</exception>
    public static void AddCallerLimits(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = LargestBody);

        var requests = SuiteSettings.RequestsPerMinute.Of(builder.Configuration);
        builder.Services.AddRateLimiter(options =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.OnRejected = (rejected, _) =>
            {
                var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var known)
                    ? known
                    : TimeSpan.FromMinutes(1);
                rejected.HttpContext.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds))
                    .ToString(CultureInfo.InvariantCulture);
                return ValueTask.CompletedTask;
            };
        });
        // A monitor must get its answer even when all other requests are refused.
        builder
            .Services.AddOptions<RateLimiterOptions>()
            .Configure<CallerWindows>(
                (options, windows) =>
                    options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http =>
                        requests == 0 || IsForMonitors(http.Request.Path)
                            ? RateLimitPartition.GetNoLimiter("")
                            : RateLimitPartition.Get(Caller(http), caller => windows.Open(caller, requests))
                    )
            );
        builder.Services.AddSingleton<CallerWindows>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<CallerWindows>());
    }

    /// <summary>The origin of a request, the same for IPv4 and IPv4 mapped to IPv6.</summary>
    public static string Address(HttpContext http)
    {
        var address = http.Connection.RemoteIpAddress;
        return (address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address)?.ToString() ?? "local";
    }

    private static bool IsForMonitors(PathString path) => path == "/health" || path == "/alive" || path == "/status";

    private static string Caller(HttpContext http) =>
        http.User.FindFirst("sub") is { } subject ? "sub " + subject.Value : "address " + Address(http);
}

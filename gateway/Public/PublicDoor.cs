using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using CardTeam.Gateway.Limits;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Public;
using CardTeam.ServiceDefaults.Settings;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Yarp.ReverseProxy.Configuration;

namespace CardTeam.Gateway.Public;

/// <summary>
/// The pages that everybody may open, <c>/public</c>: forwarded without cookie and token, within limits of their own,
/// so that whoever floods them takes nothing from the people who work here.
/// </summary>
internal sealed class PublicDoor
{
    /// <summary>The name of the policy that limits how many public requests are forwarded at the same time.</summary>
    public const string Policy = "public";

    private const int AtTheSameTime = 8,
        Waiting = 32;

    /// <summary>Below this rate, in bytes a second, an upload is given up: it holds one of a few places.</summary>
    private const double SlowestUpload = 2048;

    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private static readonly Text Title = new("暂时无法处理", "Not possible at the moment");

    /// <summary>
    /// The areas, each with the service that has its pages and the size of its largest form in bytes.
    /// </summary>
    private static readonly IReadOnlyList<(string Area, string Service, long LargestForm)> Areas =
    [
        // Five files of 10 MB, and what is typed.
        ("complaints", "feedback", (51L << 20)),
        ("certificates", "training", 1024),
    ];

    private readonly bool _isOpen;
    private readonly PartitionedRateLimiter<HttpContext> _perAddress;

    public PublicDoor(IConfiguration configuration, CallerWindows windows)
    {
        _isOpen = SuiteSettings.PublicOpen.Of(configuration) ?? true;
        var (pages, forms) = (
            SuiteSettings.PublicPagesPerMinute.Of(configuration),
            SuiteSettings.PublicFormsPerMinute.Of(configuration)
        );
        _perAddress = PartitionedRateLimiter.Create<HttpContext, string>(http =>
            HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method)
                ? RateLimitPartition.Get($"public page {NetworkOf(http)}", caller => windows.Open(caller, pages))
                : RateLimitPartition.Get($"public form {NetworkOf(http)}", caller => windows.Open(caller, forms))
        );
    }

    /// <summary>The routes of the areas; their addresses are the same at the service.</summary>
    public static IEnumerable<RouteConfig> Routes() =>
        Areas.Select(area => new RouteConfig
        {
            RouteId = $"public-{area.Area}",
            ClusterId = area.Service,
            Match = new() { Path = $"{PublicPage.Root}/{area.Area}/{{**rest}}" },
            AuthorizationPolicy = "anonymous",
            RateLimiterPolicy = Policy,
            MaxRequestBodySize = area.LargestForm,
            Transforms = [ServiceRoutes.Caller],
        });

    public static void AddPolicy(RateLimiterOptions options) =>
        options.AddConcurrencyLimiter(
            Policy,
            limiter =>
            {
                limiter.PermitLimit = AtTheSameTime;
                limiter.QueueLimit = Waiting;
                limiter.QueueProcessingOrder = QueueProcessingOrder.OldestFirst;
            }
        );

    /// <summary>Answers the requests of the public pages; all others pass.</summary>
    public async Task AnswerAsync(HttpContext http, RequestDelegate next)
    {
        if (!http.Request.Path.StartsWithSegments(PublicPage.Root, StringComparison.OrdinalIgnoreCase))
        {
            await next(http);
            return;
        }

        // Nobody is signed in here, whatever their browser sends along.
        http.Request.Headers.Remove("Cookie");
        http.Request.Headers.Authorization = default;
        PublicPage.ChooseLanguage(http);
        if (!_isOpen || http.GetEndpoint() is null)
        {
            await WriteAsync(http, StatusCodes.Status404NotFound);
            return;
        }

        using var lease = _perAddress.AttemptAcquire(http);
        if (!lease.IsAcquired)
        {
            var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var known) ? known : TimeSpan.FromMinutes(1);
            http.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds))
                .ToString(CultureInfo.InvariantCulture);
            await WriteAsync(http, StatusCodes.Status429TooManyRequests);
            return;
        }

        // With HTTP/2 the rate belongs to the connection and cannot be set for a request.
        if (
            HttpProtocol.IsHttp11(http.Request.Protocol)
            && http.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate
        )
            rate.MinDataRate = new MinDataRate(SlowestUpload, Grace);
        await next(http);
        if (!http.Response.HasStarted && http.Response.StatusCode >= StatusCodes.Status400BadRequest)
            await WriteAsync(http, http.Response.StatusCode);
    }

    /// <summary>The first page: what everybody may do here.</summary>
    public static Task ShowAsync(HttpContext http) =>
        PublicPage.WriteAsync(
            http,
            new("信用卡客户服务", "Card customer service"),
            Html.Of(
                $"""
                <p>{new Text("无需登录即可使用以下服务。", "You can use these without signing in.").For(http)}</p>
                <ul>
                <li><a href="{PublicPage.AddressOf(http, $"{PublicPage.Root}/complaints")}">{new Text(
                    "提出投诉或查询处理进度",
                    "Make a complaint, or see how it stands"
                ).For(http)}</a></li>
                <li><a href="{PublicPage.AddressOf(http, $"{PublicPage.Root}/certificates")}">{new Text(
                    "验证客户经理的岗位资格证书",
                    "Verify the certificate of an account manager"
                ).For(http)}</a></li>
                </ul>
                """
            )
        );

    private static Task WriteAsync(HttpContext http, int status) =>
        PublicPage.WriteAsync(
            http,
            Title,
            status switch
            {
                StatusCodes.Status404NotFound => new("没有这个页面。", "There is no such page."),
                StatusCodes.Status413PayloadTooLarge => new(
                    "内容过大：附件最多 5 个，每个不超过 10 MB。",
                    "Too large: at most 5 files of 10 MB each."
                ),
                StatusCodes.Status429TooManyRequests => new(
                    "请求过于频繁，请稍后再试。",
                    "Too many requests; try again later."
                ),
                StatusCodes.Status503ServiceUnavailable or StatusCodes.Status502BadGateway => new(
                    "服务繁忙，请稍后再试。",
                    "The service is busy; try again later."
                ),
                _ => new("请求无法处理，请返回重试。", "This could not be done; go back and try again."),
            },
            status
        );

    /// <summary>
    /// The address a request comes from; of IPv6 its first half, because one household has all addresses of it.
    /// </summary>
    private static string NetworkOf(HttpContext http)
    {
        if (
            http.Connection.RemoteIpAddress
            is not { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false } address
        )
            return CallerLimits.Address(http);
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes).ToString();
    }
}

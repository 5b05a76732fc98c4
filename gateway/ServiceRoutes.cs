using System.Text;
using CardTeam.Gateway.Access;
using CardTeam.Gateway.Forwarding;
using CardTeam.Gateway.Limits;
using CardTeam.Gateway.Public;
using CardTeam.Gateway.Sessions;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.Primitives;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.LoadBalancing;
using Yarp.ReverseProxy.Transforms;

namespace CardTeam.Gateway;

/// <summary>
/// Defines the forwarded routes, their services and their policies. The services check every token again themselves.
/// </summary>
internal static class ServiceRoutes
{
    /// <summary>The services; each name is also the first part of the service's addresses.</summary>
    public static readonly IReadOnlyList<string> Services = ["performance", "training", "feedback", "incentive"];

    private const string RetryAfterSeconds = "5";

    /// <summary>
    /// The forwarded headers sent to the services: only the caller's address. They make no links, for which they would
    /// need the others.
    /// </summary>
    public static readonly IReadOnlyDictionary<string, string> Caller = new Dictionary<string, string>(
        StringComparer.Ordinal
    )
    {
        ["X-Forwarded"] = "Off",
        ["For"] = "Set",
    };

    // Calls of /alive use the same connections and must succeed when all others are in use.
    private const int ConnectionsForChecks = 8;

    // The failures of two seconds decide, and are forgotten before the replica is tried again: with a shorter pause the
    // old failures would count again.
    private static readonly TimeSpan FailuresOf = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ReactivationPause = TimeSpan.FromSeconds(4);

    /// <summary>
    /// Calls that may compute for long before their first byte, of one service or of every one (null).
    /// </summary>
    private static readonly IReadOnlyList<(string? Service, string Name, string Method, string Path)> LongCalls =
    [
        ("performance", "close", "POST", "periods/{period}/close"),
        ("incentive", "export", "GET", "payroll/export/{file}"),
        ("incentive", "reconciliation", "GET", "payroll/reconciliation/{period}"),
        (null, "verification", "GET", "audit/verification"),
    ];

    /// <exception cref="StartRefusedException">A setting is wrong.</exception>
    public static void AddServiceRoutes(this WebApplicationBuilder builder)
    {
        var settings = ForwardingSettings.From(builder.Configuration);
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton<LongSilence>();
        builder.Services.Configure<RateLimiterOptions>(options =>
            options.AddPolicy(ServiceLimit.Name, new ServiceLimit(settings))
        );
        builder.Services.Configure<TransportFailureRateHealthPolicyOptions>(options =>
            (options.DetectionWindowSize, options.MinimalTotalCountThreshold, options.DefaultFailureRateLimit) = (
                FailuresOf,
                5,
                0.5
            )
        );
        builder
            .Services.AddReverseProxy()
            .LoadFromMemory(
                [
                    .. Services.SelectMany(service => Routes(service, SignedInOnly.Of(builder.Configuration))),
                    .. PublicDoor.Routes(),
                ],
                Services.Select(service => Cluster(service, builder.Configuration, settings)).ToArray()
            )
            .ConfigureHttpClient(
                (_, client) =>
                {
                    client.ConnectTimeout = settings.Connect;
                    CallTrace.LeaveOut(client, builder.Configuration);
                }
            )
            .AddTransforms(static transforms => transforms.AddRequestTransform(WithTokenAsync))
            .AddCallTrace(builder.Configuration);
    }

    public static void MapServiceRoutes(this WebApplication app)
    {
        foreach (var service in Services.Where(service => Replica.Of(service, app.Configuration) is []))
            app.Logger.LogWarning("services:{Service}:http:0 is not set; /{Service} answers 503", service, service);
        var longSilence = app.Services.GetRequiredService<LongSilence>();
        app.MapReverseProxy(proxy =>
        {
            proxy.Use(ForwardAsync);
            proxy.Use(longSilence.GrantAsync);
            // Before a replica is chosen, so that a retry chooses again and each try counts for its own replica.
            proxy.Use(Retry.OnceMoreAsync);
            proxy.UseLoadBalancing();
            proxy.UsePassiveHealthChecks();
        });
    }

    /// <summary>Asks every service now whether it is there, instead of at the next check.</summary>
    public static Task CheckServicesAsync(IServiceProvider services) =>
        services
            .GetRequiredService<IActiveHealthCheckMonitor>()
            .CheckHealthAsync(services.GetRequiredService<IProxyStateLookup>().GetClusters());

    private static ClusterConfig Cluster(string service, IConfiguration configuration, ForwardingSettings settings)
    {
        var replicas = Replica.Of(service, configuration);
        return new()
        {
            ClusterId = service,
            Destinations = replicas.ToDictionary(
                replica => replica.Id,
                replica => new DestinationConfig { Address = replica.Address.AbsoluteUri },
                StringComparer.Ordinal
            ),
            LoadBalancingPolicy = LoadBalancingPolicies.PowerOfTwoChoices,
            HttpRequest = new() { ActivityTimeout = settings.Silence },
            HttpClient = new()
            {
                MaxConnectionsPerServer =
                    settings.ConcurrentRequests == 0 ? null : settings.ConcurrentRequests + ConnectionsForChecks,
            },
            HealthCheck = new()
            {
                // Not the policy that falls back to unhealthy replicas: a call would wait for a host that is down where
                // 503 can be answered at once.
                AvailableDestinationsPolicy = HealthCheckConstants.AvailableDestinations.HealthyAndUnknown,
                // Removed after two failures in a row, restored after one answer.
                Active = new()
                {
                    Enabled = true,
                    Policy = HealthCheckConstants.ActivePolicy.ConsecutiveFailures,
                    Path = "/alive",
                    Interval = settings.AliveEvery,
                    Timeout = settings.AliveTimeout,
                },
                // Only where another replica can take over: a single replica would stay excluded after it has
                // recovered.
                Passive = new()
                {
                    Enabled = replicas.Count > 1,
                    Policy = HealthCheckConstants.PassivePolicy.TransportFailureRate,
                    ReactivationPeriod = ReactivationPause,
                },
            },
        };
    }

    /// <summary>The routes of a service. Of two that match, the more specific one wins.</summary>
    private static IEnumerable<RouteConfig> Routes(string service, bool isSignedInOnly)
    {
        var described = isSignedInOnly ? "default" : "anonymous";
        yield return Route("openapi", "openapi/{document}", described, "GET");
        yield return Route("health", "health", described, "GET");
        yield return Route("alive", "alive", "anonymous", "GET");
        yield return Route("import", "imports/{kind}", "default", "POST") with
        {
            MaxRequestBodySize = CallerLimits.LargestImport,
            Metadata = LongSilence.Mark,
        };
        // A calendar programme cannot sign in: the service knows a person by the key in the address.
        if (service == "training")
            yield return Route("calendar", "calendar.ics", "anonymous", "GET");
        if (service == "training")
            yield return Route("course-file", "courses/{code}/files", "default", "POST") with
            {
                MaxRequestBodySize = CallerLimits.LargestCourseFile,
            };
        if (service == "feedback")
            yield return Route("attachment", "complaint-cases/{complaintRef}/attachments", "default", "POST") with
            {
                MaxRequestBodySize = CallerLimits.LargestAttachment,
            };
        foreach (
            var (_, name, method, path) in LongCalls.Where(call => call.Service is null || call.Service == service)
        )
            yield return Route(name, path, "default", method) with
            {
                Metadata = LongSilence.Mark,
            };
        yield return Route("all", "{**rest}", "default");

        // "default" is the framework's policy for any caller with a valid token. The services check roles.
        RouteConfig Route(string name, string path, string policy, params string[] methods) =>
            new()
            {
                RouteId = $"{service}-{name}",
                ClusterId = service,
                Match = new() { Path = $"/{service}/{path}", Methods = methods is [] ? null : methods },
                AuthorizationPolicy = policy,
                RateLimiterPolicy = ServiceLimit.Name,
                Transforms =
                [
                    new Dictionary<string, string>(StringComparer.Ordinal) { ["PathRemovePrefix"] = $"/{service}" },
                    Caller,
                ],
            };
    }

    private static async Task ForwardAsync(HttpContext http, RequestDelegate next)
    {
        // A header that cannot be written into the forwarded request would look like a service that is down.
        foreach (var (name, value) in http.Request.Headers)
            if (!IsPlain(value))
            {
                await Unwritable(http, name).ExecuteAsync(http);
                return;
            }

        // A large body may come as slowly as its line: the service decides when an upload has stalled.
        if (
            http.GetReverseProxyFeature().Route.Config.MaxRequestBodySize == CallerLimits.LargestImport
            && http.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate
        )
            rate.MinDataRate = null;
        // Refused before the service receives it; a body of unknown length is counted as it streams.
        var largest = http.GetReverseProxyFeature().Route.Config.MaxRequestBodySize ?? CallerLimits.LargestBody;
        if (http.Request.ContentLength > largest)
        {
            http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return;
        }

        await next(http);
        if (http.GetForwarderErrorFeature() is not { } failure || http.Response.HasStarted)
            return;
        // The bare status becomes problem details in an outer middleware.
        if (IsUnavailable(failure, http.Response.StatusCode))
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            http.Response.Headers.RetryAfter = RetryAfterSeconds;
        }
    }

    private static bool IsPlain(StringValues values)
    {
        foreach (var value in values)
            if (value is not null && !Ascii.IsValid(value))
                return false;
        return true;
    }

    /// <summary>Answers 400 <c>request.header</c>.</summary>
    private static ProblemHttpResult Unwritable(HttpContext http, string name)
    {
        var text = new ServiceDefaults.Text(
            $"请求头 {name} 含有 ASCII 以外的字符。",
            $"Header {name} has characters beyond ASCII."
        ).For(http);
        return TypedResults.Problem(
            text,
            statusCode: StatusCodes.Status400BadRequest,
            title: text,
            extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = "request.header" }
        );
    }

    /// <summary>Removes a browser's cookies and adds the access token of its session.</summary>
    private static async ValueTask WithTokenAsync(RequestTransformContext transform)
    {
        transform.ProxyRequest.Headers.Remove("Cookie");
        if (await SessionSecurity.TokenAsync(transform.HttpContext) is { } token)
            transform.ProxyRequest.Headers.Authorization = new("Bearer", token);
    }

    private static bool IsUnavailable(IForwarderErrorFeature failure, int status) =>
        failure.Error is ForwarderError.NoAvailableDestinations or ForwarderError.RequestCreation
        || Failure.IsConnectTimeout(failure)
        // 504 is for a service that accepted the connection and then sent nothing.
        || (Failure.IsBroken(failure) && status == StatusCodes.Status502BadGateway);
}

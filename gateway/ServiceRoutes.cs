using CardTeam.ServiceDefaults.Errors;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;

namespace CardTeam.Gateway;

/// <summary>What the gateway forwards, to whom, and who may ask. The services check every token again themselves.</summary>
internal static class ServiceRoutes
{
    /// <summary>The services; also the first part of each one's addresses.</summary>
    public static readonly IReadOnlyList<string> Services = ["performance", "training", "feedback", "incentive"];

    private const string RetryAfterSeconds = "5";

    // A host that is gone does not refuse a connection, it never answers.
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(3);

    /// <summary>Where a service is (<c>services:performance:http:0</c>); null when the setting is missing.</summary>
    /// <exception cref="StartRefusedException">The setting is no address.</exception>
    public static Uri? AddressOf(string service, IConfiguration configuration)
    {
        var key = $"services:{service}:http:0";
        var setting = configuration[key];
        if (string.IsNullOrWhiteSpace(setting)) return null;
        if (Uri.TryCreate(setting, UriKind.Absolute, out var address) && address.Scheme is "http" or "https") return address;
        throw new StartRefusedException($"{key} is not an http(s) address: '{setting}'.");
    }

    public static void AddServiceRoutes(this WebApplicationBuilder builder)
    {
        var clusters = Services.Select(service => new ClusterConfig
        {
            ClusterId = service,
            Destinations = AddressOf(service, builder.Configuration) is { } address
                ? new Dictionary<string, DestinationConfig> { [service] = new() { Address = address.AbsoluteUri } }
                : [],
        }).ToArray();
        builder.Services.AddReverseProxy()
            .LoadFromMemory(Services.SelectMany(Routes).ToArray(), clusters)
            .ConfigureHttpClient((_, handler) => handler.ConnectTimeout = ConnectTimeout);
    }

    public static void MapServiceRoutes(this WebApplication app)
    {
        foreach (var service in Services.Where(service => AddressOf(service, app.Configuration) is null))
            app.Logger.LogWarning("services:{Service}:http:0 is not set; /{Service} answers 503", service, service);
        app.MapReverseProxy(proxy => proxy.Use(ForwardAsync));
    }

    /// <summary>The narrower of two that match wins.</summary>
    private static IEnumerable<RouteConfig> Routes(string service)
    {
        yield return Route("openapi", "openapi/{document}", "anonymous", "GET");
        yield return Route("health", "health", "anonymous", "GET");
        yield return Route("alive", "alive", "anonymous", "GET");
        yield return Route("import", "imports/{kind}", "default", "POST") with { MaxRequestBodySize = CallerLimits.LargestImport };
        yield return Route("all", "{**rest}", "default");

        // "default" is the framework's name for: whoever has a valid token. Roles are the services' matter.
        RouteConfig Route(string name, string path, string policy, params string[] methods) => new()
        {
            RouteId = $"{service}-{name}",
            ClusterId = service,
            Match = new() { Path = $"/{service}/{path}", Methods = methods is [] ? null : methods },
            AuthorizationPolicy = policy,
            Transforms = [new Dictionary<string, string> { ["PathRemovePrefix"] = $"/{service}" }],
        };
    }

    private static async Task ForwardAsync(HttpContext http, RequestDelegate next)
    {
        // Refused before the service hears of it; a body of unknown length is counted as it streams.
        var largest = http.GetReverseProxyFeature().Route.Config.MaxRequestBodySize ?? CallerLimits.LargestBody;
        if (http.Request.ContentLength > largest)
        {
            http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return;
        }

        await next(http);
        if (http.Response.HasStarted || http.GetForwarderErrorFeature() is not { } failure) return;
        // The bare status becomes problem details further out.
        if (IsUnavailable(failure))
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            http.Response.Headers.RetryAfter = RetryAfterSeconds;
        }
    }

    private static bool IsUnavailable(IForwarderErrorFeature failure) =>
        failure.Error is ForwarderError.Request or ForwarderError.NoAvailableDestinations or ForwarderError.RequestCreation;
}

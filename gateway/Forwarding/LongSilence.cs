using System.Collections.Concurrent;
using Yarp.ReverseProxy.Model;

namespace CardTeam.Gateway.Forwarding;

/// <summary>More patience for the calls that compute for long before their first byte. The proxy knows one patience a service; this gives such a call the same service with another.</summary>
internal sealed class LongSilence(ForwardingSettings settings)
{
    private readonly ConcurrentDictionary<ClusterModel, ClusterModel> patient = new();

    /// <summary>What marks a route as such a call.</summary>
    public static IReadOnlyDictionary<string, string> Mark { get; } =
        new Dictionary<string, string> { ["silence"] = "long" };

    public Task GrantAsync(HttpContext http, RequestDelegate next)
    {
        var proxy = http.GetReverseProxyFeature();
        if (proxy.Route.Config.Metadata is not null)
        {
            http.Features.Set<IReverseProxyFeature>(
                new ReverseProxyFeature
                {
                    Route = proxy.Route,
                    Cluster = patient.GetOrAdd(proxy.Cluster, Patient),
                    AllDestinations = proxy.AllDestinations,
                    AvailableDestinations = proxy.AvailableDestinations,
                }
            );
        }

        return next(http);
    }

    private ClusterModel Patient(ClusterModel service) =>
        new(
            service.Config with
            {
                HttpRequest = service.Config.HttpRequest! with { ActivityTimeout = settings.LongSilence },
            },
            service.HttpClient
        );
}

using System.Collections.Concurrent;
using Yarp.ReverseProxy.Model;

namespace CardTeam.Gateway.Forwarding;

/// <summary>
/// Gives a longer timeout to calls that compute for long before their first byte. The proxy has one timeout per
/// service; such a call gets a second cluster of the same service with another timeout.
/// </summary>
internal sealed class LongSilence(ForwardingSettings settings)
{
    private readonly ConcurrentDictionary<ClusterModel, ClusterModel> patient = new();

    /// <summary>The metadata that marks a route as such a call.</summary>
    public static IReadOnlyDictionary<string, string> Mark { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal) { ["silence"] = "long" };

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

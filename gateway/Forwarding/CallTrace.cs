using System.Diagnostics;
using CardTeam.ServiceDefaults.Telemetry;
using Yarp.ReverseProxy.Transforms;

namespace CardTeam.Gateway.Forwarding;

/// <summary>The trace a forwarded call belongs to.</summary>
internal static class CallTrace
{
    private const string Header = "traceparent";

    /// <summary>
    /// For each call the client makes a span, whether anybody gets it or not, and that costs a tenth of the requests a gateway can take (tests/Benchmarks, against nginx). Where
    /// none is exported it is left out.
    /// </summary>
    public static void LeaveOut(SocketsHttpHandler client, IConfiguration configuration)
    {
        if (!Telemetry.IsExported(configuration))
            client.ActivityHeadersPropagator = null;
    }

    /// <summary>Then the services are told the request's own.</summary>
    public static IReverseProxyBuilder AddCallTrace(this IReverseProxyBuilder proxy, IConfiguration configuration) =>
        Telemetry.IsExported(configuration)
            ? proxy
            : proxy.AddTransforms(static transforms => transforms.AddRequestTransform(Tell));

    /// <summary>What goes wrong in a service stands in its log under the trace of the gateway's.</summary>
    private static ValueTask Tell(RequestTransformContext call)
    {
        if (Activity.Current?.Id is not { } request)
            return default;
        call.ProxyRequest.Headers.Remove(Header);
        call.ProxyRequest.Headers.TryAddWithoutValidation(Header, request);
        return default;
    }
}

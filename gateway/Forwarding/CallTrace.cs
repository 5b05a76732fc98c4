using System.Diagnostics;
using CardTeam.ServiceDefaults.Telemetry;
using Yarp.ReverseProxy.Transforms;

namespace CardTeam.Gateway.Forwarding;

/// <summary>The trace a forwarded call belongs to.</summary>
internal static class CallTrace
{
    private const string Header = "traceparent";

    /// <summary>
    /// Switches off the client's span for each call where none is exported. The client makes it whether anybody
    /// collects it or not, which costs a tenth of the requests a gateway can take (tests/Benchmarks, against nginx).
    /// </summary>
    public static void LeaveOut(SocketsHttpHandler client, IConfiguration configuration)
    {
        if (!Telemetry.IsExported(configuration))
            client.ActivityHeadersPropagator = null;
    }

    /// <summary>Sends the services the trace of the incoming request instead.</summary>
    public static IReverseProxyBuilder AddCallTrace(this IReverseProxyBuilder proxy, IConfiguration configuration) =>
        Telemetry.IsExported(configuration)
            ? proxy
            : proxy.AddTransforms(static transforms => transforms.AddRequestTransform(Tell));

    /// <summary>Sends the trace context, so that a service logs an error under the gateway's trace.</summary>
    private static ValueTask Tell(RequestTransformContext call)
    {
        if (Activity.Current?.Id is not { } request)
            return default;
        call.ProxyRequest.Headers.Remove(Header);
        call.ProxyRequest.Headers.TryAddWithoutValidation(Header, request);
        return default;
    }
}

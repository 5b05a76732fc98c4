using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace CardTeam.Gateway.Forwarding;

/// <summary>Tries a call once more, on another replica where there is one, when no effect can happen twice.</summary>
/// <remarks>
/// Retries any call whose connection was never made, and a GET or HEAD whose connection broke before the first byte of
/// an answer. Not a PUT: some make a new version each time (<c>PUT /incentive/plans/{code}</c>). Not a DELETE: the
/// second one answers 404 for what the first one did. Not a POST with an Idempotency-Key: its body has been read, and
/// keeping bodies for this would cost every call; the caller has both the key and the body and is told when to retry.
/// </remarks>
internal static class Retry
{
    // Long enough for a process that is being replaced by the next, too short for a person to notice.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    public static async Task OnceMoreAsync(HttpContext http, RequestDelegate next)
    {
        var proxy = http.GetReverseProxyFeature();
        var available = proxy.AvailableDestinations;
        await next(http);
        if (http.GetForwarderErrorFeature() is not { } failure || !MayRepeat(http, failure))
            return;

        var others = available.Where(replica => replica != proxy.ProxiedDestination).ToArray();
        if (others is [])
        {
            // Another three seconds of waiting would only add to the first.
            if (Failure.IsConnectTimeout(failure))
                return;
            await Task.Delay(Pause, http.RequestAborted);
        }

        proxy.AvailableDestinations = others is [] ? available : others;
        proxy.ProxiedDestination = null;
        http.Features.Set<IForwarderErrorFeature>(null);
        // The forwarder takes any other status for an answer that has already begun.
        http.Response.StatusCode = StatusCodes.Status200OK;
        await next(http);
    }

    private static bool MayRepeat(HttpContext http, IForwarderErrorFeature failure)
    {
        if (http.Response.HasStarted || http.RequestAborted.IsCancellationRequested)
            return false;
        if (Failure.IsUnheard(failure))
            return true;
        return Failure.IsBroken(failure)
            && (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method))
            && http.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody is not true;
    }
}

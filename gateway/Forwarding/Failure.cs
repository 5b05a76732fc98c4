using Yarp.ReverseProxy.Forwarder;

namespace CardTeam.Gateway.Forwarding;

/// <summary>What a call that could not be forwarded tells about the service.</summary>
internal static class Failure
{
    /// <summary>No connection came about, so the service has not heard of the call and its body is unread.</summary>
    public static bool IsUnheard(IForwarderErrorFeature failure) =>
        IsConnectTimeout(failure)
        || failure.Exception
            is HttpRequestException
            {
                HttpRequestError: HttpRequestError.ConnectionError
                    or HttpRequestError.NameResolutionError
                    or HttpRequestError.SecureConnectionError,
            };

    /// <summary>The host did not even refuse. The proxy counts it among the calls that got no answer in time; the framework tells the two apart by the inner exception.</summary>
    public static bool IsConnectTimeout(IForwarderErrorFeature failure) =>
        failure
            is {
                Error: ForwarderError.RequestTimedOut,
                Exception: OperationCanceledException { InnerException: TimeoutException }
            };

    /// <summary>The connection broke before the first byte of an answer.</summary>
    public static bool IsBroken(IForwarderErrorFeature failure) =>
        failure.Error is ForwarderError.Request or ForwarderError.RequestBodyDestination;
}

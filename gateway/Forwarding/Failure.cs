using Yarp.ReverseProxy.Forwarder;

namespace CardTeam.Gateway.Forwarding;

/// <summary>Classifies the failure of a forwarded call.</summary>
internal static class Failure
{
    /// <summary>
    /// True when no connection was made: the service has not received the call, and its body is unread.
    /// </summary>
    public static bool IsUnheard(IForwarderErrorFeature failure) =>
        IsConnectTimeout(failure)
        || failure.Exception
            is HttpRequestException
            {
                HttpRequestError: HttpRequestError.ConnectionError
                    or HttpRequestError.NameResolutionError
                    or HttpRequestError.SecureConnectionError,
            };

    /// <summary>
    /// True when the host did not even refuse the connection. The proxy counts this among calls without an answer in
    /// time; the inner exception distinguishes the two.
    /// </summary>
    public static bool IsConnectTimeout(IForwarderErrorFeature failure) =>
        failure
            is {
                Error: ForwarderError.RequestTimedOut,
                Exception: OperationCanceledException { InnerException: TimeoutException }
            };

    /// <summary>True when the connection broke before the first byte of an answer.</summary>
    public static bool IsBroken(IForwarderErrorFeature failure) =>
        failure.Error is ForwarderError.Request or ForwarderError.RequestBodyDestination;
}

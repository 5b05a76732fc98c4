using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Settings;

namespace CardTeam.Gateway.Forwarding;

/// <summary>
/// The gateway's timeouts towards the services, and the share of its capacity that one service may use.
/// </summary>
/// <param name="Connect">
/// <c>Timeouts:ConnectSeconds</c>: a host that is down does not refuse a connection, it never answers.
/// </param>
/// <param name="Silence">
/// <c>Timeouts:SilenceSeconds</c>: the time in which at least one side must send a byte. Not a limit on the whole call:
/// a stream continues as long as it moves.
/// </param>
/// <param name="LongSilence">
/// <c>Timeouts:LongSilenceSeconds</c>: the same for calls that compute for long before their first byte.
/// </param>
/// <param name="ConcurrentRequests">
/// <c>Limits:ConcurrentRequestsPerService</c>, over all its replicas; 0 means no limit.
/// </param>
/// <param name="QueuedRequests">
/// <c>Limits:QueuedRequestsPerService</c>: the number of requests that may wait beyond those.
/// </param>
/// <param name="AliveEvery"><c>Checks:AliveSeconds</c>: the interval between two calls of <c>/alive</c>.</param>
/// <param name="AliveTimeout"><c>Checks:AliveTimeoutSeconds</c>: the timeout of such a call.</param>
internal sealed record ForwardingSettings(
    TimeSpan Connect,
    TimeSpan Silence,
    TimeSpan LongSilence,
    int ConcurrentRequests,
    int QueuedRequests,
    TimeSpan AliveEvery,
    TimeSpan AliveTimeout
)
{
    /// <exception cref="StartRefusedException">A setting is not a whole number, or is outside its bounds.</exception>
    public static ForwardingSettings From(IConfiguration configuration) =>
        new(
            SuiteSettings.ConnectTimeout.Seconds(configuration),
            SuiteSettings.SilenceTimeout.Seconds(configuration),
            SuiteSettings.LongSilenceTimeout.Seconds(configuration),
            SuiteSettings.ConcurrentRequests.Of(configuration),
            SuiteSettings.QueuedRequests.Of(configuration),
            SuiteSettings.AliveEvery.Seconds(configuration),
            SuiteSettings.AliveTimeout.Seconds(configuration)
        );
}

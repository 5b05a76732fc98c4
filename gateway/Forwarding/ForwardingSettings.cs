using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Settings;

namespace CardTeam.Gateway.Forwarding;

/// <summary>How patient the gateway is with the services behind it, and how much of it one of them may take.</summary>
/// <param name="Connect"><c>Timeouts:ConnectSeconds</c>: a host that is gone does not refuse a connection, it never answers.</param>
/// <param name="Silence"><c>Timeouts:SilenceSeconds</c>: how long neither side may send a byte. Not a limit on the whole call: a stream goes on as long as it moves.</param>
/// <param name="LongSilence"><c>Timeouts:LongSilenceSeconds</c>: the same for the calls that compute for long before their first byte.</param>
/// <param name="ConcurrentRequests"><c>Limits:ConcurrentRequestsPerService</c>, over all its replicas; 0 is no limit.</param>
/// <param name="QueuedRequests"><c>Limits:QueuedRequestsPerService</c>: how many may wait for a place beyond those.</param>
/// <param name="AliveEvery"><c>Checks:AliveSeconds</c>: from one question for <c>/alive</c> to the next.</param>
/// <param name="AlivePatience"><c>Checks:AliveTimeoutSeconds</c>: how long the answer to it may take.</param>
internal sealed record ForwardingSettings(
    TimeSpan Connect,
    TimeSpan Silence,
    TimeSpan LongSilence,
    int ConcurrentRequests,
    int QueuedRequests,
    TimeSpan AliveEvery,
    TimeSpan AlivePatience
)
{
    /// <exception cref="StartRefusedException">A setting is no whole number, or outside its bounds.</exception>
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

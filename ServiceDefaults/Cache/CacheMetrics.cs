using System.Diagnostics.Metrics;
using CardTeam.ServiceDefaults.Telemetry;

namespace CardTeam.ServiceDefaults.Cache;

/// <summary>
/// Counts calls to the cache by outcome: <c>answered</c>, <c>failed</c>, or <c>skipped</c> because an earlier call had
/// just failed.
/// </summary>
public sealed class CacheMetrics(IMeterFactory meters, string service)
{
    private readonly Counter<long> _calls = meters
        .CreateServiceMeter(service)
        .CreateCounter<long>("cardteam.cache.calls", "{call}", "Calls to the cache.");

    public void Asked(string outcome) =>
        _calls.Add(1, new KeyValuePair<string, object?>("cardteam.cache.outcome", outcome));
}

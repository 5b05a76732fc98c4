using System.Diagnostics.Metrics;
using System.Globalization;
using CardTeam.ServiceDefaults.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace CardTeam.ServiceDefaults.Cache;

/// <summary>
/// Reports the cache in <c>/health</c>, where one is set: without it a service is degraded, never unhealthy.
/// </summary>
internal sealed class CacheHealth(SharedCache cache) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    )
    {
        var answer = await cache.AskAsync(database => database.PingAsync());
        return answer.IsThere
            ? HealthCheckResult.Healthy(
                data: new Dictionary<string, object>(StringComparer.Ordinal)
                {
                    ["milliseconds"] = answer.Value.TotalMilliseconds.ToString("0.0", CultureInfo.InvariantCulture),
                }
            )
            : Health.Degraded(
                new(
                    "缓存没有应答；其中的内容改从别处读取。",
                    "The cache does not answer; its contents are read elsewhere."
                )
            );
    }
}

/// <summary>Registers the shared cache of a host.</summary>
public static class CacheSetup
{
    /// <param name="service">The service's name, which tags its metrics.</param>
    /// <exception cref="Errors.StartRefusedException">The setting cannot be read.</exception>
    public static void AddSharedCache(this WebApplicationBuilder builder, string service)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton(provider => new CacheMetrics(
            provider.GetRequiredService<IMeterFactory>(),
            service
        ));
        SharedCache.Check(builder.Configuration);
        builder.Services.AddSingleton<SharedCache>();
        if (SuiteSettings.Cache.Of(builder.Configuration) is not null)
            builder.Services.AddHealthChecks().AddCheck<CacheHealth>("cache");
    }
}

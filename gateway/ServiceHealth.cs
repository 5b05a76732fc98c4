using CardTeam.Gateway.Forwarding;
using CardTeam.Gateway.Status;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CardTeam.Gateway;

/// <summary>
/// Reports a service in the gateway's <c>/health</c>, from the current <c>/health</c> of its replicas.
/// </summary>
internal sealed class ServiceHealth(string service, IHttpClientFactory clients, IConfiguration configuration)
    : IHealthCheck
{
    public static void Add(IServiceCollection services)
    {
        ReplicaHealth.Add(services);
        var checks = services.AddHealthChecks();
        foreach (var service in ServiceRoutes.Services)
            checks.Add(
                new(
                    service,
                    provider => ActivatorUtilities.CreateInstance<ServiceHealth>(provider, service),
                    failureStatus: null,
                    tags: null
                )
            );
    }

    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    )
    {
        var replicas = Replica.Of(service, configuration);
        if (replicas is [])
            return HealthCheckResult.Unhealthy($"services:{service}:http:0 is not set");
        var answers = await Task.WhenAll(
            replicas.Select(replica => ReplicaHealth.AskAsync(replica, clients, cancellationToken))
        );
        var detail = string.Join(
            "; ",
            replicas
                .Zip(answers)
                .Where(r => r.Second.State != ReplicaHealth.Healthy)
                .Select(r =>
                    replicas.Count == 1
                        ? $"the service is {r.Second.State}"
                        : Invariant($"replica {r.First.Number} is {r.Second.State}")
                )
        );
        return ReplicaHealth.Combine([.. answers.Select(answer => answer.State)]) switch
        {
            ReplicaHealth.Healthy => HealthCheckResult.Healthy(),
            ReplicaHealth.Degraded => HealthCheckResult.Degraded(detail),
            _ => HealthCheckResult.Unhealthy(detail),
        };
    }
}

using System.Text.Json;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CardTeam.Gateway;

/// <summary>One service as the gateway's <c>/health</c> shows it: what that service's own <c>/health</c> says.</summary>
internal sealed class ServiceHealth(string service, IHttpClientFactory clients, IConfiguration configuration) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static void Add(IServiceCollection services)
    {
        // Never by way of a proxy that a variable of the environment names.
        services.AddHttpClient(nameof(ServiceHealth)).ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { UseProxy = false });
        var checks = services.AddHealthChecks();
        foreach (var service in ServiceRoutes.Services)
        {
            checks.Add(new(service, provider => ActivatorUtilities.CreateInstance<ServiceHealth>(provider, service), failureStatus: null, tags: null, Patience));
        }
    }

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (ServiceRoutes.AddressOf(service, configuration) is not { } address) return HealthCheckResult.Unhealthy($"services:{service}:http:0 is not set");
        try
        {
            using var client = clients.CreateClient(nameof(ServiceHealth));
            using var response = await client.GetAsync(new Uri(address, "health"), cancellationToken);
            using var report = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(cancellationToken), default, cancellationToken);
            return report.RootElement.GetProperty("status").GetString() switch
            {
                "healthy" => HealthCheckResult.Healthy(),
                "degraded" => HealthCheckResult.Degraded("the service says it is degraded"),
                _ => HealthCheckResult.Unhealthy("the service says it is unhealthy"),
            };
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // The reason only by its kind: /health is open to everyone, and addresses are not for everyone.
            return HealthCheckResult.Unhealthy(failure is HttpRequestException ? "the service does not answer" : "the service's answer is not understood");
        }
    }
}

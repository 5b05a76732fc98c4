using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CardTeam.Platform.Messaging;

/// <summary>The broker as one service sees it, and an endpoint for each queue it reads.</summary>
/// <param name="Prefetch">Messages each queue's reader has in hand.</param>
/// <param name="Concurrency">How many of them it is given at once; those that wait together are taken together.</param>
internal sealed record RabbitBus(string Service, Uri Address, int Prefetch, int Concurrency)
{
    /// <summary>Null when <c>ConnectionStrings:messaging</c> is not set.</summary>
    /// <exception cref="StartRefusedException">It is no address of a broker, or one of the other settings no number.</exception>
    public static RabbitBus? From(IConfiguration configuration, string service)
    {
        if (SuiteSettings.Messaging.Of(configuration) is not { } connection)
            return null;
        // The address may hold a password: it is not repeated.
        if (!Uri.TryCreate(connection, UriKind.Absolute, out var address) || address.Scheme is not ("amqp" or "amqps"))
            throw new StartRefusedException(
                "ConnectionStrings:messaging must be an address like 'amqp://user:password@host:5672/vhost' (or amqps://)."
            );
        var prefetch = SuiteSettings.Prefetch.Of(configuration);
        return new(service, address, prefetch, SuiteSettings.Concurrency.Of(configuration, prefetch));
    }

    /// <summary>The user of the address; the client's own default where it names none.</summary>
    public string User =>
        Address.UserInfo.Split(':')[0] is { Length: > 0 } user
            ? Uri.UnescapeDataString(user)
            : RabbitMQ.Client.ConnectionFactory.DefaultUser;

    public void Add(IServiceCollection services)
    {
        services.AddSingleton(this);
        services.AddSingleton<ErrorQueues>();
        services.AddSingleton<BrokerConnection>();
        services.AddHostedService(provider => provider.GetRequiredService<BrokerConnection>());
        services.AddSingleton<QueueReader>();
        services.AddHostedService(provider => provider.GetRequiredService<QueueReader>());
        services.AddSingleton<ITransport, RabbitTransport>();
        services.AddHealthChecks().AddCheck<BrokerHealth>("broker");
    }

    /// <summary>Degraded at worst: the service answers without it.</summary>
    private sealed class BrokerHealth(QueueReader reader, BrokerConnection broker) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(
            HealthCheckContext context,
            CancellationToken cancellationToken = default
        ) =>
            Task.FromResult(
                broker.Publishing is null ? HealthCheckResult.Degraded("The broker cannot be reached.")
                : reader.Unread is > 0 and var unread
                    ? HealthCheckResult.Degraded($"Not every queue is read: {unread} wait.")
                : HealthCheckResult.Healthy()
            );
    }
}

using CardTeam.Platform.Messaging.Operations;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Settings;
using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CardTeam.Platform.Messaging.Transport;

/// <summary>The settings of one service's connection to the broker.</summary>
/// <param name="Prefetch">The number of unconfirmed messages each queue's reader may hold.</param>
/// <param name="Concurrency">
/// The number of messages processed at once; those that wait together share a transaction.
/// </param>
internal sealed record RabbitBus(string Service, Uri Address, int Prefetch, int Concurrency)
{
    /// <summary>Reads the settings; null when <c>ConnectionStrings:messaging</c> is not set.</summary>
    /// <exception cref="StartRefusedException">
    /// The address is not a broker's, or another setting is not a number.
    /// </exception>
    public static RabbitBus? From(IConfiguration configuration, string service)
    {
        if (SuiteSettings.Messaging.Of(configuration) is not { } connection)
            return null;
        // The address may hold a password and is therefore not repeated.
        if (!Uri.TryCreate(connection, UriKind.Absolute, out var address) || address.Scheme is not ("amqp" or "amqps"))
            throw new StartRefusedException(
                "ConnectionStrings:messaging must be an address like 'amqp://user:password@host:5672/vhost' (or "
                    + "amqps://)."
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
        services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry(); // it would report to its makers
            bus.ConfigureHealthCheckOptions(health =>
            {
                health.Name = "publisher";
                health.MinimalFailureStatus = HealthStatus.Degraded; // it connects again by itself
            });
            bus.UsingRabbitMq((_, rabbit) => rabbit.Host(Address, $"cardteam-{Service}", host => { }));
        });
        services.AddHealthChecks().AddCheck<BrokerHealth>("broker");
    }

    /// <summary>Reports degraded at worst: the service answers requests without the broker.</summary>
    private sealed class BrokerHealth(QueueReader reader, BrokerConnection broker) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(
            HealthCheckContext context,
            CancellationToken cancellationToken = default
        ) =>
            Task.FromResult(
                !broker.IsReady ? Health.Degraded(new("无法连接消息代理。", "The broker cannot be reached."))
                : reader.Unread is > 0 and var unread
                    ? Health.Degraded(
                        new(
                            Invariant($"有 {unread} 个队列未在读取。"),
                            Invariant($"{unread} queues are not being read.")
                        )
                    )
                : HealthCheckResult.Healthy()
            );
    }
}

using System.Globalization;
using CardTeam.Contracts;
using CardTeam.ServiceDefaults.Errors;
using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CardTeam.Platform.Messaging;

/// <summary>The broker as one service sees it, and an endpoint for each queue it reads.</summary>
/// <param name="Prefetch">Messages each queue's reader has in hand.</param>
/// <param name="Concurrency">How many of them it is given at once; those that wait together are taken together.</param>
/// <param name="Watch">How often it is seen to that every queue is read.</param>
internal sealed record RabbitBus(string Service, Uri Address, int Prefetch, int Concurrency, TimeSpan Watch)
{
    // Held that long and tried again when not even parking works, which is when the database is away; then into the broker's error queue.
    private const int Tries = 10_000;

    private const string MassTransitsCheck = "masstransit";

    /// <summary>Null when <c>ConnectionStrings:messaging</c> is not set.</summary>
    /// <exception cref="StartRefusedException">It is no address of a broker, or one of the other settings no number.</exception>
    public static RabbitBus? From(IConfiguration configuration, string service)
    {
        if (configuration.GetConnectionString("messaging") is not { Length: > 0 } connection) return null;
        // The address may hold a password: it is not repeated.
        if (!Uri.TryCreate(connection, UriKind.Absolute, out var address) || address.Scheme is not ("amqp" or "amqps"))
            throw new StartRefusedException("ConnectionStrings:messaging must be an address like 'amqp://user:password@host:5672/vhost' (or amqps://).");
        var prefetch = Number("Messaging:Prefetch", 256);
        return new(service, address, prefetch, Number("Messaging:Concurrency", prefetch), TimeSpan.FromSeconds(Number("Messaging:WatchSeconds", 10)));

        int Number(string key, int otherwise)
        {
            if (configuration[key] is not { Length: > 0 } setting) return otherwise;
            return int.TryParse(setting, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 5000
                ? number
                : throw new StartRefusedException($"{key} is a whole number from 1 to 5000, not '{setting}'.");
        }
    }

    public void Add(IServiceCollection services)
    {
        services.AddSingleton(this);
        services.AddSingleton<ErrorQueues>();
        services.AddSingleton<BrokerConnection>();
        services.AddHostedService(provider => provider.GetRequiredService<BrokerConnection>());
        services.AddHostedService<ConsumerWatch>();
        services.AddSingleton<ITransport, RabbitTransport>();
        services.AddMassTransit(bus =>
        {
            bus.ConfigureHealthCheckOptions(health => health.Name = MassTransitsCheck);
            bus.UsingRabbitMq((context, rabbit) => Configure(rabbit, context.GetRequiredService<Consumers>()));
        });
        // MassTransit's own check tells the broker's address to whoever asks.
        services.Configure<HealthCheckServiceOptions>(health => health.Registrations.Remove(health.Registrations.Single(r => r.Name == MassTransitsCheck)));
        services.AddHealthChecks().AddCheck<BrokerHealth>("broker");
    }

    private void Configure(IRabbitMqBusFactoryConfigurator rabbit, Consumers consumers)
    {
        rabbit.Host(Address, host => host.ConnectionName($"cardteam-{Service}-consumers"));
        rabbit.UseRawJsonSerializer(RawSerializerOptions.AnyMessageType, isDefault: true);
        foreach (var message in consumers.Events)
        {
            var queue = Subscriptions.QueueOf(Service, message);
            rabbit.ReceiveEndpoint(queue, endpoint =>
            {
                endpoint.ConfigureConsumeTopology = false;
                endpoint.PublishFaults = false;
                endpoint.PrefetchCount = Prefetch;
                endpoint.ConcurrentMessageLimit = Concurrency;
                endpoint.SetQuorumQueue();
                endpoint.UseMessageRetry(retry => retry.Exponential(Tries, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(2)));
                endpoint.Instance(new TakeFromQueue(queue, message, consumers));
            });
        }
    }

    /// <summary>Degraded at worst: the service answers without it.</summary>
    private sealed class BrokerHealth(IBusControl bus, BrokerConnection broker) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            var endpoints = bus.CheckHealth();
            return Task.FromResult(endpoints.Status switch
            {
                _ when broker.Publishing is null => HealthCheckResult.Degraded("The broker cannot be reached."),
                BusHealthStatus.Healthy => HealthCheckResult.Healthy(),
                BusHealthStatus.Degraded => HealthCheckResult.Degraded($"Not every queue is read: {endpoints.Endpoints.Values.Count(e => e.Status != BusHealthStatus.Healthy)} of {endpoints.Endpoints.Count} wait."),
                _ => HealthCheckResult.Degraded("The broker cannot be reached."),
            });
        }
    }
}

using System.Reflection;
using CardTeam.Platform.Data;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace CardTeam.Platform.Messaging;

/// <summary>Registers a service's consumers and the way its events leave.</summary>
public static class MessagingSetup
{
    /// <summary>Loopback when the process offers a <see cref="LoopbackBus"/>; otherwise the outbox keeps everything.</summary>
    public static void AddMessaging(this IServiceCollection services, Assembly service)
    {
        var consumers = ConsumersOf(service).Concat(ConsumersOf(Assembly.GetExecutingAssembly())).ToArray();
        services.AddSingleton(new Consumers(consumers));
        services.AddMediator(mediator => mediator.AddConsumers(consumers));
        services.AddSingleton<ITransport>(provider =>
            provider.GetService<LoopbackBus>() is { } bus ? new LoopbackTransport(bus) : new NoTransport());
        services.AddHostedService<AttachToLoopback>();
        services.AddHostedService<OutboxRelay>();
        services.AddHealthChecks().AddCheck<MessagingHealth>("messaging");
    }

    private static IEnumerable<Type> ConsumersOf(Assembly assembly) =>
        assembly.GetTypes().Where(t => t is { IsAbstract: false, IsGenericType: false } && t.IsAssignableTo(typeof(IReplay)));

    private sealed class AttachToLoopback(IServiceProvider services, Consumers consumers) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            services.GetService<LoopbackBus>()?.Attach(services, consumers.Messages);
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class MessagingHealth(ServiceDbContext db, ITransport transport) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            var waiting = await db.Outbox.CountAsync(cancellationToken);
            var parked = await db.Parked.CountAsync(cancellationToken);
            var data = new Dictionary<string, object>(StringComparer.Ordinal) { ["waiting"] = waiting, ["parked"] = parked };
            if (transport.WhyIdle is { } why) return HealthCheckResult.Degraded(why, data: data);
            return parked > 0
                ? HealthCheckResult.Degraded("Messages are parked; look at /parked and replay them.", data: data)
                : HealthCheckResult.Healthy(data: data);
        }
    }
}

/// <summary>The consumers of this service.</summary>
internal sealed record Consumers(IReadOnlyList<Type> Types)
{
    public IEnumerable<Type> Messages => Types.Select(MessageOf);

    public Type Named(string name) => Types.Single(t => t.Name == name);

    private static Type MessageOf(Type consumer)
    {
        for (var type = consumer; type is not null; type = type.BaseType)
            if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(OnceConsumer<>)) return type.GetGenericArguments()[0];
        throw new InvalidOperationException($"{consumer} does not go through the inbox.");
    }
}

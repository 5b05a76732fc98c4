using System.Diagnostics.Metrics;
using System.Reflection;
using CardTeam.Platform.Data;
using CardTeam.Platform.Messaging.Inbox;
using CardTeam.Platform.Messaging.Operations;
using CardTeam.Platform.Messaging.Outbox;
using CardTeam.Platform.Messaging.Transport;
using CardTeam.ServiceDefaults;
using MassTransit;
using MassTransit.Mediator;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CardTeam.Platform.Messaging;

/// <summary>Registers a service's consumers and its transport.</summary>
public static class MessagingSetup
{
    /// <summary>
    /// Uses the loopback when the process offers a <see cref="LoopbackBus"/>, otherwise the broker named by
    /// <c>ConnectionStrings:messaging</c>; with neither, the outbox keeps everything.
    /// </summary>
    public static void AddMessaging(
        this IServiceCollection services,
        string service,
        Assembly assembly,
        IConfiguration configuration
    )
    {
        services.AddSingleton(provider => new Consumers(provider, assembly));
        services.AddHostedService<SharedLog>();
        services.AddMediator(mediator => mediator.AddConsumer<TakeFromLoopback>());
        if (services.Any(s => s.ServiceType == typeof(LoopbackBus)))
        {
            services.AddSingleton<ITransport, LoopbackTransport>();
            services.AddHostedService<AttachToLoopback>();
        }
        else if (RabbitBus.From(configuration, service) is { } rabbit)
            rabbit.Add(services);
        else
            services.AddSingleton<ITransport, NoTransport>();

        services.AddSingleton(provider => new MessagingMetrics(provider.GetRequiredService<IMeterFactory>(), service));
        services.AddHostedService<OutboxRelay>();
        services.AddHostedService<MessagingGauges>();
        services
            .AddHealthChecks()
            .AddCheck<MessagingHealth>("messaging", failureStatus: null, tags: null, timeout: TimeSpan.FromSeconds(5));
    }

    /// <summary>
    /// Gives MassTransit a logger factory that outlives a host: it keeps the first host's factory for good, which may
    /// be disposed when the next host builds its bus.
    /// </summary>
    private sealed class SharedLog(ILoggerFactory logs) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            LogContext.ConfigureCurrentLogContext(logs);
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class AttachToLoopback(LoopbackBus bus, IMediator mediator, Consumers consumers) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            bus.Attach(mediator, consumers.Events);
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class MessagingHealth(
        ServiceDbContext db,
        ITransport transport,
        TimeProvider clock,
        ErrorQueues? errors = null
    ) : IHealthCheck
    {
        /// <summary>The seconds after which a refused event is taken to need help from an operator.</summary>
        private const int LongestWait = 10;

        public async Task<HealthCheckResult> CheckHealthAsync(
            HealthCheckContext context,
            CancellationToken cancellationToken = default
        )
        {
            var backlog = await Backlog.LookAsync(db, errors, clock, cancellationToken);
            var data = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["waiting"] = backlog.Waiting,
                ["oldestSeconds"] = backlog.OldestSeconds,
                ["parked"] = backlog.Parked,
            };
            if (backlog.ErrorQueues is { } unread)
                data["errorQueues"] = unread;
            if (transport.WhyIdle is { } why)
                return Health.Degraded(why, data);
            if (backlog.Refused is { } refused && backlog.OldestSeconds >= LongestWait)
                return Health.Degraded(
                    new(
                        Invariant(
                            $"事件发不出去：{backlog.Waiting} 条等待发送，最久已等 {backlog.OldestSeconds} 秒；{refused}"
                        ),
                        Invariant(
                            $"Events are not being sent: {backlog.Waiting} waiting, the oldest for {backlog.OldestSeconds} s; {refused}"
                        )
                    ),
                    data
                );
            return backlog.Parked > 0
                    ? Health.Degraded(
                        new(
                            "有消息被搁置，请查看原因后重新处理（/parked）。",
                            "Messages are parked; look at /parked and replay them."
                        ),
                        data
                    )
                : backlog.ErrorQueues > 0
                    ? Health.Degraded(
                        new(
                            "错误队列中有消息，请查看后重新处理（/error-queues）。",
                            "There are messages in error queues; look at /error-queues and replay them."
                        ),
                        data
                    )
                : HealthCheckResult.Healthy(data: data);
        }
    }
}

using CardTeam.Platform.Data;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CardTeam.Platform.Messaging.Operations;

/// <summary>Counts every few seconds the waiting events and parked messages, for metrics.</summary>
internal sealed class MessagingGauges(
    IServiceScopeFactory scopes,
    MessagingMetrics metrics,
    TimeProvider clock,
    ILogger<MessagingGauges> logger,
    ErrorQueues? errors = null
) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (!metrics.IsWatched)
                continue;
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                metrics.Backlog = await Backlog.LookAsync(
                    scope.ServiceProvider.GetRequiredService<ServiceDbContext>(),
                    errors,
                    clock,
                    stoppingToken
                );
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                metrics.Backlog = null; // no figure rather than an old one
                logger.LogWarning("The backlog could not be looked at ({Error})", failure.GetType().Name);
            }
        }
    }
}

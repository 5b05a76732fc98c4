using CardTeam.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CardTeam.Platform.Messaging;

/// <summary>Looks every few seconds how much waits and how much is parked, for those who collect metrics.</summary>
internal sealed class MessagingGauges(IServiceScopeFactory scopes, MessagingMetrics metrics, TimeProvider clock, ILogger<MessagingGauges> logger, ErrorQueues? errors = null) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (!metrics.IsWatched) continue;
            try
            {
                metrics.Backlog = await LookAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                metrics.Backlog = null; // no figure rather than an old one
                logger.LogWarning("The backlog could not be looked at ({Error})", failure.GetType().Name);
            }
        }
    }

    private async Task<Backlog> LookAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ServiceDbContext>();
        var oldest = await db.Outbox.OrderBy(m => m.Position).Select(m => (DateTimeOffset?)m.CreatedAt).FirstOrDefaultAsync(ct);
        return new(
            await db.Outbox.LongCountAsync(ct), oldest is { } since ? Math.Max(0, (long)(clock.GetUtcNow() - since).TotalSeconds) : 0,
            await db.Parked.LongCountAsync(ct), errors is null ? 0 : await errors.TryCountAsync(ct) ?? 0);
    }
}

using CardTeam.Platform.Imports;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CardTeam.Platform.Data;

/// <summary>Drops what has served: inbox rows no redelivery can still meet, old answers to repeated requests, errors of old imports.</summary>
internal sealed class Retention(IServiceScopeFactory scopes, TimeProvider clock, ILogger<Retention> logger) : BackgroundService
{
    private static readonly TimeSpan InboxKept = TimeSpan.FromDays(60);
    private static readonly TimeSpan AnswersKept = TimeSpan.FromDays(7);
    private static readonly TimeSpan ImportErrorsKept = TimeSpan.FromDays(90);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var hourly = new PeriodicTimer(TimeSpan.FromHours(1), clock);
        while (await hourly.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await RunAsync(scope.ServiceProvider.GetRequiredService<ServiceDbContext>(), clock, stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                logger.LogError(failure, "Retention stumbled; it tries again in an hour");
            }
        }
    }

    public static async Task RunAsync(ServiceDbContext db, TimeProvider clock, CancellationToken ct)
    {
        if (!await Lease.TryClaimAsync(db, "retention", TimeSpan.FromMinutes(30), clock, ct)) return;
        var now = clock.GetUtcNow();
        await db.Inbox.Where(e => e.ConsumedAt < now - InboxKept).ExecuteDeleteAsync(ct);
        await db.IdempotentAnswers.Where(a => a.AnsweredAt < now - AnswersKept).ExecuteDeleteAsync(ct);
        var old = db.Imports.Where(i => i.FinishedAt < now - ImportErrorsKept).Select(i => i.Id);
        await db.ImportErrors.Where(e => old.Contains(e.ImportId)).ExecuteDeleteAsync(ct);
    }
}

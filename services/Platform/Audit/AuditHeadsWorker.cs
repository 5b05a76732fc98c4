using CardTeam.Platform.Data;
using CardTeam.ServiceDefaults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CardTeam.Platform.Audit;

/// <summary>
/// Notes the end of the chain soon after the start and every five minutes, in the folders and in the log.
/// </summary>
internal sealed class AuditHeadsWorker(
    IServiceScopeFactory scopes,
    AuditHeads heads,
    TimeProvider clock,
    WorkStart start,
    ILogger<AuditHeadsWorker> logger
) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await start.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(Every, clock);
        do
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var db = scope.ServiceProvider.GetRequiredService<ServiceDbContext>();
                if (await heads.NoteAsync(db, clock, stoppingToken) is { } head)
                    logger.LogInformation("Audit chain ends with {Sequence} {Hash}", head.Sequence, head.Hash);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                logger.LogError(failure, "The audit chain's end could not be noted; it is tried again in five minutes");
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}

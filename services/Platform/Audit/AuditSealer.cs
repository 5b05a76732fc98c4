using CardTeam.Platform.Data;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CardTeam.Platform.Audit;

/// <summary>Seals audit entries into the chain, one replica at a time; nobody waits for it.</summary>
internal sealed class AuditSealer(IServiceScopeFactory scopes, CommitSignal committed, TimeProvider clock, ILogger<AuditSealer> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var wake = committed.Subscribe();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await wake.WaitAsync(TimeSpan.FromSeconds(10), stoppingToken);
                // Entries come in bursts: a short wait seals a burst with one commit.
                await Task.Delay(TimeSpan.FromMilliseconds(200), clock, stoppingToken);
                await using var scope = scopes.CreateAsyncScope();
                var db = scope.ServiceProvider.GetRequiredService<ServiceDbContext>();
                if (!await Lease.TryClaimAsync(db, "audit-sealer", TimeSpan.FromSeconds(30), clock, stoppingToken)) continue;
                while (await AuditChain.SealAsync(db, stoppingToken) > 0)
                {
                    // until all are sealed
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                logger.LogError(failure, "Sealing the audit chain stumbled; it goes on");
            }
        }
    }
}

using CardTeam.Contracts.Performance;
using CardTeam.Performance.Data;
using CardTeam.Performance.Periods;
using CardTeam.Platform.Audit;
using CardTeam.ServiceDefaults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Organisation;

/// <summary>
/// Announces to the other services, once after an upgrade, the names of units and managers announced by a release
/// without names, and their profiles again for a service that has come to keep more of them; who has the version keeps
/// it. Ends when all names are announced; after a crash it continues where it stopped.
/// </summary>
internal sealed class AnnounceNames(
    IServiceScopeFactory scopes,
    TimeProvider clock,
    WorkStart start,
    ILogger<AnnounceNames> logger
) : BackgroundService
{
    private const int BatchSize = 500;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMinutes(1);
    private bool _hasNamedUnits;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await start.WaitAsync(stoppingToken);
        using var retry = new PeriodicTimer(RetryAfter, clock);
        do
        {
            try
            {
                while (await AnnounceSomeAsync(stoppingToken)) { }
                return;
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                logger.LogWarning(failure, "Names could not be announced; trying again in a minute");
            }
        } while (await retry.WaitForNextTickAsync(stoppingToken));
    }

    private static async Task AnnounceUnitsAsync(PerformanceDbContext db, CancellationToken ct)
    {
        foreach (var some in (await db.Units.AsNoTracking().OrderBy(u => u.Code).ToListAsync(ct)).Chunk(BatchSize))
            db.Announce(new OrgUnitsChanged([.. some.Select(u => u.Announcement())]), "org-units");
    }

    private async Task<bool> AnnounceSomeAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<PerformanceDbContext>();
        return await db.InTransactionAsync(
            async () =>
            {
                var unnamed = await db
                    .Managers.Where(m => !m.IsNameAnnounced)
                    .OrderBy(m => m.ManagerNo)
                    .Take(BatchSize)
                    .ToListAsync(ct);
                if (unnamed.Count == 0)
                    return false;
                if (!_hasNamedUnits)
                    await AnnounceUnitsAsync(db, ct);
                _hasNamedUnits = true;
                scope
                    .ServiceProvider.GetRequiredService<AuditTrail>()
                    .Begin("upgrade", [], "announce names", $"{unnamed.Count} managers");
                var ledger = await PeriodLedger.LoadAsync(db, ct);
                db.Announce(
                    new ManagersChanged(
                        unnamed.ConvertAll(m => m.Profile(ledger.NextClose)),
                        unnamed.ConvertAll(m => m.AnnounceName())
                    ),
                    "managers"
                );
                await db.SaveChangesAsync(ct);
                return true;
            },
            ct
        );
    }
}

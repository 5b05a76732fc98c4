using CardTeam.Performance.Data;
using CardTeam.Performance.Kpis;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Indicators;

/// <summary>
/// Adds the release's KPIs that the catalogue does not have yet, once after an installation or an upgrade.
/// </summary>
internal sealed class SeedKpis(IServiceScopeFactory scopes, TimeProvider clock, ILogger<SeedKpis> logger)
    : BackgroundService
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMinutes(1);
    private bool _isDone;

    /// <summary>Seeds before the first request; where the database is away, tries again later.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await TryAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <summary>Adds what is missing of the release's KPIs.</summary>
    public static Task SeedAsync(PerformanceDbContext db, CancellationToken ct) =>
        db.InTransactionAsync(
            async () =>
            {
                var known = await db.KpiDefinitions.Select(k => k.Code).Distinct().ToListAsync(ct);
                var missing = KpisOfRelease.All().Where(k => !known.Contains(k.Code, StringComparer.Ordinal)).ToList();
                if (missing.Count == 0)
                    return;
                // A code the bank has imported until now stays imported: its months come out as they did.
                var counted = KpisOfRelease.CountedSinceThisRelease.ToList();
                var imported = await db
                    .Indicators.Where(i => counted.Contains(i.Kpi))
                    .Select(i => i.Kpi)
                    .Distinct()
                    .ToListAsync(ct);
                foreach (var kpi in missing.Where(k => imported.Contains(k.Code, StringComparer.Ordinal)))
                    kpi.Set(
                        kpi.Terms with
                        {
                            Direction = KpiWords.Higher,
                            Source = KpiWords.Import,
                            Basis = null,
                        },
                        null,
                        null
                    );
                db.KpiDefinitions.AddRange(missing);
                await db.SaveChangesAsync(ct);
            },
            ct
        );

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var retry = new PeriodicTimer(RetryAfter, clock);
        while (!_isDone && await retry.WaitForNextTickAsync(stoppingToken))
            await TryAsync(stoppingToken);
    }

    private async Task TryAsync(CancellationToken ct)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await SeedAsync(scope.ServiceProvider.GetRequiredService<PerformanceDbContext>(), ct);
            _isDone = true;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            logger.LogWarning(failure, "The KPI catalogue could not be completed; trying again in a minute");
        }
    }
}

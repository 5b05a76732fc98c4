using CardTeam.Performance.Data;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Reviews;

/// <summary>
/// Adds the release's form where the bank has none of its code, once after an installation or an upgrade.
/// </summary>
internal sealed class SeedReviewForm(IServiceScopeFactory scopes, TimeProvider clock, ILogger<SeedReviewForm> logger)
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

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var retry = new PeriodicTimer(RetryAfter, clock);
        while (!_isDone && await retry.WaitForNextTickAsync(stoppingToken))
            await TryAsync(stoppingToken);
    }

    private static Task SeedAsync(PerformanceDbContext db, CancellationToken ct) =>
        db.InTransactionAsync(
            async () =>
            {
                if (await db.ReviewForms.AnyAsync(f => f.Code == FormOfRelease.Code, ct))
                    return;
                db.ReviewForms.Add(FormOfRelease.Create());
                await db.SaveChangesAsync(ct);
            },
            ct
        );

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
            logger.LogWarning(failure, "The release's review form could not be added; trying again in a minute");
        }
    }
}

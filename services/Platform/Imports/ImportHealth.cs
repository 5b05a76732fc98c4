using CardTeam.Platform.Data;
using CardTeam.ServiceDefaults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CardTeam.Platform.Imports;

/// <summary>
/// Reports an import that waits or runs without progress for long: later imports wait for it, and with them the close.
/// </summary>
internal sealed class ImportHealth(ServiceDbContext db, ImportProgress progress, TimeProvider clock) : IHealthCheck
{
    public static readonly TimeSpan LongestStand = TimeSpan.FromMinutes(10);

    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    )
    {
        var first = await db
            .Imports.AsNoTracking()
            .Where(i => i.Status == ImportStatus.Running || i.Status == ImportStatus.Queued)
            .OrderByDescending(i => i.Status)
            .ThenBy(i => i.Number)
            .Select(i => new
            {
                i.Id,
                i.Kind,
                At = i.MovedAt ?? i.CreatedAt,
            })
            .FirstOrDefaultAsync(cancellationToken);
        var now = clock.GetUtcNow();
        if (
            first is null
            || now - first.At < LongestStand
            || (progress.Of(first.Id) is not null && progress.StandingFor() < LongestStand)
        )
            return HealthCheckResult.Healthy();
        var minutes = (int)(now - first.At).TotalMinutes;
        return Health.Degraded(
            new(
                FormattableString.Invariant($"{first.Kind} 的导入 {first.Id} 已有 {minutes} 分钟没有进展。"),
                FormattableString.Invariant($"Import {first.Id} of {first.Kind} has not moved for {minutes} minutes.")
            )
        );
    }
}

using CardTeam.Platform.Data;
using CardTeam.ServiceDefaults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CardTeam.Platform.Audit;

/// <summary>Reports entries that have waited too long to be sealed, and whatever weakens the chain's proof.</summary>
internal sealed class AuditHealth(ServiceDbContext db, AuditKey key, AuditHeads heads, TimeProvider clock)
    : IHealthCheck
{
    private static readonly TimeSpan LongestUnsealed = TimeSpan.FromMinutes(5);

    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    )
    {
        var due = clock.GetUtcNow() - LongestUnsealed;
        var waiting = db.Audit.Where(e => e.Sequence == null);
        var findings = heads.Findings(await AuditChain.HeadAsync(db, cancellationToken) is null).ToList();
        if (!key.Exists)
            findings.Add("no-key");
        var data = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["unsealed"] = await waiting.LongCountAsync(cancellationToken),
        };
        if (findings.Count > 0)
            data["findings"] = string.Join("; ", findings);
        return await waiting.AnyAsync(e => e.At < due, cancellationToken)
            ? Health.Degraded(new("审计记录未能入链，请查看日志。", "Audit entries are not sealed; see the log."), data)
            : HealthCheckResult.Healthy(data: data);
    }
}

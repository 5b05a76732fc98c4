using CardTeam.ServiceDefaults;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CardTeam.Incentive.Payroll;

/// <summary>Reports differences with payroll; degraded at worst, because the service works with them.</summary>
internal sealed class PayrollHealth(PayrollWatch watch) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    )
    {
        var counts = await watch.LookAsync(cancellationToken);
        var data = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["paidAfterDecision"] = counts.PaidAfterDecision,
            ["amountDiffers"] = counts.AmountDiffers,
            ["unknownEvent"] = counts.UnknownEvent,
            ["unanswered"] = counts.Unanswered,
        };
        return counts.Total() == 0
            ? HealthCheckResult.Healthy(data: data)
            : Health.Degraded(
                new(
                    Invariant($"与薪资系统有 {counts.Total()} 处差异，请查看差异报告（/payroll/differences）。"),
                    Invariant(
                        $"There are {counts.Total()} differences with payroll; look at the report (/payroll/differences)."
                    )
                ),
                data
            );
    }
}

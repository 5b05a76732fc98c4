using CardTeam.Contracts;
using CardTeam.Incentive.Data;
using CardTeam.Platform.Messaging.Transport;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Payroll;

/// <summary>The queues of the payroll groups, which the bank sets up while the service runs.</summary>
internal sealed class PayrollGroupQueues(IServiceScopeFactory scopes) : IAddedQueues
{
    public Type Row => typeof(PayrollGroup);

    public async Task<IReadOnlyList<Subscription>> ListAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IncentiveDbContext>();
        return
        [
            .. (await db.PayrollGroups.AsNoTracking().OrderBy(g => g.Code).ToListAsync(ct)).Select(g => g.Subscription),
        ];
    }
}

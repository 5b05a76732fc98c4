using CardTeam.Contracts;
using CardTeam.Incentive.Data;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Settings;

namespace CardTeam.Incentive.Payroll;

/// <summary>
/// Counts today's differences for health and metrics. It looks once a minute at most, because a probe comes every few
/// seconds and the stream is long.
/// </summary>
internal sealed class PayrollWatch(IServiceScopeFactory scopes, IConfiguration configuration, TimeProvider clock)
    : IDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(1);
    private readonly SemaphoreSlim _turn = new(1);
    private (DateTimeOffset At, PayrollDifferenceCounts Counts)? _seen;

    public async Task<PayrollDifferenceCounts> LookAsync(CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            var now = clock.GetUtcNow();
            if (_seen is { } seen && now - seen.At < LookEvery)
                return seen.Counts;
            await using var scope = scopes.CreateAsyncScope();
            var counts = await new PayrollDifferences(
                BankCalendar.Today(clock),
                SuiteSettings.PayrollAnswerDays.Of(configuration),
                PartOfBank.Whole,
                scope.ServiceProvider.GetRequiredService<IncentiveDbContext>()
            ).CountAsync(ct);
            _seen = (now, counts);
            return counts;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();
}

using System.Diagnostics.Metrics;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Data;
using CardTeam.ServiceDefaults.Telemetry;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.Payroll;

/// <summary>
/// Counts for metrics the entries that payroll has not acknowledged, or has rejected. Amounts are not exported.
/// </summary>
internal sealed class OutstandingGauge : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(15);
    private readonly IServiceScopeFactory _scopes;
    private readonly ILogger<OutstandingGauge> _logger;
    private (long Outstanding, long Rejected)? _seen;
    private bool _isWatched;

    public OutstandingGauge(IServiceScopeFactory scopes, IMeterFactory meters, ILogger<OutstandingGauge> logger)
    {
        (_scopes, _logger) = (scopes, logger);
        var meter = meters.CreateServiceMeter(IncentiveService.Name);
        meter.CreateObservableGauge(
            "cardteam.payroll.outstanding",
            () => Seen(s => s.Outstanding),
            "{entry}",
            "Entries of the payroll stream without an acknowledgement."
        );
        meter.CreateObservableGauge(
            "cardteam.payroll.rejected",
            () => Seen(s => s.Rejected),
            "{entry}",
            "Entries payroll rejected and has not paid since."
        );
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (!_isWatched)
                continue;
            try
            {
                await using var scope = _scopes.CreateAsyncScope();
                var db = scope.ServiceProvider.GetRequiredService<IncentiveDbContext>();
                _seen = (
                    await db.PayrollEntries.LongCountAsync(
                        e => !db.Acknowledgements.Any(a => a.EventId == e.EventId),
                        stoppingToken
                    ),
                    await db.Acknowledgements.LongCountAsync(a => a.Status == "rejected", stoppingToken)
                );
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                _seen = null; // no figure rather than an old one
                _logger.LogWarning("The payroll stream could not be looked at ({Error})", failure.GetType().Name);
            }
        }
    }

    private IEnumerable<Measurement<long>> Seen(Func<(long Outstanding, long Rejected), long> part)
    {
        _isWatched = true;
        return _seen is { } seen ? [new(part(seen))] : [];
    }
}

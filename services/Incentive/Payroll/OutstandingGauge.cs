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
    private readonly PayrollWatch _watch;
    private readonly ILogger<OutstandingGauge> _logger;
    private Seen? _seen;
    private bool _isWatched;

    public OutstandingGauge(
        IServiceScopeFactory scopes,
        PayrollWatch watch,
        IMeterFactory meters,
        ILogger<OutstandingGauge> logger
    )
    {
        (_scopes, _watch, _logger) = (scopes, watch, logger);
        var meter = meters.CreateServiceMeter(IncentiveService.Name);
        meter.CreateObservableGauge(
            "cardteam.payroll.outstanding",
            () => Measured(s => s.Outstanding),
            "{entry}",
            "Entries of the payroll stream without an acknowledgement."
        );
        meter.CreateObservableGauge(
            "cardteam.payroll.rejected",
            () => Measured(s => s.Rejected),
            "{entry}",
            "Entries payroll rejected and has not paid since, until they are sent again or written off."
        );
        meter.CreateObservableGauge(
            "cardteam.payroll.differences",
            MeasuredDifferences,
            "{difference}",
            "Differences with payroll as of today, by kind."
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
                _seen = new(
                    await db.PayrollEntries.LongCountAsync(
                        e => !db.Acknowledgements.Any(a => a.EventId == e.EventId),
                        stoppingToken
                    ),
                    await db.Acknowledgements.LongCountAsync(
                        a => a.Status == "rejected" && !PayrollRejection.Decided(db).Any(r => r.EventId == a.EventId),
                        stoppingToken
                    ),
                    await _watch.LookAsync(stoppingToken)
                );
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                _seen = null; // no figure rather than an old one
                _logger.LogWarning("The payroll stream could not be looked at ({Error})", failure.GetType().Name);
            }
        }
    }

    private IEnumerable<Measurement<long>> Measured(Func<Seen, long> part)
    {
        _isWatched = true;
        return _seen is { } seen ? [new(part(seen))] : [];
    }

    private IEnumerable<Measurement<long>> MeasuredDifferences()
    {
        _isWatched = true;
        if (_seen?.Differences is not { } counts)
            return [];
        return
        [
            Of(PayrollDifferences.PaidAfterDecision, counts.PaidAfterDecision),
            Of(PayrollDifferences.AmountDiffers, counts.AmountDiffers),
            Of(PayrollDifferences.UnknownEvent, counts.UnknownEvent),
            Of(PayrollDifferences.Unanswered, counts.Unanswered),
        ];

        static Measurement<long> Of(string kind, long count) =>
            new(count, new KeyValuePair<string, object?>("kind", kind));
    }

    private sealed record Seen(long Outstanding, long Rejected, PayrollDifferenceCounts Differences);
}

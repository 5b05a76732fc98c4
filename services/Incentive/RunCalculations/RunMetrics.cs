using System.Diagnostics.Metrics;
using CardTeam.Incentive.Calculation;
using CardTeam.ServiceDefaults.Telemetry;

namespace CardTeam.Incentive.RunCalculations;

/// <summary>The metric of runs' durations.</summary>
internal sealed class RunMetrics(IMeterFactory meters)
{
    private readonly Action<TimeSpan, KeyValuePair<string, object?>> _record = meters
        .CreateServiceMeter(IncentiveService.Name)
        .CreateDuration("cardteam.run.duration", "From the start of a calculation to its commit.");

    public void Ended(TimeSpan took, string status) => _record(took, new("cardteam.run.status", status));
}

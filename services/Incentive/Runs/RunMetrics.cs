using System.Diagnostics.Metrics;
using CardTeam.ServiceDefaults.Telemetry;

namespace CardTeam.Incentive.Runs;

/// <summary>How long runs take.</summary>
internal sealed class RunMetrics(IMeterFactory meters)
{
    private readonly Histogram<double> _duration = meters.CreateServiceMeter(IncentiveService.Name).CreateHistogram<double>("cardteam.run.duration", "s", "From the start of a calculation to its commit.");

    public void Ended(TimeSpan took, string status) => _duration.Record(took.TotalSeconds, new KeyValuePair<string, object?>("cardteam.run.status", status));
}

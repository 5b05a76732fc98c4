using System.Diagnostics.Metrics;

namespace CardTeam.ServiceDefaults.Telemetry;

/// <summary>
/// The meter of all the suite's own instruments. Those named by the conventions have these names; the others begin with
/// <c>cardteam.</c>
/// </summary>
public static class ServiceMeter
{
    public const string Name = "CardTeam";

    /// <summary>The tag with the service of an observation: several services may share a process.</summary>
    public const string Service = "cardteam.service";

    /// <summary>Creates a histogram of durations in seconds, as the conventions require.</summary>
    /// <returns>Records one measurement with its tags.</returns>
    public static Action<TimeSpan, KeyValuePair<string, object?>> CreateDuration(
        this Meter meter,
        string name,
        string description
    )
    {
        ArgumentNullException.ThrowIfNull(meter);
        var histogram = meter.CreateHistogram<double>(name, "s", description);
        return (took, tag) => histogram.Record(took.TotalSeconds, tag);
    }

    public static Meter CreateServiceMeter(this IMeterFactory meters, string service)
    {
        ArgumentNullException.ThrowIfNull(meters);
        return meters.Create(new MeterOptions(Name) { Tags = [new(Service, service)] });
    }
}

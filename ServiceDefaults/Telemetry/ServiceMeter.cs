using System.Diagnostics.Metrics;

namespace CardTeam.ServiceDefaults.Telemetry;

/// <summary>The meter all of the suite's own instruments belong to. Those the conventions name have their names; the others begin with <c>cardteam.</c></summary>
public static class ServiceMeter
{
    public const string Name = "CardTeam";

    /// <summary>The service an observation is of: several may share a process.</summary>
    public const string Service = "cardteam.service";

    /// <summary>How long something takes, in seconds, as the conventions want it.</summary>
    /// <returns>Records one of them, with what it is told apart by.</returns>
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

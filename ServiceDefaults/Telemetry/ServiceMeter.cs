using System.Diagnostics.Metrics;

namespace CardTeam.ServiceDefaults.Telemetry;

/// <summary>The meter all of the suite's own instruments belong to. Those the conventions name have their names; the others begin with <c>cardteam.</c></summary>
public static class ServiceMeter
{
    public const string Name = "CardTeam";

    /// <summary>The service an observation is of: several may share a process.</summary>
    public const string Service = "cardteam.service";

    public static Meter CreateServiceMeter(this IMeterFactory meters, string service)
    {
        ArgumentNullException.ThrowIfNull(meters);
        return meters.Create(new MeterOptions(Name) { Tags = [new(Service, service)] });
    }
}

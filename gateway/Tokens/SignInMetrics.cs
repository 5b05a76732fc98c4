using System.Diagnostics.Metrics;
using CardTeam.ServiceDefaults.Telemetry;

namespace CardTeam.Gateway.Tokens;

/// <summary>Counts refused sign-ins by reason, not by name.</summary>
internal sealed class SignInMetrics(IMeterFactory meters)
{
    private readonly Counter<long> _refused = meters
        .CreateServiceMeter("gateway")
        .CreateCounter<long>("cardteam.sign_in.refused", "{attempt}", "Sign-ins refused.");

    public void Refused(string code) => _refused.Add(1, new KeyValuePair<string, object?>("error.type", code));
}

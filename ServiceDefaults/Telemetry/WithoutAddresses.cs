using System.Diagnostics;
using OpenTelemetry;

namespace CardTeam.ServiceDefaults.Telemetry;

/// <summary>
/// Removes from spans what may identify a person: an address contains managers' numbers and search words, its route
/// does not.
/// </summary>
internal sealed class WithoutAddresses : BaseProcessor<Activity>
{
    private static readonly string[] Telling =
    [
        "url.full",
        "url.path",
        "url.query",
        "http.url",
        "http.target",
        "client.address",
        "user_agent.original",
    ];

    public override void OnEnd(Activity data)
    {
        // Probes every few seconds show nothing that health does not.
        if (IsProbe(data))
            data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        foreach (var tag in Telling)
            if (data.GetTagItem(tag) is not null)
                data.SetTag(tag, null);
    }

    private static bool IsProbe(Activity data)
    {
        var path =
            data.GetTagItem("url.path") as string
            ?? (
                data.GetTagItem("url.full") is string full && Uri.TryCreate(full, UriKind.Absolute, out var address)
                    ? address.AbsolutePath
                    : null
            );
        return path is "/health" or "/alive";
    }
}

using System.Diagnostics;
using OpenTelemetry;

namespace CardTeam.ServiceDefaults.Telemetry;

/// <summary>
/// Removes from spans what may identify a person: an address contains managers' numbers and search words, its route
/// does not. Leaves out the queries of a service that only looks for work, which belong to nobody's request.
/// </summary>
internal sealed class SpanScrubber : BaseProcessor<Activity>
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
        if (data is { Kind: ActivityKind.Client, Parent: null } && data.ParentSpanId == default && IsQuery(data))
            data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        foreach (var tag in Telling)
            if (data.GetTagItem(tag) is not null)
                data.SetTag(tag, null);
    }

    private static bool IsQuery(Activity data) =>
        (data.GetTagItem("db.system.name") ?? data.GetTagItem("db.system")) is not null;
}

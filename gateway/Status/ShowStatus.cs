using System.Text.Json.Serialization;
using CardTeam.Gateway.Access;
using CardTeam.Gateway.Forwarding;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Description;
using CardTeam.ServiceDefaults.Errors;
using Yarp.ReverseProxy;

namespace CardTeam.Gateway.Status;

/// <summary>
/// <c>GET /status</c>: the state of every service and each of its replicas, and the backlog of its events, as last seen
/// by the checks.
/// </summary>
/// <remarks>
/// Open to everyone, like <c>/health</c> here and in each service: a monitor has no token, and the answer contains no
/// address, no reason of a failure and no data of the bank. 503 only while the gateway itself is stopping, whatever the
/// state of the services: a load balancer in front of several gateways should watch this.
/// </remarks>
internal static class ShowStatus
{
    /// <exception cref="StartRefusedException">A setting is not a whole number, or is outside its bounds.</exception>
    public static void AddStatus(this WebApplicationBuilder builder)
    {
        _ = StatusWatch.Every(builder.Configuration);
        builder.Services.AddSingleton<StatusWatch>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<StatusWatch>());
    }

    public static void MapStatus(this IEndpointRouteBuilder app) =>
        app.MapGet("/status", Handle)
            .Describe("Shows the state of every service, of its replicas and of its events.")
            .Produces<Answer>()
            .Produces<Answer>(StatusCodes.Status503ServiceUnavailable)
            .WithTags("Health")
            .AllowAnonymous();

    private static IResult Handle(
        HttpContext http,
        StatusWatch watch,
        IProxyStateLookup proxy,
        Drain drain,
        TimeProvider time
    )
    {
        var tellsVersion = SignedInOnly.TellsVersion(http);
        var status = new Answer(
            time.GetUtcNow(),
            new(
                drain.HasBegun ? "draining" : "running",
                watch.Begun,
                tellsVersion ? Release.Version : null,
                tellsVersion ? Release.Commit : null
            ),
            ServiceRoutes.Services.ToDictionary(
                service => service,
                service => Service([.. watch.Of(service)], Available(service, proxy), tellsVersion),
                StringComparer.Ordinal
            )
        );
        return Results.Json(
            status,
            statusCode: drain.HasBegun ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK
        );
    }

    private static HashSet<string> Available(string service, IProxyStateLookup proxy) =>
        proxy.TryGetCluster(service, out var cluster)
            ? [.. cluster.DestinationsState.AvailableDestinations.Select(replica => replica.DestinationId)]
            : [];

    private static ServiceStatus Service(IReadOnlyList<Seen> replicas, HashSet<string> available, bool tellsVersion)
    {
        // A service's replicas share a database and therefore the outbox: the latest answer counts.
        var latest = replicas
            .Select(replica => replica.Announcements)
            .OfType<(DateTimeOffset AsOf, IReadOnlyDictionary<string, decimal> Numbers)>()
            .OrderByDescending(announcements => announcements.AsOf)
            .Take(1)
            .ToList();
        return new(
            ReplicaHealth.Combine([.. replicas.Select(replica => replica.State)]),
            latest is [var (asOf, numbers)]
                ? new(asOf) { Numbers = numbers.ToDictionary(n => n.Key, n => (object)n.Value, StringComparer.Ordinal) }
                : null,
            [
                .. replicas.Select(seen => new ReplicaStatus(
                    seen.Replica.Number,
                    seen.State,
                    seen.Since,
                    available.Contains(seen.Replica.Id),
                    seen.LastAnswered,
                    tellsVersion ? seen.Version : null,
                    tellsVersion ? seen.Commit : null
                )),
            ]
        );
    }

    internal sealed record Answer(
        DateTimeOffset At,
        GatewayStatus Gateway,
        IReadOnlyDictionary<string, ServiceStatus> Services
    );

    internal sealed record GatewayStatus(string State, DateTimeOffset Since, string? Version, string? Commit);

    internal sealed record ServiceStatus(string State, Freshness? Freshness, IReadOnlyList<ReplicaStatus> Replicas);

    /// <summary>
    /// The backlog of a service's events, in its own numbers: <c>waiting</c>, <c>parked</c>, and <c>oldestSeconds</c>
    /// where it is reported.
    /// </summary>
    internal sealed record Freshness(DateTimeOffset AsOf)
    {
        [JsonExtensionData]
        public Dictionary<string, object> Numbers { get; init; } = [];
    }

    /// <param name="TakesRequests">False while the gateway sends it no requests.</param>
    internal sealed record ReplicaStatus(
        int Number,
        string State,
        DateTimeOffset Since,
        bool TakesRequests,
        DateTimeOffset? LastAnswered,
        string? Version,
        string? Commit
    );
}

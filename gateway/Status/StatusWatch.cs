using CardTeam.Gateway.Forwarding;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Settings;

namespace CardTeam.Gateway.Status;

/// <summary>
/// Calls every replica's <c>/health</c> every <c>Checks:HealthSeconds</c> and remembers the answers, so that
/// <c>/status</c> calls nobody.
/// </summary>
internal sealed class StatusWatch(
    IConfiguration configuration,
    IHttpClientFactory clients,
    TimeProvider time,
    WorkStart start
) : BackgroundService
{
    private readonly TimeSpan every = Every(configuration);
    private readonly DateTimeOffset begun = time.GetUtcNow();

    // Each entry is replaced as a whole, so that readers see one check of a replica or the next.
    private readonly Seen[] seen =
    [
        .. ServiceRoutes
            .Services.SelectMany(service => Replica.Of(service, configuration))
            .Select(replica => new Seen(replica, time.GetUtcNow())),
    ];

    /// <summary>The time since which the gateway has been watching.</summary>
    public DateTimeOffset Begun => begun;

    /// <exception cref="StartRefusedException">The setting is not a whole number, or is outside its bounds.</exception>
    public static TimeSpan Every(IConfiguration configuration) => SuiteSettings.HealthEvery.Seconds(configuration);

    /// <summary>The replicas of a service as they were last seen.</summary>
    public IEnumerable<Seen> Of(string service) => seen.Where(one => one.Replica.Service == service);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(every, time);
        try
        {
            await start.WaitAsync(stoppingToken);
            do await Task.WhenAll(Enumerable.Range(0, seen.Length).Select(i => LookAsync(i, stoppingToken)));
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The gateway is stopping.
        }
    }

    private async Task LookAsync(int index, CancellationToken cancellationToken)
    {
        var answer = await ReplicaHealth.AskAsync(seen[index].Replica, clients, cancellationToken);
        seen[index] = seen[index].Then(answer, time.GetUtcNow());
    }
}

/// <summary>The last known state of a replica.</summary>
internal sealed record Seen(Replica Replica, DateTimeOffset Since)
{
    public string State { get; private init; } = ReplicaHealth.Unknown;

    /// <summary>The version of the last answer, kept also while the replica is down.</summary>
    public string? Version { get; private init; }

    /// <summary>The commit of <see cref="Version"/>.</summary>
    public string? Commit { get; private init; }

    public DateTimeOffset? LastAnswered { get; private init; }

    /// <summary>The numbers of the last answer that had any, and the time of that answer.</summary>
    public (DateTimeOffset AsOf, IReadOnlyDictionary<string, decimal> Numbers)? Announcements { get; private init; }

    public Seen Then(ReplicaHealth answer, DateTimeOffset now) =>
        this with
        {
            State = answer.State,
            Since = answer.State == State ? Since : now,
            Version = answer.Version ?? Version,
            Commit = answer.Version is null ? Commit : answer.Commit,
            LastAnswered = answer.State == ReplicaHealth.Unreachable ? LastAnswered : now,
            Announcements = answer.Announcements is { } numbers ? (now, numbers) : Announcements,
        };
}

using System.Globalization;
using System.Text.Json;
using CardTeam.Gateway.Forwarding;

namespace CardTeam.Gateway.Status;

/// <summary>What one replica's <c>/health</c> said.</summary>
/// <param name="State"><c>healthy</c>, <c>degraded</c> or <c>unhealthy</c>, in its own words; <c>unreachable</c> when it did not answer, or not in words that are understood.</param>
/// <param name="Version">Where it says one.</param>
/// <param name="Commit">What that was built from, where it says it.</param>
/// <param name="Announcements">The numbers it gives for its messaging: how many events wait in its outbox, how many messages are parked, and whatever else it counts. None when it gives none.</param>
internal sealed record ReplicaHealth(
    string State,
    string? Version,
    string? Commit,
    IReadOnlyDictionary<string, decimal>? Announcements
)
{
    public const string Healthy = "healthy";
    public const string Degraded = "degraded";
    public const string Unhealthy = "unhealthy";
    public const string Unreachable = "unreachable";

    /// <summary>Before anyone asked.</summary>
    public const string Unknown = "unknown";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static void Add(IServiceCollection services) =>
        // Never by way of a proxy that a variable of the environment names.
        services
            .AddHttpClient(nameof(ReplicaHealth), client => client.Timeout = Patience)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { UseProxy = false });

    /// <summary>Asks it, and waits two seconds at most.</summary>
    public static async Task<ReplicaHealth> AskAsync(
        Replica replica,
        IHttpClientFactory clients,
        CancellationToken cancellationToken
    )
    {
        try
        {
            using var client = clients.CreateClient(nameof(ReplicaHealth));
            using var response = await client.GetAsync(new Uri(replica.Address, "health"), cancellationToken);
            using var report = await JsonDocument.ParseAsync(
                await response.Content.ReadAsStreamAsync(cancellationToken),
                default,
                cancellationToken
            );
            var root = report.RootElement;
            return root.GetProperty("status").GetString() is Healthy or Degraded or Unhealthy
                ? new(
                    root.GetProperty("status").GetString()!,
                    TextAt(root, "version"),
                    TextAt(root, "commit"),
                    Numbers(root)
                )
                : new(Unreachable, Version: null, Commit: null, Announcements: null);
        }
        catch (Exception failure)
            when (failure
                    is HttpRequestException
                        or JsonException
                        or KeyNotFoundException
                        or InvalidOperationException
                        or IOException
                || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested)
            )
        {
            // Not why: addresses stand in the reasons, and what comes of this is open to everyone.
            return new(Unreachable, Version: null, Commit: null, Announcements: null);
        }
    }

    /// <summary>The state of a service whose replicas are in these: healthy when all are, unhealthy when none does its work.</summary>
    public static string Together(IReadOnlyCollection<string> states) =>
        states.All(state => state == Healthy) && states.Count > 0 ? Healthy
        : states.Any(state => state is Healthy or Degraded) ? Degraded
        : states.Count > 0 && states.All(state => state == Unknown) ? Unknown
        : Unhealthy;

    private static Dictionary<string, decimal>? Numbers(JsonElement root)
    {
        if (
            !root.TryGetProperty("dependencies", out var dependencies)
            || !dependencies.TryGetProperty("messaging", out var messaging)
        )
            return null;
        var numbers = new Dictionary<string, decimal>();
        foreach (var property in messaging.EnumerateObject())
        {
            // As a number or, as the services write all they add to a dependency, as text.
            if (
                property.Value.ValueKind is JsonValueKind.Number or JsonValueKind.String
                && decimal.TryParse(
                    property.Value.ToString(),
                    NumberStyles.Float,
                    CultureInfo.InvariantCulture,
                    out var number
                )
            )
                numbers[property.Name] = number;
        }

        return numbers;
    }

    private static string? TextAt(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

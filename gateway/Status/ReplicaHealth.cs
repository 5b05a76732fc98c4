using System.Globalization;
using System.Text.Json;
using CardTeam.Gateway.Forwarding;

namespace CardTeam.Gateway.Status;

/// <summary>The answer of one replica's <c>/health</c>.</summary>
/// <param name="State">
/// <c>healthy</c>, <c>degraded</c> or <c>unhealthy</c>, as reported; <c>unreachable</c> when there was no answer, or
/// none that could be understood.
/// </param>
/// <param name="Version">The replica's version; null where it reports none.</param>
/// <param name="Commit">The commit of that version; null where it reports none.</param>
/// <param name="Announcements">
/// The numbers it reports for its messaging: events waiting in its outbox, parked messages, and whatever else it
/// counts. Null when it reports none.
/// </param>
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

    /// <summary>The state before the first check.</summary>
    public const string Unknown = "unknown";

    private static readonly TimeSpan CheckTimeout = TimeSpan.FromSeconds(2);

    public static void Add(IServiceCollection services) =>
        // Without any proxy named by an environment variable.
        services
            .AddHttpClient(nameof(ReplicaHealth), client => client.Timeout = CheckTimeout)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { UseProxy = false });

    /// <summary>Asks a replica, with a timeout of two seconds.</summary>
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
            // Without the reason: reasons contain addresses, and this answer is open to everyone.
            return new(Unreachable, Version: null, Commit: null, Announcements: null);
        }
    }

    /// <summary>
    /// The state of a service from those of its replicas: healthy when all are, unhealthy when none works.
    /// </summary>
    public static string Combine(IReadOnlyCollection<string> states) =>
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
        var numbers = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var property in messaging.EnumerateObject())
        {
            // The value is a number or, as in the services' data on a dependency, a text.
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

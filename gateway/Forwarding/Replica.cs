using System.Globalization;
using CardTeam.ServiceDefaults.Errors;

namespace CardTeam.Gateway.Forwarding;

/// <summary>A process that runs a service: <c>services:performance:http:0</c>, <c>…:1</c> and so on.</summary>
/// <param name="Service">E.g. <c>performance</c>.</param>
/// <param name="Number">The last part of the setting's key, which may be published to identify the replica.</param>
/// <param name="Address">The address it listens on.</param>
internal sealed record Replica(string Service, int Number, Uri Address)
{
    /// <summary>The name of its destination in the proxy.</summary>
    public string Id => string.Create(CultureInfo.InvariantCulture, $"{Service}/{Number}");

    /// <summary>The replicas of a service; none when no setting names one.</summary>
    /// <exception cref="StartRefusedException">A setting is not an address, or its key is not a number.</exception>
    public static IReadOnlyList<Replica> Of(string service, IConfiguration configuration) =>
        [
            .. configuration
                .GetSection($"services:{service}:http")
                .GetChildren()
                .Where(setting => !string.IsNullOrWhiteSpace(setting.Value))
                .Select(setting => new Replica(service, NumberOf(setting), AddressOf(setting)))
                .OrderBy(replica => replica.Number),
        ];

    private static int NumberOf(IConfigurationSection setting) =>
        int.TryParse(setting.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new StartRefusedException(
                $"{setting.Path}: the replicas of a service are numbered 0, 1, 2 …, not '{setting.Key}'."
            );

    private static Uri AddressOf(IConfigurationSection setting) =>
        Uri.TryCreate(setting.Value, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw new StartRefusedException($"{setting.Path} is not an http(s) address: '{setting.Value}'.");
}

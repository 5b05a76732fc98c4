using System.Net;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Settings;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Primitives;

namespace CardTeam.Gateway.Access;

/// <summary>The host names the gateway answers to, and its public address.</summary>
internal sealed class Hosts
{
    private static readonly StringSegment[] OfThisMachine = ["localhost", "127.0.0.1", "[::1]"];

    private readonly List<StringSegment> _names;
    private readonly string? _address;
    private readonly IServer _server;

    /// <exception cref="StartRefusedException"><c>Access:Address</c> is not an acceptable address.</exception>
    public Hosts(IConfiguration configuration, IServer server)
    {
        _server = server;
        var address = AddressOf(configuration);
        _address = address?.GetLeftPart(UriPartial.Authority);
        _names = SuiteSettings.Hosts.Of(configuration) is { } set
            ?
            [
                .. set.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                    .Select(n => new StringSegment(n)),
            ]
            : [.. OfThisMachine, .. NamesListenedAt(configuration).Select(n => new StringSegment(n))];
        if (address is not null)
            _names.Add(address.Host);
    }

    /// <summary>
    /// The gateway's own address, for documents and links: the configured one, otherwise the one it listens on. Never
    /// one claimed by a request.
    /// </summary>
    public string Address => _address ?? ListeningAddress;

    /// <summary>The address that the caller can use: a service on this machine does not call the public name.</summary>
    public string AddressFor(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        return IsLoopback(http.Request.Host) ? ListeningAddress : Address;
    }

    private string ListeningAddress =>
        _server
            .Features.Get<IServerAddressesFeature>()
            ?.Addresses.FirstOrDefault()
            ?.Replace("://0.0.0.0:", "://localhost:", StringComparison.Ordinal)
            .Replace("://[::]:", "://localhost:", StringComparison.Ordinal)
            .TrimEnd('/')
        ?? "http://localhost";

    /// <summary>
    /// True for a name or address of this machine to which nobody else can direct a browser by a name of their own.
    /// </summary>
    public static bool IsLoopback(HostString host) =>
        host.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    /// <summary>The addresses on which the settings have the gateway listen.</summary>
    public static IEnumerable<string> ListenedAt(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return Split("urls")
            .Concat(Split("http_ports").Select(port => $"http://*:{port}"))
            .Concat(Split("https_ports").Select(port => $"https://*:{port}"))
            .Concat(configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(e => e["Url"]).OfType<string>());

        string[] Split(string key) =>
            (configuration[key] ?? "").Split(
                ';',
                StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
            );
    }

    private static IEnumerable<string> NamesListenedAt(IConfiguration configuration) =>
        ListenedAt(configuration)
            .Select(url => BindingAddress.Parse(url).Host)
            .Where(host => host is not ("*" or "+" or "0.0.0.0" or "[::]" or ""));

    /// <summary>
    /// Refuses requests for another host name: 400 <c>request.host</c>. A load balancer's probes are answered under any
    /// name.
    /// </summary>
    public Task AnswerAsync(HttpContext http, RequestDelegate next)
    {
        ArgumentNullException.ThrowIfNull(http);
        if (
            http.Request.Path == "/alive"
            || http.Request.Path == "/health"
            || http.Request.Path == "/status"
            || HostString.MatchesAny(http.Request.Host.Host, _names)
        )
            return next(http);
        var text = new Text(
            "本网关不使用该主机名（设置 Access:Hosts）。",
            "This gateway does not answer to that host name (setting Access:Hosts)."
        ).For(http);
        return TypedResults
            .Problem(
                text,
                statusCode: StatusCodes.Status400BadRequest,
                title: text,
                extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = "request.host" }
            )
            .ExecuteAsync(http);
    }

    private static Uri? AddressOf(IConfiguration configuration)
    {
        if (SuiteSettings.PublicAddress.Of(configuration) is not { } setting)
            return null;
        return
            Uri.TryCreate(setting, UriKind.Absolute, out var address)
            && (address.Scheme == "https" || (address.Scheme == "http" && address.IsLoopback))
            && address.AbsolutePath == "/"
            ? address
            : throw new StartRefusedException($"Access:Address must be an https address without a path: '{setting}'.");
    }
}

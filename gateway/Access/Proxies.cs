using System.Net;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Settings;
using Microsoft.AspNetCore.HttpOverrides;

namespace CardTeam.Gateway.Access;

/// <summary>Trusts what a request says about its origin only from the proxies in the settings.</summary>
internal static class Proxies
{
    /// <exception cref="StartRefusedException">
    /// A proxy is neither an address nor a network, or the setting would trust every peer.
    /// </exception>
    public static void AddProxies(this WebApplicationBuilder builder)
    {
        if (
            string.Equals(builder.Configuration["FORWARDEDHEADERS_ENABLED"], "true", StringComparison.OrdinalIgnoreCase)
        )
            throw new StartRefusedException(
                "ASPNETCORE_FORWARDEDHEADERS_ENABLED believes whoever calls; "
                    + "name the proxies by Access:Proxies instead."
            );
        var (addresses, networks) = Of(builder.Configuration);
        builder.Services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders =
                addresses.Count + networks.Count > 0
                    ? ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto
                    : ForwardedHeaders.None;
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            foreach (var address in addresses)
                options.KnownProxies.Add(address);
            foreach (var network in networks)
                options.KnownIPNetworks.Add(network);
            // Any number of known proxies in a row is accepted.
            options.ForwardLimit = null;
        });
    }

    private static (List<IPAddress> Addresses, List<System.Net.IPNetwork> Networks) Of(IConfiguration configuration)
    {
        var (addresses, networks) = (new List<IPAddress>(), new List<System.Net.IPNetwork>());
        foreach (
            var setting in (SuiteSettings.Proxies.Of(configuration) ?? "").Split(
                ';',
                StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries
            )
        )
            if (IPAddress.TryParse(setting, out var address))
                addresses.Add(address);
            else if (System.Net.IPNetwork.TryParse(setting, out var network))
                networks.Add(network);
            else
                throw new StartRefusedException($"Access:Proxies: '{setting}' is neither an address nor a network.");
        return (addresses, networks);
    }
}

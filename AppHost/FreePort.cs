using System.Net;
using System.Net.Sockets;

namespace CardTeam.AppHost;

/// <summary>Finds a port of the loopback address that nothing listens on.</summary>
internal static class FreePort
{
    public static int Take()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

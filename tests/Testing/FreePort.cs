using System.Net;
using System.Net.Sockets;

namespace CardTeam.Testing;

/// <summary>Ports of loopback that nobody listens on.</summary>
public static class FreePort
{
    // Below what the system gives to outgoing connections (from 32768 on): a server that is down for a while finds its own again.
    private const int First = 20_000,
        Last = 31_000;

    private static int _next = Random.Shared.Next(First, Last);

    /// <summary>Another one at each call.</summary>
    public static int Take()
    {
        while (true)
        {
            var port = First + Interlocked.Increment(ref _next) % (Last - First);
            using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                probe.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return port;
            }
            catch (SocketException)
            {
                // Taken; the next one, then.
            }
        }
    }
}

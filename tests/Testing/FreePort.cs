using System.Net;
using System.Net.Sockets;

namespace CardTeam.Testing;

/// <summary>Finds ports of loopback on which nothing listens.</summary>
public static class FreePort
{
    // Below the range for outgoing connections (from 32768 on), so that a server that is down for a while gets its port
    // again.
    private const int First = 20_000,
        Last = 31_000;

    private static int _next = Random.Shared.Next(First, Last);

    /// <summary>Returns another port at each call.</summary>
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
                // Taken: the next port is tried.
            }
        }
    }
}

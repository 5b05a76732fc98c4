using System.Net.Sockets;
using CardTeam.Testing;

namespace CardTeam.EndToEnd.Tests.Separate;

/// <summary>Tests the broker that the other tests use.</summary>
[Trait("Run", "long")]
public sealed class RabbitBrokerTests
{
    [Fact]
    public async Task Keeps_its_virtual_hosts_and_its_port_when_it_is_killed_and_leaves_nothing_behind()
    {
        RabbitBroker gone;
        await using (var broker = await RabbitBroker.StartAsync())
        {
            Assert.Equal(
                $"amqp://guest:guest@127.0.0.1:{broker.Port}/bank",
                await broker.CreateVirtualHostAsync("bank")
            );
            await broker.StopAsync(9);
            Assert.False(Listens(broker.Port));

            await broker.StartAgainAsync();
            Assert.True(Listens(broker.Port));
            Assert.Equal("true", await broker.EvaluateAsync("""rabbit_vhost:exists(<<"bank">>)."""));
            gone = broker;
        }

        Assert.False(Listens(gone.Port));
        Assert.False(Directory.Exists(gone.Folder));
        Assert.All(gone.ProcessIds, id => Assert.False(Directory.Exists($"/proc/{id}")));
    }

    private static bool Listens(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect("127.0.0.1", port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

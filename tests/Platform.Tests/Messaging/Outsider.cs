using System.Text;
using CardTeam.Testing;
using RabbitMQ.Client;

namespace CardTeam.Platform.Tests.Messaging;

/// <summary>A client of the broker that knows nothing of MassTransit.</summary>
internal sealed class Outsider(IConnection connection, IChannel channel) : IAsyncDisposable
{
    public IChannel Channel => channel;

    public static async Task<Outsider> ConnectAsync(string address)
    {
        var connection = await new ConnectionFactory { Uri = new(address) }.CreateConnectionAsync();
        return new(connection, await connection.CreateChannelAsync());
    }

    /// <summary>The next message of a queue, as soon as there is one.</summary>
    public async Task<BasicGetResult> GetAsync(string queue)
    {
        BasicGetResult? got = null;
        await ServiceUnderTest.UntilAsync(
            async () => (got = await channel.BasicGetAsync(queue, autoAck: true)) is not null,
            $"a message in {queue}"
        );
        return got!;
    }

    /// <summary>Puts a message into a queue the way an administrator's replay does.</summary>
    public async Task PutAsync(string queue, string body) =>
        await channel.BasicPublishAsync(Contracts.Exchanges.Replays, queue, Encoding.UTF8.GetBytes(body));

    public async Task<bool> IsEmptyAsync(string queue) => await channel.MessageCountAsync(queue) == 0;

    public async ValueTask DisposeAsync()
    {
        await channel.DisposeAsync();
        await connection.DisposeAsync();
    }
}

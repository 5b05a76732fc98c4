using System.Text.Json;
using RabbitMQ.Client;

namespace CardTeam.EndToEnd.Tests.Separate;

/// <summary>A queue as an outside system sees it: a plain AMQP client that knows nothing of this suite.</summary>
internal static class Queue
{
    /// <summary>The queue payroll reads.</summary>
    public const string Payroll = "payroll.bonuses";

    /// <summary>A delivered message.</summary>
    /// <param name="Body">Plain JSON.</param>
    internal sealed record Delivery(string MessageId, string RoutingKey, bool IsPersistent, JsonElement Body);

    /// <summary>Declares a durable queue bound to a topic exchange.</summary>
    public static async Task ListenAsync(string connectionString, string queue, string exchange, string routingKey)
    {
        await using var connection = await ConnectAsync(connectionString);
        await using var channel = await connection.CreateChannelAsync();
        await channel.ExchangeDeclareAsync(exchange, ExchangeType.Topic, durable: true);
        await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false);
        await channel.QueueBindAsync(queue, exchange, routingKey);
    }

    /// <summary>Takes and confirms all messages of a queue, in order.</summary>
    public static async Task<List<Delivery>> TakeAllAsync(string connectionString, string queue)
    {
        await using var connection = await ConnectAsync(connectionString);
        await using var channel = await connection.CreateChannelAsync();
        var taken = new List<Delivery>();
        while (await channel.BasicGetAsync(queue, autoAck: false) is { } message)
        {
            taken.Add(
                new(
                    message.BasicProperties.MessageId!,
                    message.RoutingKey,
                    message.BasicProperties.Persistent,
                    JsonSerializer.Deserialize<JsonElement>(message.Body.Span)
                )
            );
            await channel.BasicAckAsync(message.DeliveryTag, multiple: false);
        }

        return taken;
    }

    private static Task<IConnection> ConnectAsync(string connectionString) =>
        new ConnectionFactory { Uri = new(connectionString) }.CreateConnectionAsync();
}

using System.Text;
using RabbitMQ.Client;

namespace CardTeam.Platform.Messaging.Transport;

/// <summary>Reads and writes a message's headers: AMQP carries text as bytes.</summary>
internal static class AmqpHeaders
{
    public static string? TextHeader(this IReadOnlyBasicProperties properties, string name) =>
        properties.Headers?.TryGetValue(name, out var value) == true && value is byte[] text
            ? Encoding.UTF8.GetString(text)
            : null;
}

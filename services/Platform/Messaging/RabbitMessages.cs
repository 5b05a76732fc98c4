using System.Net.Mime;
using System.Text;
using CardTeam.Contracts;
using MassTransit;

namespace CardTeam.Platform.Messaging;

// To MassTransit every event is one of these: the type names the exchange, the bytes are already written and are read by the intake.

/// <summary>Something for <see cref="Exchanges.Events"/>, or from a queue bound to it.</summary>
[EntityName(Exchanges.Events)]
public sealed record EventMessage;

/// <summary>Something for <see cref="Exchanges.Payroll"/>.</summary>
[EntityName(Exchanges.Payroll)]
public sealed record PayrollMessage;

/// <summary>Sends the bytes of the outbox as they are.</summary>
internal sealed class WrittenBody(byte[] body) : IMessageSerializer, MessageBody
{
    public ContentType ContentType { get; } = new("application/json");

    public long? Length => body.Length;

    public MessageBody GetMessageBody<T>(SendContext<T> context) where T : class => this;

    public Stream GetStream() => new MemoryStream(body, writable: false);

    public byte[] GetBytes() => body;

    public string GetString() => Encoding.UTF8.GetString(body);
}

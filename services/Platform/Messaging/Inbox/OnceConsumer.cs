using CardTeam.Contracts;

namespace CardTeam.Platform.Messaging.Inbox;

/// <summary>
/// An effect of one kind of event, applied exactly once per message: <see cref="InboxProcessor"/> writes it and the
/// inbox row in one transaction. An instance lives for one transaction and may process several messages in turn; a
/// disposable one is disposed of with it.
/// </summary>
public abstract class OnceConsumer<T> : IOnceConsumer
    where T : class, IIntegrationEvent
{
    /// <summary>Applies the effect. Saves nothing itself; may run again after a failure, on another instance.</summary>
    protected abstract Task Handle(T message, CancellationToken ct);

    Task IOnceConsumer.HandleAsync(IIntegrationEvent message, CancellationToken ct) => Handle((T)message, ct);
}

/// <summary>A consumer of any event.</summary>
internal interface IOnceConsumer
{
    Task HandleAsync(IIntegrationEvent message, CancellationToken ct);
}

using CardTeam.Contracts;

namespace CardTeam.Platform.Messaging.Transport;

/// <summary>
/// Queues that a service has beside those every release knows, because the bank sets them up while the service runs. They
/// are declared whenever the broker is connected to, and as soon as there is a new one.
/// </summary>
public interface IAddedQueues
{
    /// <summary>The type of the rows that say which queues there are.</summary>
    Type Row { get; }

    /// <summary>The queues, and what each collects.</summary>
    Task<IReadOnlyList<Subscription>> ListAsync(CancellationToken ct);
}

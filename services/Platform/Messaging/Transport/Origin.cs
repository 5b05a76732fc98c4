using CardTeam.Contracts;
using CardTeam.Contracts.Incentive;
using CardTeam.Platform.Messaging.Operations;

namespace CardTeam.Platform.Messaging.Transport;

/// <summary>
/// Decides whether a message may come from where it came. A queue accepts messages from its event's exchange and those
/// an administrator replays; any other message, above all one that came through the default exchange, was sent by
/// somebody without the right. The broker vouches for the user that a message names.
/// </summary>
internal static class Origin
{
    /// <summary>The reason why a message is refused; null where its origin is accepted.</summary>
    /// <param name="userId">
    /// The publisher's user, verified by the broker; null where the publisher did not name itself.
    /// </param>
    public static string? WhyForeign(Type message, string exchange, string? userId)
    {
        var name = EventCatalogue.AttributeOf(message);
        if (exchange == Exchanges.Replays)
            return null;
        // Payroll systems of earlier releases publish to the queue by its name, through the default exchange.
        if (exchange.Length == 0 && message == typeof(PayrollAcknowledged))
            return null;
        if (exchange != name.Exchange)
            return exchange.Length == 0
                ? "It came through the default exchange, where events do not come from."
                : $"It came through the exchange {exchange}, where {name.Name} does not come from.";
        return ServiceOf(userId) is { } service && exchange == Exchanges.Events && !IsOf(name, service)
            ? $"The broker's user {userId} does not publish {name.Name}."
            : null;
    }

    /// <summary>
    /// The service that a broker user stands for, as <see cref="BrokerPermissions"/> names users; null for any other
    /// user.
    /// </summary>
    private static string? ServiceOf(string? userId) =>
        BrokerPermissions.Services.FirstOrDefault(s => userId?.EndsWith($"-{s}", StringComparison.Ordinal) == true);

    private static bool IsOf(EventNameAttribute name, string service) =>
        name.Name.StartsWith($"{service}.", StringComparison.Ordinal);
}

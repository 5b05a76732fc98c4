using CardTeam.Contracts;
using CardTeam.Contracts.Incentive;

namespace CardTeam.Platform.Messaging;

/// <summary>
/// Where a message may come from. A queue takes what its event's exchange gives it and what an administrator replays; anything else, above all what came through the default exchange, was
/// put there by somebody who may not. The broker vouches for the user of a message that names one.
/// </summary>
internal static class Origin
{
    /// <summary>The reason why a message is not taken; null where it may come from where it came.</summary>
    /// <param name="userId">Null where the publisher did not name itself.</param>
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

    /// <summary>The service a user is for by its name, as <see cref="BrokerPermissions"/> names users; null for any other user.</summary>
    private static string? ServiceOf(string? userId) =>
        BrokerPermissions.Services.FirstOrDefault(s => userId?.EndsWith($"-{s}", StringComparison.Ordinal) == true);

    private static bool IsOf(EventNameAttribute name, string service) =>
        name.Name.StartsWith($"{service}.", StringComparison.Ordinal);
}

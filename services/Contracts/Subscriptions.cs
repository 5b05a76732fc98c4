using CardTeam.Contracts.Feedback;
using CardTeam.Contracts.Incentive;
using CardTeam.Contracts.Performance;
using CardTeam.Contracts.Training;

namespace CardTeam.Contracts;

/// <summary>A queue, what it gathers, and for whom.</summary>
/// <param name="Service">Who reads it; <c>payroll</c> is outside the suite.</param>
/// <param name="RoutingKey">What the queue is bound by; a star stands for every version.</param>
public sealed record Subscription(string Service, string Queue, string Exchange, string RoutingKey);

/// <summary>
/// Who hears what. Whichever service reaches the broker first declares all of it: an event published before its hearer was ever started waits in
/// the hearer's queue.
/// </summary>
public static class Subscriptions
{
    /// <summary>Where payroll's acknowledgements come in.</summary>
    public const string Acknowledgements = "cardteam.payroll.acknowledgements";

    public static readonly IReadOnlyList<Subscription> All =
    [
        .. Of<OrgUnitsChanged>("performance", "training", "feedback", "incentive"),
        .. Of<ManagersChanged>("training", "feedback", "incentive"),
        .. Of<CardFactsRecorded>("incentive"),
        .. Of<ScorecardsClosed>("incentive"),
        .. Of<PeriodClosed>("training", "feedback", "incentive"),
        .. Of<CertificatesChanged>("incentive"),
        .. Of<CertificatesCounted>("incentive"),
        .. Of<ComplaintsChanged>("performance", "incentive"),
        .. Of<ComplaintsCounted>("incentive"),
        .. Of<SatisfactionRecorded>("performance"),
        .. Of<PayrollAcknowledged>("incentive"),
        new("payroll", "payroll.bonuses", Exchanges.Payroll, "bonus.#"),
    ];

    /// <summary>The queue in which a service gathers an event, whatever its version.</summary>
    public static string QueueOf(string service, Type message) =>
        message == typeof(PayrollAcknowledged)
            ? Acknowledgements
            : $"{service}.{EventCatalogue.AttributeOf(message).Name}";

    public static Subscription Of(string service, Type message) =>
        new(
            service,
            QueueOf(service, message),
            EventCatalogue.AttributeOf(message).Exchange,
            message == typeof(PayrollAcknowledged) ? "#" : $"{EventCatalogue.AttributeOf(message).Name}.*"
        );

    private static IEnumerable<Subscription> Of<T>(params string[] services)
        where T : IIntegrationEvent => services.Select(service => Of(service, typeof(T)));
}

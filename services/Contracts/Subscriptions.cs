using CardTeam.Contracts.Feedback;
using CardTeam.Contracts.Incentive;
using CardTeam.Contracts.Performance;
using CardTeam.Contracts.Training;

namespace CardTeam.Contracts;

/// <summary>A queue, the messages it collects, and its reader.</summary>
/// <param name="Service">The service that reads it; <c>payroll</c> is outside the suite.</param>
/// <param name="RoutingKey">The binding key of the queue; a star stands for every version.</param>
public sealed record Subscription(string Service, string Queue, string Exchange, string RoutingKey);

/// <summary>
/// All subscriptions of the suite. The service that reaches the broker first declares all of them, so that an event
/// published before its consumer was ever started waits in the consumer's queue.
/// </summary>
public static class Subscriptions
{
    /// <summary>The queue of payroll's acknowledgements.</summary>
    public const string Acknowledgements = "cardteam.payroll.acknowledgements";

    public static readonly IReadOnlyList<Subscription> All =
    [
        .. Of<OrgUnitsChanged>("performance", "training", "feedback", "incentive"),
        .. Of<ManagersChanged>("training", "feedback", "incentive"),
        .. Of<CardFactsRecorded>("incentive"),
        .. Of<ScorecardsClosed>("incentive"),
        .. Of<GradesAssigned>("training", "incentive"),
        .. Of<PeriodClosed>("training", "feedback", "incentive"),
        .. Of<CertificatesChanged>("incentive"),
        .. Of<CertificatesCounted>("incentive"),
        .. Of<CourseCompleted>("incentive"),
        .. Of<ComplaintsChanged>("performance", "incentive"),
        .. Of<ComplaintsCounted>("incentive"),
        .. Of<SatisfactionRecorded>("performance"),
        .. Of<PayrollAcknowledged>("incentive"),
        new("payroll", "payroll.bonuses", Exchanges.Payroll, "bonus.#"),
    ];

    /// <summary>The queue in which a service collects an event, in any version.</summary>
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

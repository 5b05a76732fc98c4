using System.Text.Json.Serialization;

namespace CardTeam.Contracts.Incentive;

/// <summary>
/// Payroll's acknowledgement of entries of the stream, received by AMQP. It comes from outside the suite: any part of
/// it may be missing.
/// </summary>
[EventName("incentive.payroll-acknowledged", 1, Exchange = Exchanges.Acknowledgements)]
public sealed record PayrollAcknowledged(IReadOnlyList<AcknowledgedBonus?>? Items) : IIntegrationEvent;

/// <param name="Status"><c>paid</c> or <c>rejected</c>.</param>
/// <param name="Reason">The reason for the rejection, at most 500 characters.</param>
/// <param name="PaidAmount">The amount that was paid; absent means the entry's own.</param>
public sealed record AcknowledgedBonus(
    Guid? EventId,
    string? Status,
    string? Reason,
    DateOnly? PaidOn,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Money? PaidAmount = null
);

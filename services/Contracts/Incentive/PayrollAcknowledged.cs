namespace CardTeam.Contracts.Incentive;

/// <summary>Payroll's word on entries of the stream, as it comes by AMQP. Comes from outside: nothing in it is certain to be there.</summary>
[EventName("incentive.payroll-acknowledged", 1, Exchange = Exchanges.Acknowledgements)]
public sealed record PayrollAcknowledged(IReadOnlyList<AcknowledgedBonus?>? Items) : IIntegrationEvent;

/// <param name="Status"><c>paid</c> or <c>rejected</c>.</param>
/// <param name="Reason">Why it was rejected, at most 500 characters.</param>
public sealed record AcknowledgedBonus(Guid? EventId, string? Status, string? Reason, DateOnly? PaidOn);

using System.Text.Json.Serialization;

namespace CardTeam.Contracts.Incentive;

/// <summary>One entry of the stream payroll pays from, the same by AMQP and by HTTP.</summary>
/// <param name="EventId">Always the same for the same bonus: who has seen it has it already.</param>
/// <param name="Sequence">Gapless from 1.</param>
/// <param name="Kind"><c>approved</c>, <c>adjusted</c>, <c>recovered</c> or <c>released</c>.</param>
/// <param name="Version">Of this shape.</param>
/// <param name="Org">Unit of the manager on the period's last day.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Amount">To be paid.</param>
/// <param name="Deferred">Falls due in later years, as entries of kind <c>released</c>.</param>
/// <param name="RuleHash">Of the plan version the amount follows from.</param>
/// <param name="Statement">Where the amount is explained.</param>
/// <param name="CorrectsEventId">The entry an off-cycle correction belongs to.</param>
[EventName("incentive.bonus", 1, Exchange = Exchanges.Payroll)]
public sealed record Bonus(
    Guid EventId,
    long Sequence,
    string Kind,
    int Version,
    Period Period,
    string ManagerNo,
    string Org,
    string Currency,
    Money Amount,
    Money Deferred,
    Guid RunId,
    string PlanCode,
    int PlanVersion,
    string RuleHash,
    string Statement,
    string ApprovedBy,
    DateTimeOffset ApprovedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] Guid? CorrectsEventId
) : IRoutedEvent
{
    [JsonIgnore]
    public string RoutingKey => $"bonus.{Kind}.{Org}";
}

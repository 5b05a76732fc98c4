using System.Text.Json.Serialization;

namespace CardTeam.Contracts.Incentive;

/// <summary>An entry of the stream payroll pays from, the same by AMQP and by HTTP.</summary>
/// <param name="EventId">
/// The entry's id, always the same for the same bonus, by which a receiver recognises a repeated delivery.
/// </param>
/// <param name="Sequence">Gapless from 1.</param>
/// <param name="Kind"><c>approved</c>, <c>adjusted</c>, <c>recovered</c> or <c>released</c>.</param>
/// <param name="Version">Version of this shape.</param>
/// <param name="Org">Unit of the manager on the period's last day.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Amount">The amount to be paid.</param>
/// <param name="Deferred">The amount that falls due in later years, as entries of kind <c>released</c>.</param>
/// <param name="RuleHash">Hash of the plan version the amount follows from.</param>
/// <param name="Statement">The address of the statement that explains the amount.</param>
/// <param name="CorrectsEventId">
/// The entry that this one corrects: the one that payroll rejected and this one sends again, the one that deferred what
/// this one releases, or the one that an off-cycle correction belongs to; null for any other entry.
/// </param>
/// <param name="Group">The payroll group of the unit when the entry was written; absent without one.</param>
/// <param name="GroupSequence">The number within that group, gapless from 1; absent without a group.</param>
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
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] Guid? CorrectsEventId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Group = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? GroupSequence = null
) : IRoutedEvent
{
    [JsonIgnore]
    public string RoutingKey => $"bonus.{Kind}.{Org}";
}

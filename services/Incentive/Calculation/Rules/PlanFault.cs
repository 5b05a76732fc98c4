namespace CardTeam.Incentive.Calculation.Rules;

/// <summary>A part of a plan that cannot be calculated.</summary>
/// <param name="Path">The place in the document, such as <c>rules[1].tiers[2].from</c>.</param>
internal sealed record PlanFault(string Path, string Code, string Zh, string En);

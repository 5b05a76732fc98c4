namespace CardTeam.Contracts.Performance;

/// <summary>The current state of organisation units. At most 500.</summary>
[EventName("performance.org-units-changed", 1)]
public sealed record OrgUnitsChanged(IReadOnlyList<OrgUnit> Units) : IIntegrationEvent;

/// <param name="Parent">Code of the unit above; null at the top.</param>
/// <param name="Version">Grows with each change of this unit; the greater of two replaces the other.</param>
/// <param name="Name">The name for lists that people read; null when the message contains none.</param>
public sealed record OrgUnit(string Code, string? Parent, int Version, string? Name = null);

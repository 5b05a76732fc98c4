namespace CardTeam.Contracts.Performance;

/// <summary>Organisation units as they now are. At most 500.</summary>
[EventName("performance.org-units-changed", 1)]
public sealed record OrgUnitsChanged(IReadOnlyList<OrgUnit> Units) : IIntegrationEvent;

/// <param name="Parent">Code of the unit above; null at the top.</param>
/// <param name="Version">Grows with each change of this unit; of two, the greater holds.</param>
/// <param name="Name">For the lists people read; null when the message says nothing of it.</param>
public sealed record OrgUnit(string Code, string? Parent, int Version, string? Name = null);

namespace CardTeam.Contracts.Performance;

/// <summary>Grades of managers from a day on, as approved or as an appeal changed them. At most 500.</summary>
[EventName("performance.grades-assigned", 1)]
public sealed record GradesAssigned(IReadOnlyList<AssignedGrade> Grades) : IIntegrationEvent;

/// <summary>A manager's grade from a day on, until the next one.</summary>
/// <param name="Version">1, 2, 3 … for this manager and day: of two, the higher version counts.</param>
/// <param name="Level">The assessed level: <c>trainee</c>, <c>junior</c>, <c>intermediate</c> or <c>senior</c>.</param>
/// <param name="Step">The assessed step: <c>A</c>, <c>B</c> or <c>C</c>; null or left out for a trainee.</param>
/// <param name="PayLevel">The level of pay, which is higher for managers who serve rural customers.</param>
/// <param name="PayStep">The step of pay; null or left out for a trainee.</param>
/// <param name="Scheme">The code of the scheme it was assessed by.</param>
/// <param name="Period">The period it was assessed for.</param>
public sealed record AssignedGrade(
    string ManagerNo,
    DateOnly From,
    int Version,
    string Level,
    string? Step,
    string PayLevel,
    string? PayStep,
    string Scheme,
    Period Period
);

namespace CardTeam.Contracts.Performance;

/// <summary>
/// A period was closed. States the data known at this moment: a calculation for the close must have exactly this data.
/// </summary>
/// <param name="CloseNumber">1 for the bank's first close, then counting up.</param>
/// <param name="Facts">Totals for every month of the calendar that has facts, late ones included.</param>
/// <param name="Managers">The number of known managers.</param>
/// <param name="ManagerVersions">Versions of manager profiles with <c>KnownFrom</c> up to this close.</param>
/// <param name="Scorecards">The number of scorecards, of this and all earlier periods.</param>
/// <param name="ScorecardVersions">Versions of scorecards with <c>KnownFrom</c> up to this close.</param>
[EventName("performance.period-closed", 1)]
public sealed record PeriodClosed(
    Period Period,
    int CloseNumber,
    DateTimeOffset ClosedAt,
    IReadOnlyList<MonthTotal> Facts,
    int Managers,
    int ManagerVersions,
    int Scorecards,
    int ScorecardVersions
) : IIntegrationEvent;

/// <param name="Count">The number of facts in force (not superseded, not void).</param>
/// <param name="Amount">Sum of their amounts.</param>
/// <param name="Versions">
/// The number of all recorded versions, superseded ones included: a version is never dropped, so equal counts mean
/// equal books.
/// </param>
public sealed record MonthTotal(Period Month, long Count, Money Amount, long Versions);

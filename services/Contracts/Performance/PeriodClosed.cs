namespace CardTeam.Contracts.Performance;

/// <summary>A period was closed. Says what is known at this moment: whoever calculates from it must hold exactly this, no less.</summary>
/// <param name="CloseNumber">1 for the bank's first close, then counting up.</param>
/// <param name="Facts">For every month of the calendar that has facts, late ones included.</param>
/// <param name="Managers">Managers known.</param>
/// <param name="ManagerVersions">Versions of manager profiles with <c>KnownFrom</c> up to this close.</param>
/// <param name="Scorecards">Scorecards, of this and all earlier periods.</param>
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

/// <param name="Count">Facts that hold (not superseded, not void).</param>
/// <param name="Amount">Sum of their amounts.</param>
/// <param name="Versions">All versions recorded, superseded ones included: a version is never dropped, so equal counts mean equal books.</param>
public sealed record MonthTotal(Period Month, long Count, Money Amount, long Versions);

using System.Text.Json.Serialization;

namespace CardTeam.Contracts.Performance;

/// <summary>Scorecards made final by a close, or given a new version by late data. At most 500.</summary>
[EventName("performance.scorecards-closed", 1)]
public sealed record ScorecardsClosed(IReadOnlyList<Score> Scores) : IIntegrationEvent;

/// <param name="Version">1, 2, 3 … for this manager and period.</param>
/// <param name="KnownFrom">Number of the close that computed this version.</param>
/// <param name="Total">
/// Σ weight × attainment ÷ Σ weight, to 4 decimals half up; null when no KPI counted, which has the same effect as
/// no scorecard.
/// </param>
/// <param name="ChangedBy">
/// Changes of the month's figures after it was closed that this version takes into account; null when there are none.
/// </param>
/// <param name="Kpis">
/// The KPIs with a value, unrounded; null in a message of a release that did not send them.
/// </param>
public sealed record Score(
    string ManagerNo,
    Period Period,
    int Version,
    int KnownFrom,
    [property: JsonConverter(typeof(RatioJson))] decimal? Total,
    IReadOnlyList<FigureChange>? ChangedBy = null,
    IReadOnlyList<KpiValue>? Kpis = null
);

/// <summary>The value of a KPI.</summary>
public sealed record KpiValue(string Kpi, Quotient Value);

/// <summary>A figure of a closed month that somebody changed.</summary>
/// <param name="Kind"><c>target</c>, <c>indicator</c>, <c>satisfaction</c> or <c>complaint</c>.</param>
/// <param name="Kpi">The KPI whose figure it is; null for answers and complaints of customers.</param>
/// <param name="By">Person or system that changed it.</param>
public sealed record FigureChange(string Kind, string? Kpi, string By);

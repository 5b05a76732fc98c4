using CardTeam.Contracts;
using CardTeam.Performance.Kpis;

namespace CardTeam.Performance.ScoreSheets;

/// <summary>Sheets to begin with, one a level: what each level is about, and compliance and risk before all of it.</summary>
internal static class SheetTemplates
{
    public sealed record Answer(string Level, IReadOnlyList<WeightedKpi> Kpis);

    public static IReadOnlyList<Answer> All { get; } =
    [
        // Learning the business: careful work, customers who are content, being there.
        new(
            "trainee",
            [
                new(Kpi.Overdue, 0.25m),
                new(Kpi.ComplaintsUpheld, 0.15m),
                new("compliance", 0.15m),
                new(Kpi.Activated, 0.15m),
                new(Kpi.Satisfaction, 0.15m),
                new("attendance", 0.15m),
            ]
        ),
        // Business and satisfaction.
        new(
            "junior",
            [
                new(Kpi.Overdue, 0.25m),
                new(Kpi.ComplaintsUpheld, 0.15m),
                new("compliance", 0.10m),
                new(Kpi.Activated, 0.20m),
                new(Kpi.ActiveRate, 0.10m),
                new(Kpi.Satisfaction, 0.20m),
            ]
        ),
        // Reaching targets and keeping customers.
        new(
            "intermediate",
            [
                new(Kpi.Overdue, 0.25m),
                new(Kpi.ComplaintsUpheld, 0.15m),
                new("compliance", 0.10m),
                new(Kpi.Activated, 0.10m),
                new(Kpi.InstalmentAmount, 0.10m),
                new(Kpi.ActiveRate, 0.10m),
                new(Kpi.ComplaintRate, 0.10m),
                new(Kpi.Satisfaction, 0.10m),
            ]
        ),
        // The portfolio's quality and the team.
        new(
            "senior",
            [
                new(Kpi.Overdue, 0.30m),
                new(Kpi.ComplaintsUpheld, 0.15m),
                new("compliance", 0.10m),
                new(Kpi.InstalmentAmount, 0.10m),
                new(Kpi.ActiveRate, 0.10m),
                new("collaboration", 0.15m),
                new("skill", 0.10m),
            ]
        ),
    ];

    public static IReadOnlyList<Answer> List() => All;
}

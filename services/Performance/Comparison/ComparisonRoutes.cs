using CardTeam.Platform.Audit;
using CardTeam.Platform.Lists;
using CardTeam.ServiceDefaults.Description;
using CardTeam.ServiceDefaults.Security;

namespace CardTeam.Performance.Comparison;

internal static class ComparisonRoutes
{
    public static void MapComparison(this IEndpointRouteBuilder app)
    {
        // Groups and names are for superiors; a manager sees only their own place on the leaderboard.
        var comparison = app.MapGroup("")
            .WithTags("Comparison")
            .AuditPersonalReads()
            .RequireRoles(Roles.Hr, Roles.BranchHead, Roles.Auditor);
        comparison
            .MapGet("/comparison", CompareGroups.Handle)
            .Describe(
                "Compares units, levels, areas or kinds of employment by a KPI, or by the total, in a closed period.",
                "400 comparison.unknown-way",
                "400 kpi.not-valid"
            );
        comparison
            .MapGet("/comparison.{format}", CompareGroups.Export)
            .Describe(
                "Exports a comparison.",
                "400 comparison.unknown-way",
                "400 kpi.not-valid",
                "404 export.not-found"
            );
        comparison
            .MapList("/comparison/managers", (list, path) => list.MapGet(path, ListComparedManagers.Handle))
            .Describe(
                "Lists the managers that a group of a comparison is made of.",
                "400 comparison.unknown-way",
                "400 kpi.not-valid",
                "400 request.invalid-limit",
                "400 request.invalid-cursor",
                "400 request.invalid-sort"
            );
    }
}

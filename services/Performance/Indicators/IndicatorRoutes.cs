using CardTeam.Performance.Kpis;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Lists;
using CardTeam.ServiceDefaults.Description;
using CardTeam.ServiceDefaults.Security;

namespace CardTeam.Performance.Indicators;

internal static class IndicatorRoutes
{
    public static void MapIndicators(this IEndpointRouteBuilder app) =>
        app.MapList("/indicators", (list, path) => list.MapGet(path, KpiFigureList.Of<Indicator>))
            .Describe(
                "Lists imported indicator values.",
                "400 request.invalid-limit",
                "400 request.invalid-cursor",
                "400 request.invalid-sort"
            )
            .AuditPersonalReads()
            .WithTags("Indicators")
            .RequireRoles(Roles.Hr, Roles.BranchHead, Roles.AccountManager, Roles.Auditor);
}

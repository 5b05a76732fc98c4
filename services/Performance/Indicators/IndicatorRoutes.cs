using CardTeam.Performance.KpiFigures;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Requests;
using CardTeam.ServiceDefaults.Security;

namespace CardTeam.Performance.Indicators;

internal static class IndicatorRoutes
{
    public static void MapIndicators(this IEndpointRouteBuilder app) =>
        app.MapList("/indicators", KpiFigureList.Of<Indicator>)
            .AuditPersonalReads()
            .WithTags("Indicators")
            .RequireRoles(Roles.Hr, Roles.BranchHead, Roles.AccountManager, Roles.Auditor);
}

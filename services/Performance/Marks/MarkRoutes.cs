using CardTeam.Platform.Audit;
using CardTeam.Platform.Lists;
using CardTeam.ServiceDefaults.Description;
using CardTeam.ServiceDefaults.Security;

namespace CardTeam.Performance.Marks;

internal static class MarkRoutes
{
    public static void MapMarks(this IEndpointRouteBuilder app)
    {
        app.MapList("/qualitative-marks", (list, path) => list.MapGet(path, ListMarks.Handle))
            .Describe(
                "Lists the managers of a period with each qualitative KPI of their score sheet, marked or not.",
                "400 request.invalid-limit",
                "400 request.invalid-cursor",
                "400 request.invalid-sort"
            )
            .AuditPersonalReads()
            .WithTags("Indicators")
            .RequireRoles(Roles.Hr, Roles.BranchHead, Roles.AccountManager, Roles.Auditor);
        app.MapPut("/qualitative-marks/{managerNo}/{period}/{kpi}", GiveMark.Handle)
            .Describe(
                "Marks a manager for a qualitative KPI of a period, from 0 to 100 by its anchors.",
                "400 mark.out-of-range",
                "400 mark.reason-missing",
                "403 mark.own",
                "404 mark.not-found",
                "409 mark.period-to-come"
            )
            .WithTags("Indicators")
            .RequireRoles(Roles.BranchHead);
    }
}

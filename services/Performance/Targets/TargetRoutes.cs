using CardTeam.Performance.Kpis;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Lists;
using CardTeam.ServiceDefaults.Description;
using CardTeam.ServiceDefaults.Security;

namespace CardTeam.Performance.Targets;

internal static class TargetRoutes
{
    public static void MapTargets(this IEndpointRouteBuilder app) =>
        app.MapList("/targets", (list, path) => list.MapGet(path, KpiFigureList.Of<Target>))
            .Describe(
                "Lists the targets of managers.",
                "400 request.invalid-limit",
                "400 request.invalid-cursor",
                "400 request.invalid-sort"
            )
            .AuditPersonalReads()
            .WithTags("Targets")
            .RequireRoles(Roles.Hr, Roles.BranchHead, Roles.AccountManager, Roles.Auditor);
}

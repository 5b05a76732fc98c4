using CardTeam.Platform.Audit;
using CardTeam.ServiceDefaults.Description;
using CardTeam.ServiceDefaults.Security;

namespace CardTeam.Performance.Leaderboards;

internal static class LeaderboardRoutes
{
    public static void MapLeaderboards(this IEndpointRouteBuilder app)
    {
        var leaderboards = app.MapGroup("/leaderboards/{period}").WithTags("Scorecards").AuditPersonalReads();
        // Names and totals are for superiors; a manager sees only their own place.
        leaderboards
            .MapGet("/", ShowLeaderboard.Handle)
            .Describe("Ranks the managers of a closed month, quarter, half-year or year by total score.")
            .RequireRoles(Roles.Hr, Roles.BranchHead, Roles.Auditor);
        leaderboards
            .MapGet("/{managerNo}", ShowStanding.Handle)
            .Describe("Shows one manager's place among those of the same level.", "404 scorecard.not-found")
            .RequireRoles(Roles.Hr, Roles.BranchHead, Roles.AccountManager, Roles.Auditor);
    }
}

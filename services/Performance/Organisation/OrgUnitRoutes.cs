using CardTeam.Performance.CardFacts;
using CardTeam.Performance.Data;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Description;
using CardTeam.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Organisation;

internal static class OrgUnitRoutes
{
    public sealed record Answer(string Code, string Name, string? Parent, string? Kind);

    public static void MapOrgUnits(this IEndpointRouteBuilder app) =>
        app.MapGet("/org-units", List)
            .Describe(
                "Lists the units of the bank that the caller may see.",
                "400 request.invalid-limit",
                "400 request.invalid-cursor"
            )
            .WithTags("Roster")
            .RequireRoles(Roles.Hr, Roles.BranchHead, Roles.Administrator, Roles.Auditor, Roles.IncentiveAnalyst);

    private static async Task<Page<Answer>> List(
        [AsParameters] PageQuery page,
        PartOfBankFinder part,
        PerformanceDbContext db,
        CancellationToken ct
    )
    {
        var after = page.AfterKey();
        var units = db.Units.AsNoTracking().Within(await part.FindAsync(ct), u => u.Code, u => "");
        return await units
            .Where(u => u.Code.CompareTo(after) > 0)
            .OrderBy(u => u.Code)
            .Select(u => new Answer(u.Code, u.Name, u.Parent, u.Kind))
            .ToPageAsync(page, u => u.Code, ct)
            .WithTotalAsync(units, page, ct);
    }
}

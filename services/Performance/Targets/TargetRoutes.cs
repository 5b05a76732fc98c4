using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Performance.Managers;
using CardTeam.Platform.Requests;
using CardTeam.Platform.Security;
using CardTeam.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Targets;

internal static class TargetRoutes
{
    public sealed record Answer(string ManagerNo, Period Period, string Kpi, [property: System.Text.Json.Serialization.JsonConverter(typeof(RatioJson))] decimal Target);

    public static void MapTargets(this IEndpointRouteBuilder app) =>
        app.MapGet("/targets", List).WithTags("Targets").RequireRoles(Roles.Hr, Roles.BranchHead, Roles.AccountManager, Roles.Auditor);

    private static async Task<Page<Answer>> List(
        [AsParameters] PageQuery page, Period period, PartOfBankFinder part, PerformanceDbContext db, TimeProvider clock, CancellationToken ct)
    {
        var after = page.AfterKey();
        var visible = await ManagerRoutes.Visible(part, db, BankCalendar.Today(clock), ct);
        return await db.Targets.AsNoTracking().Where(t => t.Period == period && string.Compare(t.ManagerNo + " " + t.Kpi, after) > 0)
            .Where(t => visible.Any(m => m.ManagerNo == t.ManagerNo))
            .OrderBy(t => t.ManagerNo).ThenBy(t => t.Kpi)
            .Select(t => new Answer(t.ManagerNo, t.Period, t.Kpi, t.Value)).ToPageAsync(page, t => $"{t.ManagerNo} {t.Kpi}", ct);
    }
}

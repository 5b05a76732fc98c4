using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Performance.Managers;
using CardTeam.Platform.Requests;
using CardTeam.Platform.Security;
using CardTeam.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Indicators;

internal static class IndicatorRoutes
{
    public sealed record Answer(string ManagerNo, Period Period, string Kpi, [property: System.Text.Json.Serialization.JsonConverter(typeof(RatioJson))] decimal Value);

    public static void MapIndicators(this IEndpointRouteBuilder app) =>
        app.MapGet("/indicators", List).WithTags("Indicators").RequireRoles(Roles.Hr, Roles.BranchHead, Roles.AccountManager, Roles.Auditor);

    private static async Task<Page<Answer>> List(
        [AsParameters] PageQuery page, Period period, PartOfBankFinder part, PerformanceDbContext db, TimeProvider clock, CancellationToken ct)
    {
        var after = page.AfterKey();
        var visible = await ManagerRoutes.Visible(part, db, BankCalendar.Today(clock), ct);
        return await db.Indicators.AsNoTracking().Where(i => i.Period == period && string.Compare(i.ManagerNo + " " + i.Kpi, after) > 0)
            .Where(i => visible.Any(m => m.ManagerNo == i.ManagerNo))
            .OrderBy(i => i.ManagerNo).ThenBy(i => i.Kpi)
            .Select(i => new Answer(i.ManagerNo, i.Period, i.Kpi, i.Value)).ToPageAsync(page, i => $"{i.ManagerNo} {i.Kpi}", ct);
    }
}

using System.Text.Json.Serialization;
using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Performance.Managers;
using CardTeam.Platform.Requests;
using CardTeam.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.KpiFigures;

/// <summary>Figures of a period, of the managers the caller may see.</summary>
internal static class KpiFigureList
{
    public sealed record Answer(string ManagerNo, Period Period, string Kpi, [property: JsonConverter(typeof(RatioJson))] decimal Value);

    public static async Task<Page<Answer>> Of<T>(
        [AsParameters] PageQuery page, Period period, PartOfBankFinder part, PerformanceDbContext db, TimeProvider clock, CancellationToken ct) where T : KpiFigure
    {
        var after = page.AfterKey();
        var visible = await ManagerRoutes.Visible(part, db, BankCalendar.Today(clock), ct);
        return await db.Set<T>().AsNoTracking().Where(f => f.Period == period && string.Compare(f.ManagerNo + " " + f.Kpi, after) > 0)
            .Where(f => visible.Any(m => m.ManagerNo == f.ManagerNo))
            .OrderBy(f => f.ManagerNo).ThenBy(f => f.Kpi)
            .Select(f => new Answer(f.ManagerNo, f.Period, f.Kpi, f.Value)).ToPageAsync(page, f => $"{f.ManagerNo} {f.Kpi}", ct);
    }
}

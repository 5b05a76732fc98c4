using CardTeam.Contracts.Performance;
using CardTeam.Performance.Data;
using CardTeam.Platform.Retention;
using CardTeam.ServiceDefaults.Settings;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Organisation;

/// <summary>Deletes the personal data of managers who left years ago; their number stays in the books.</summary>
internal sealed class LeaverRetention(PerformanceDbContext db) : RetentionRule(SuiteSettings.LeaverYears, "leavers")
{
    public override async Task<int> ForgetAsync(DateOnly before, int most, CancellationToken ct)
    {
        var leavers = await db
            .Managers.IgnoreAutoIncludes()
            .Where(m => m.LeftOn < before && (m.Name != m.ManagerNo || m.Education != null))
            .OrderBy(m => m.ManagerNo)
            .Take(most)
            .ToListAsync(ct);
        foreach (var leaver in leavers)
            leaver.Forget();
        // The copies are deleted too, in the transaction that deletes the original.
        if (leavers.Count > 0)
            db.Announce(new ManagersChanged([], leavers.ConvertAll(l => l.AnnounceName())), "managers");
        return leavers.Count;
    }
}

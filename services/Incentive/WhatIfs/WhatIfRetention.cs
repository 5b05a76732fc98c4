using CardTeam.Contracts;
using CardTeam.Incentive.Data;
using CardTeam.Platform.Retention;
using CardTeam.ServiceDefaults.Settings;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Incentive.WhatIfs;

/// <summary>Deletes what-ifs, with their managers' rows, a number of days after they were asked.</summary>
internal sealed class WhatIfRetention(IncentiveDbContext db) : RetentionRule(SuiteSettings.WhatIfDays, "what-ifs")
{
    public override DateOnly Before(DateOnly today, int kept) => today.AddDays(-kept);

    public override async Task<int> ForgetAsync(DateOnly before, int most, CancellationToken ct)
    {
        var end = BankCalendar.StartOf(before);
        var old = await db.WhatIfs.Where(w => w.CreatedAt < end).OrderBy(w => w.CreatedAt).Take(most).ToListAsync(ct);
        var numbers = old.ConvertAll(w => w.Number);
        await db.WhatIfManagers.Where(m => numbers.Contains(m.WhatIfNumber)).ExecuteDeleteAsync(ct);
        db.WhatIfs.RemoveRange(old);
        return old.Count;
    }
}

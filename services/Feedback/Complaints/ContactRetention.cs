using CardTeam.Feedback.Data;
using CardTeam.Platform.Retention;
using CardTeam.ServiceDefaults.Settings;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Feedback.Complaints;

/// <summary>Erases customers' contacts of complaints whose retention has ended; the cases stay.</summary>
internal sealed class ContactRetention(FeedbackDbContext db)
    : RetentionRule(SuiteSettings.ContactYears, "complaint contacts")
{
    public override async Task<int> ForgetAsync(DateOnly before, int most, CancellationToken ct)
    {
        var old = await db
            .Cases.Where(c => c.Contact != null && c.ReceivedOn < before && !CaseWords.OnClock.Contains(c.State))
            .OrderBy(c => c.ReceivedOn)
            .Take(most)
            .ToListAsync(ct);
        foreach (var one in old)
            one.ForgetContact();
        return old.Count;
    }
}

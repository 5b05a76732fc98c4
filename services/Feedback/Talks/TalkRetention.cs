using CardTeam.Feedback.Data;
using CardTeam.Platform.Retention;
using CardTeam.ServiceDefaults.Settings;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Feedback.Talks;

/// <summary>Deletes records of talks whose retention has ended.</summary>
internal sealed class TalkRetention(FeedbackDbContext db) : RetentionRule(SuiteSettings.TalkYears, "talks")
{
    public override async Task<int> ForgetAsync(DateOnly before, int most, CancellationToken ct)
    {
        var old = await db.Talks.Where(t => t.HeldOn < before).OrderBy(t => t.HeldOn).Take(most).ToListAsync(ct);
        db.Talks.RemoveRange(old);
        return old.Count;
    }
}

using CardTeam.Feedback.Data;
using CardTeam.Platform.Retention;
using CardTeam.ServiceDefaults.Settings;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Feedback.Complaints;

/// <summary>Erases the files of complaints together with the customers' contacts; the cases stay.</summary>
internal sealed class AttachmentRetention(FeedbackDbContext db, AttachmentStore store)
    : RetentionRule(SuiteSettings.ContactYears, "complaint attachments")
{
    public override async Task<int> ForgetAsync(DateOnly before, int most, CancellationToken ct)
    {
        var old = await db
            .CaseAttachments.Where(a =>
                db.Cases.Any(c =>
                    c.ComplaintRef == a.ComplaintRef && c.ReceivedOn < before && !CaseWords.OnClock.Contains(c.State)
                )
            )
            .OrderBy(a => a.Id)
            .Take(most)
            .ToListAsync(ct);
        foreach (var file in old)
            store.Delete(file.Id);
        db.RemoveRange(old);
        return old.Count;
    }
}

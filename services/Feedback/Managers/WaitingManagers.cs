using CardTeam.Feedback.Data;
using CardTeam.Platform.Roster;

namespace CardTeam.Feedback.Managers;

/// <summary>Rows that may have been imported before their manager was announced.</summary>
internal sealed class WaitingManagers(FeedbackDbContext db) : WaitingRows
{
    public override IReadOnlyDictionary<string, IQueryable<string>> ManagersByKind { get; } =
        new Dictionary<string, IQueryable<string>>(StringComparer.Ordinal)
        {
            ["complaints"] = db.Complaints.Where(c => c.KnownUntil == null).Select(c => c.ManagerNo),
            ["satisfaction"] = db.Answers.Select(a => a.ManagerNo),
        };
}

using CardTeam.Feedback.Data;
using CardTeam.Platform.Roster;

namespace CardTeam.Feedback.Managers;

/// <summary>Keeps Feedback's own copy of managers' postings.</summary>
internal sealed class KeepManagersOnChanged(FeedbackDbContext db) : KeepManagers(db);

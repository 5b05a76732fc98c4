using CardTeam.Feedback.Data;
using CardTeam.Platform.Roster;

namespace CardTeam.Feedback.Managers;

/// <summary>Keeps Feedback's own copy of the managers' names.</summary>
internal sealed class KeepManagerNamesOnChanged(FeedbackDbContext db) : KeepManagerNames(db);

using CardTeam.Contracts.Performance;
using CardTeam.Feedback.Complaints;
using CardTeam.Feedback.Data;
using CardTeam.Platform.Roster;

namespace CardTeam.Feedback.Managers;

/// <summary>Keeps Feedback's own copy of managers' postings, and of who stands above them.</summary>
internal sealed class KeepManagersOnChanged(FeedbackDbContext db) : KeepManagers(db)
{
    private readonly FeedbackDbContext _db = db;

    protected override async Task Handle(ManagersChanged message, CancellationToken ct)
    {
        await base.Handle(message, ct);
        await KnownSuperior.KeepAsync(_db, message.Managers, ct);
    }
}

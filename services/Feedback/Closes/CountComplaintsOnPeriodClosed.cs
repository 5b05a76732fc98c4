using CardTeam.Contracts.Feedback;
using CardTeam.Contracts.Performance;
using CardTeam.Feedback.Data;
using CardTeam.Platform.Roster;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Feedback.Closes;

/// <summary>
/// Answers a close with the number of decided complaints and of complaint versions that it takes into account.
/// </summary>
internal sealed class CountComplaintsOnPeriodClosed(FeedbackDbContext db) : AnswerCloses(db)
{
    private readonly FeedbackDbContext _db = db;

    protected override async Task AnswerAsync(PeriodClosed close, CancellationToken ct)
    {
        var known = _db.Complaints.Where(c => c.KnownFrom <= close.CloseNumber);
        var decided = await known.CountAsync(
            c => (c.KnownUntil == null || c.KnownUntil > close.CloseNumber) && c.Outcome != null,
            ct
        );

        // On the stream of the complaints themselves, so that the answer arrives after every version it counts.
        _db.Announce(
            new ComplaintsCounted(close.Period, close.CloseNumber, decided, await known.CountAsync(ct)),
            "complaints"
        );
    }
}

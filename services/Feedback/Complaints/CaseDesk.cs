using CardTeam.Contracts.Feedback;
using CardTeam.Feedback.Data;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Organisation;
using CardTeam.Platform.Roster;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Feedback.Complaints;

/// <summary>
/// Takes a step in a case of the caller's part of the bank. What it means for the outcome is kept and announced in the
/// same transaction, as if it had been imported.
/// </summary>
internal sealed class CaseDesk(
    FeedbackDbContext db,
    PartOfBankFinder part,
    AuditTrail trail,
    ContactSafe safe,
    TimeProvider clock
)
{
    public Task<Ok<CaseAnswer>> ActAsync(
        string complaintRef,
        Caller caller,
        Action<ComplaintCase, DateTimeOffset> act,
        CancellationToken ct
    ) =>
        ActAsync(
            complaintRef,
            caller,
            (one, now) =>
            {
                act(one, now);
                return Task.CompletedTask;
            },
            ct
        );

    public async Task<Ok<CaseAnswer>> ActAsync(
        string complaintRef,
        Caller caller,
        Func<ComplaintCase, DateTimeOffset, Task> act,
        CancellationToken ct
    )
    {
        var own = await part.FindAsync(ct);
        return TypedResults.Ok(
            await db.InTransactionAsync(
                async () =>
                {
                    var one = await db.CasesOf(caller, own).FindAsync(complaintRef, ct);
                    var before = one.State;
                    await act(one, clock.GetUtcNow());
                    trail.About(one.ComplaintRef);
                    trail.Change("state", before, one.State);
                    await AnnounceAsync(one, ct);
                    await db.SaveChangesAsync(ct);
                    return await CaseAnswer.OfAsync(one, caller, db, safe, clock, ct);
                },
                ct
            )
        );
    }

    /// <summary>Writes a version of the complaint where the case changed what others know of it.</summary>
    public async Task AnnounceAsync(ComplaintCase one, CancellationToken ct)
    {
        if (!one.IsAnnounced)
            return;
        var closed = await ClosedMonths.LoadAsync(db, ct);
        var known = await db.Complaints.FirstOrDefaultAsync(
            c => c.ComplaintRef == one.ComplaintRef && c.KnownUntil == null,
            ct
        );
        var content = new ComplaintContent(
            one.ManagerNo,
            one.ReceivedOn,
            one.Channel,
            one.Category,
            one.Severity,
            one.AnnouncedOutcome,
            one.AnnouncedOutcome is null ? null : one.AnnouncedOn
        );
        var version = known is null
            ? Complaint.Receive(one.ComplaintRef, content, closed.NextClose)
            : known.Revise(content, closed.NextClose);
        if (version is null)
            return;
        db.Complaints.Add(version);
        var changed = version.ClosedMonthsChanged(known, closed);
        db.Announce(new ComplaintsChanged([version.ToState(changed, trail.Actor)]), "complaints");
    }
}

using CardTeam.Contracts.Performance;
using CardTeam.Platform.Roster;
using CardTeam.Training.Data;
using CardTeam.Training.Sessions;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Training.Managers;

/// <summary>
/// Keeps Training's own copy of managers' postings and employments. Enrolments that waited for the manager get a seat
/// in the same transaction, so that no known manager keeps waiting.
/// </summary>
internal sealed class KeepManagersOnChanged(TrainingDbContext db) : KeepManagers(db)
{
    private readonly TrainingDbContext _db = db;

    protected override async Task Handle(ManagersChanged message, CancellationToken ct)
    {
        await base.Handle(message, ct);
        await KnownEmployment.KeepAsync(_db, message.Managers, ct);
        await KnownTerms.KeepAsync(_db, message.Managers, ct);
        var numbers = message.Managers.Select(m => m.ManagerNo).ToList();
        var waiting = await _db
            .Enrolments.Where(e => e.State == EnrolmentState.Waiting && numbers.Contains(e.ManagerNo))
            .ToListAsync(ct);
        if (waiting.Count == 0)
            return;
        var codes = waiting.Select(e => e.SessionCode).Distinct(StringComparer.Ordinal).ToList();
        var sessions = await _db
            .Sessions.Where(s => codes.Contains(s.Code))
            .ToDictionaryAsync(s => s.Code, StringComparer.Ordinal, ct);
        foreach (var enrolment in waiting.OrderBy(e => e.EnrolledAt).ThenBy(e => e.ManagerNo, StringComparer.Ordinal))
            enrolment.SeatOrSay(sessions[enrolment.SessionCode]);
    }
}

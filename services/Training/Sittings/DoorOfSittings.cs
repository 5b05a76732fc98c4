using CardTeam.Training.Data;
using CardTeam.Training.Questions;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Training.Sittings;

/// <summary>Knows who sits an exam now.</summary>
internal sealed class DoorOfSittings(TrainingDbContext db, TimeProvider clock) : BankDoor
{
    protected override Task<bool> IsSittingAsync(string managerNo, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return db.Sittings.AnyAsync(s => s.ManagerNo == managerNo && s.EndedAt == null && s.EndsAt > now, ct);
    }
}

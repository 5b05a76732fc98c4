using CardTeam.Training.Data;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Training.Sessions;

/// <summary>People who wait for a seat of a session; a free seat goes to the one who has waited longest.</summary>
internal static class WaitingList
{
    /// <summary>Gives free seats to those who wait, first come first served.</summary>
    public static async Task MoveUpAsync(Session session, TrainingDbContext db, CancellationToken ct)
    {
        if (!session.HasSeat)
            return;
        var without = await db
            .Enrolments.Where(e => e.SessionCode == session.Code && e.State == EnrolmentState.WithoutSeat)
            .ToListAsync(ct);
        MoveUp(session, without);
    }

    /// <inheritdoc cref="MoveUpAsync"/>
    /// <param name="enrolments">Enrolments of the session, in any order and state.</param>
    public static void MoveUp(Session session, IEnumerable<Enrolment> enrolments)
    {
        if (!session.HasSeat)
            return;
        foreach (
            var next in enrolments
                .Where(e => e.State == EnrolmentState.WithoutSeat)
                .OrderBy(e => e.EnrolledAt)
                .ThenBy(e => e.ManagerNo, StringComparer.Ordinal)
                .ToList()
        )
        {
            if (!session.HasSeat)
                return;
            next.Seat(session);
        }
    }
}

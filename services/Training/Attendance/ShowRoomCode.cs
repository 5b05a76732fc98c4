using System.Globalization;
using System.Security.Cryptography;
using CardTeam.Contracts;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Training.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Training.Attendance;

/// <summary>
/// Shows a code in the room, by which those who are there check in; the code before is no longer valid.
/// </summary>
internal static class ShowRoomCode
{
    private const int Codes = 1_000_000;

    public sealed record Answer(string Code, DateTimeOffset ValidUntil);

    public static async Task<Ok<Answer>> Handle(
        string code,
        Caller caller,
        TrainingDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var now = clock.GetUtcNow();
        var shown = await db.InTransactionAsync(
            async () =>
            {
                db.ChangeTracker.Clear();
                var session = await db.Sessions.FindAsync([code], ct) ?? throw RuleBrokenException.NotFound("session");
                session.CheckNotConfirmed();
                var today = BankCalendar.DayOf(now);
                if (today < session.StartsOn || today > session.LastDay)
                    throw new RuleBrokenException(
                        "session.not-today",
                        new("该场次今天不上课。", "The session does not take place today.")
                    );
                var taken = await db.RoomCodes.Where(c => c.ValidUntil > now).Select(c => c.Code).ToListAsync(ct);
                string next;
                do next = RandomNumberGenerator.GetInt32(Codes).ToString("D6", CultureInfo.InvariantCulture);
                while (taken.Contains(next, StringComparer.Ordinal));
                if (await db.RoomCodes.FindAsync([code], ct) is not { } room)
                    db.RoomCodes.Add(room = new(code));
                room.Show(next, caller.Id, now);
                await db.SaveChangesAsync(ct);
                return new Answer(room.Code, room.ValidUntil);
            },
            ct
        );
        return TypedResults.Ok(shown);
    }
}

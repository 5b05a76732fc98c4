using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.Platform.Roster;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.Training.Data;
using CardTeam.Training.Sessions;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Training.Attendance;

/// <summary>Lists who has a seat in a session, and the days each was there.</summary>
internal static class ListAttendance
{
    /// <param name="Days">The days that are marked, in order.</param>
    /// <param name="Present">The number of days on which the manager was there.</param>
    /// <param name="Percent">Their share of the session's days, in whole per cent rounded down.</param>
    public sealed record Row(string ManagerNo, string? Name, IReadOnlyList<Mark> Days, int Present, int Percent);

    /// <param name="By"><c>list</c>, <c>code</c> or <c>file</c>.</param>
    public sealed record Mark(DateOnly Day, bool IsPresent, string By);

    private sealed record Seated(string ManagerNo, string? Name);

    /// <param name="search">A part of the manager's name or number.</param>
    public static async Task<Page<Row>> Handle(
        string code,
        [AsParameters] PageQuery page,
        string? search,
        PartOfBankFinder part,
        TrainingDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var session =
            await db.Sessions.AsNoTracking().FirstOrDefaultAsync(s => s.Code == code, ct)
            ?? throw RuleBrokenException.NotFound("session");
        var after = page.AfterKey();
        var enrolments = db
            .Enrolments.AsNoTracking()
            .Where(e => e.SessionCode == code && e.State == EnrolmentState.Enrolled)
            .OfManagersWithin(await part.FindAsync(ct), e => e.ManagerNo, db, clock)
            .OfManagersLike(search, e => e.ManagerNo, db);
        var seated = await enrolments
            .Where(e => e.ManagerNo.CompareTo(after) > 0)
            .OrderBy(e => e.ManagerNo)
            .Select(e => new Seated(
                e.ManagerNo,
                db.ManagerNames.Where(n => n.ManagerNo == e.ManagerNo).Select(n => n.Name).FirstOrDefault()
            ))
            .ToPageAsync(page, e => e.ManagerNo, ct);
        var numbers = seated.Items.Select(s => s.ManagerNo).ToList();
        var marks = (
            await db
                .AttendedDays.AsNoTracking()
                .Where(a => a.SessionCode == code && numbers.Contains(a.ManagerNo))
                .OrderBy(a => a.Day)
                .ToListAsync(ct)
        ).ToLookup(a => a.ManagerNo, StringComparer.Ordinal);
        return new(
            [
                .. seated.Items.Select(s =>
                {
                    var days = marks[s.ManagerNo].Where(m => m.Day >= session.StartsOn && m.Day <= session.LastDay);
                    var own = days.Select(m => new Mark(m.Day, m.IsPresent, m.By)).ToList();
                    var present = own.Count(m => m.IsPresent);
                    return new Row(s.ManagerNo, s.Name, own, present, present * 100 / session.Days);
                }),
            ],
            seated.Next,
            await enrolments.TotalAsync(page.Total, ct)
        );
    }
}

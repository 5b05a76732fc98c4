using CardTeam.Contracts;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Bounds;
using CardTeam.Platform.Imports;
using CardTeam.Platform.Imports.Columns;
using CardTeam.Platform.Roster;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.Training.Data;
using CardTeam.Training.Sessions;
using Microsoft.EntityFrameworkCore;
using AllRoles = CardTeam.ServiceDefaults.Security.Roles;

namespace CardTeam.Training.Attendance;

/// <summary>Imports who was there on which day of a session; a later row about the same day corrects it.</summary>
internal sealed class ImportAttendance(TrainingDbContext db, AuditTrail trail, TimeProvider clock) : ImportKind
{
    private static readonly ManagerNoColumn No = ManagerNoColumn.Whose;
    private static readonly CodeColumn SessionCode = new(
        "session_code",
        new("场次编号", "Session code"),
        Lengths.SessionCode,
        true
    )
    {
        AlsoKnownAs = ["场次", "期次", "Session"],
    };
    private static readonly DateColumn Day = new("day", new("日期", "Day"), Required: true)
    {
        AlsoKnownAs = ["上课日期", "签到日期"],
    };
    private static readonly FlagColumn Present = new("present", new("出勤", "Present"))
    {
        AlsoKnownAs = ["是否出勤", "到课"],
    };

    public override string Name => "attendance";
    public override Text Title { get; } = new("出勤", "Attendance");
    public override IReadOnlyList<ImportColumn> Columns { get; } = [No, SessionCode, Day, Present];
    public override IReadOnlyList<string> ExportedToo { get; } = ["name", "姓名"];
    public override IReadOnlyList<string> Roles { get; } = [AllRoles.Trainer, AllRoles.Administrator, AllRoles.Feed];

    public override async Task ApplyAsync(ImportChunk chunk, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var cells = chunk
            .Rows.Select(r =>
                (
                    Row: r,
                    No: r.Text(No),
                    Code: r.Text(SessionCode),
                    Day: r.Date(Day),
                    IsPresent: r.Flag(Present) ?? true
                )
            )
            .ToList();
        var numbers = cells.Select(c => c.No).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var codes = cells.Select(c => c.Code).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var roster = await RosterCheck.LoadAsync(db, numbers, chunk.Part, clock, ct);
        var sessions = await db
            .Sessions.AsNoTracking()
            .Where(s => codes.Contains(s.Code))
            .ToDictionaryAsync(s => s.Code, StringComparer.Ordinal, ct);
        var alike = await AlikeCodes.AmongAsync(
            db.Sessions.Select(s => s.Code),
            codes.Where(code => !sessions.ContainsKey(code)),
            ct
        );
        var seated = (
            await db
                .Enrolments.Where(e =>
                    codes.Contains(e.SessionCode) && numbers.Contains(e.ManagerNo) && e.State == EnrolmentState.Enrolled
                )
                .Select(e => new { e.SessionCode, e.ManagerNo })
                .ToListAsync(ct)
        )
            .Select(e => (e.SessionCode, e.ManagerNo))
            .ToHashSet();
        var known = (
            await db
                .AttendedDays.Where(a => codes.Contains(a.SessionCode) && numbers.Contains(a.ManagerNo))
                .ToListAsync(ct)
        ).ToDictionary(a => (a.SessionCode, a.ManagerNo, a.Day));
        foreach (var (row, no, code, day, isPresent) in cells)
        {
            roster.Check(row, no);
            var session = code is null ? null : sessions.GetValueOrDefault(code);
            if (code is not null && session is null && alike.Of(code) is { } other)
                row.Reject(SessionCode, AlikeCodes.Refused(code, other));
            else if (code is not null && session is null)
                row.Reject(
                    SessionCode,
                    new("session.unknown", new($"没有编号为“{code}”的场次。", $"There is no session '{code}'."))
                );
            if (row.IsGood && AttendedDay.OfDay(session!, day!.Value, BankCalendar.DayOf(now)) is { } refusal)
                row.Reject(Day, refusal);
            if (row.IsGood && !seated.Contains((code!, no!)))
                row.Reject(No, AttendedDay.WithoutSeat(session!));
            if (!row.IsGood)
                continue;

            var key = (code!, no!, day!.Value);
            if (!known.TryGetValue(key, out var own))
                db.AttendedDays.Add(known[key] = own = new(code!, no!, day.Value));
            if (own.Mark(isPresent, AttendedDay.ByFile, trail.Actor, now))
                row.Accept();
            else
                row.Unchanged();
        }
    }
}

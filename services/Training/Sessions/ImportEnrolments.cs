using CardTeam.Platform.Bounds;
using CardTeam.Platform.Imports;
using CardTeam.Platform.Imports.Columns;
using CardTeam.Platform.Roster;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Settings;
using CardTeam.Training.Data;
using Microsoft.EntityFrameworkCore;
using AllRoles = CardTeam.ServiceDefaults.Security.Roles;

namespace CardTeam.Training.Sessions;

/// <summary>
/// Enrols managers into sessions, first come first served in the file's order. A manager not announced yet waits
/// without a seat.
/// </summary>
internal sealed class ImportEnrolments(TrainingDbContext db, IConfiguration configuration, TimeProvider clock)
    : ImportKind
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

    public override string Name => "enrolments";
    public override Text Title { get; } = new("报名", "Enrolments");

    public override IReadOnlyList<ImportColumn> Columns { get; } = [No, SessionCode];

    public override IReadOnlyList<string> ExportedToo { get; } =
    [
        "name",
        "姓名",
        "course",
        "课程",
        "startsOn",
        "开课日期",
        "Starts on",
        "enrolledAt",
        "报名时间",
        "Enrolled at",
        "state",
        "状态",
        "version",
    ];
    public override IReadOnlyList<string> Roles { get; } = [AllRoles.Trainer, AllRoles.Administrator, AllRoles.Feed];

    public override async Task ApplyAsync(ImportChunk chunk, CancellationToken ct)
    {
        var cells = chunk.Rows.Select(r => (Row: r, No: r.Text(No), Code: r.Text(SessionCode))).ToList();
        var numbers = cells.Select(c => c.No).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var codes = cells.Select(c => c.Code).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var roster = await RosterCheck.LoadAsync(db, numbers, chunk.Part, clock, ct);
        var sessions = await db
            .Sessions.Where(s => codes.Contains(s.Code))
            .ToDictionaryAsync(s => s.Code, StringComparer.Ordinal, ct);
        var alike = await AlikeCodes.AmongAsync(
            db.Sessions.Select(s => s.Code),
            codes.Where(code => !sessions.ContainsKey(code)),
            ct
        );
        var enrolled = (
            await db
                .Enrolments.Where(e => codes.Contains(e.SessionCode) && numbers.Contains(e.ManagerNo))
                .Select(e => new { e.SessionCode, e.ManagerNo })
                .ToListAsync(ct)
        )
            .Select(e => (e.SessionCode, e.ManagerNo))
            .ToHashSet();
        foreach (var (row, no, code) in cells)
        {
            roster.Check(row, no);
            var session = code is null ? null : sessions.GetValueOrDefault(code);
            if (code is not null && session is null && alike.Of(code) is { } other)
                row.Reject(SessionCode, AlikeCodes.Refused(code, other));
            else if (code is not null && session is null)
                row.Reject(
                    "session_code",
                    "session.unknown",
                    new($"没有编号为“{code}”的场次。", $"There is no session '{code}'.")
                );
            var isKnown = no is not null && roster.Knows(no);
            if (row.IsGood && !isKnown && SuiteSettings.RefuseUnknownEnrolments.Of(configuration) == true)
                row.Reject(
                    "manager_no",
                    "manager.unknown",
                    new($"没有编号为“{no}”的客户经理。", $"There is no manager '{no}'.")
                );
            if (!row.IsGood)
                continue;

            if (enrolled.Contains((code!, no!)))
            {
                row.Unchanged();
                continue;
            }

            try
            {
                var enrolment = new Enrolment(code!, no!, clock.GetUtcNow());
                if (isKnown)
                    enrolment.Seat(session!);
                enrolled.Add((code!, no!));
                db.Enrolments.Add(enrolment);
                row.Accept();
            }
            catch (RuleBrokenException broken)
            {
                row.Reject("session_code", broken.Code, broken.Text);
            }
        }
    }
}

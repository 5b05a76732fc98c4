using CardTeam.Platform.Imports;
using CardTeam.Platform.Roster;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.Training.Data;
using Microsoft.EntityFrameworkCore;
using AllRoles = CardTeam.ServiceDefaults.Security.Roles;

namespace CardTeam.Training.Enrolments;

/// <summary>Enrols managers into sessions, first come first served in the file's order.</summary>
internal sealed class ImportEnrolments(TrainingDbContext db, TimeProvider clock) : ImportKind
{
    private const int No = 0,
        SessionCode = 1;

    public override string Name => "enrolments";
    public override IReadOnlyList<ImportColumn> Columns { get; } = [new("manager_no", true), new("session_code", true)];
    public override IReadOnlyList<string> Roles { get; } = [AllRoles.Trainer, AllRoles.Administrator, AllRoles.Feed];

    public override async Task ApplyAsync(ImportChunk chunk, CancellationToken ct)
    {
        var cells = chunk.Rows.Select(r => (Row: r, No: r.Text(No, 32), Code: r.Text(SessionCode, 40))).ToList();
        var numbers = cells.Select(c => c.No).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var codes = cells.Select(c => c.Code).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var roster = await RosterCheck.LoadAsync(db, numbers, chunk.Part, clock, ct);
        var sessions = await db
            .Sessions.Where(s => codes.Contains(s.Code))
            .ToDictionaryAsync(s => s.Code, StringComparer.Ordinal, ct);
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
            if (code is not null && session is null)
                row.Reject(
                    "session_code",
                    "session.unknown",
                    new($"没有编号为“{code}”的场次。", $"There is no session '{code}'.")
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
                session!.TakeSeat();
                enrolled.Add((code!, no!));
                db.Enrolments.Add(new Enrolment(code!, no!, clock.GetUtcNow()));
                row.Accept();
            }
            catch (RuleBrokenException broken)
            {
                row.Reject("session_code", broken.Code, broken.Text);
            }
        }
    }
}

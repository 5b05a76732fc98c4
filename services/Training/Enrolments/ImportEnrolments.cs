using CardTeam.Platform.Bounds;
using CardTeam.Platform.Imports;
using CardTeam.Platform.Imports.Columns;
using CardTeam.Platform.Roster;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Settings;
using CardTeam.Training.Data;
using CardTeam.Training.Sessions;
using Microsoft.EntityFrameworkCore;
using AllRoles = CardTeam.ServiceDefaults.Security.Roles;

namespace CardTeam.Training.Enrolments;

/// <summary>
/// Enrols managers into sessions, takes them off, or puts them on a waiting list, first come first served in the file's
/// order. A manager not announced yet waits without a seat.
/// </summary>
internal class ImportEnrolments(TrainingDbContext db, IConfiguration configuration, TimeProvider clock) : ImportKind
{
    private const string Enrol = "enrol",
        Withdraw = "withdraw",
        Wait = "waiting";

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
    private static readonly ChoiceColumn Action = new(
        "action",
        new("操作", "Action"),
        [
            new(Enrol, new("报名", "Enrol"), "enroll", "add"),
            new(Withdraw, new("退课", "Withdraw"), "退出", "取消", "取消报名", "cancel"),
            new(Wait, new("候补", "Waiting list"), "waitlist", "wait"),
        ]
    )
    {
        AlsoKnownAs = ["动作", "报名方式"],
    };

    private readonly RowsSoFar<(string No, string Code)> _soFar = new();
    private readonly Dictionary<(string No, string Code), string> _actions = [];
    private readonly SortedDictionary<long, ImportDifference> _differences = [];
    private readonly List<ImportDifference> _leaving = [];

    /// <summary>True for a file that is the whole list of the sessions it names.</summary>
    protected virtual bool IsWholeList => false;

    public override string Name => "enrolments";
    public override Text Title { get; } = new("报名", "Enrolments");

    public override IReadOnlyList<ImportColumn> Columns { get; } = [No, SessionCode, Action];

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

    public override string? WholeListKind => ImportEnrolmentLists.KindName;

    /// <summary>Large enough that the check of a usual list sees every seat that earlier rows take.</summary>
    public override int ChunkSize => 10_000;

    public override IReadOnlyList<ImportDifference> Difference => [.. _differences.Values, .. _leaving];

    public override bool HasDifference => true;

    public override void Recall(ImportRow row)
    {
        if ((row.Text(No), row.Text(SessionCode)) is ({ } no, { } code))
            Place((no, code), row.Number, row.Choice(Action) ?? Enrol);
    }

    public override async Task ApplyAsync(ImportChunk chunk, CancellationToken ct)
    {
        var cells = chunk
            .Rows.Select(r => (Row: r, No: r.Text(No), Code: r.Text(SessionCode), Action: r.Choice(Action) ?? Enrol))
            .ToList();
        var numbers = cells.Select(c => c.No).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var codes = cells.Select(c => c.Code).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var roster = await RosterCheck.LoadAsync(db, numbers, chunk.Part, clock, ct);
        var book = await EnrolmentBook.LoadAsync(db, numbers, codes, clock, ct, isWhole: IsWholeList);
        var alike = await AlikeCodes.AmongAsync(
            db.Sessions.Select(s => s.Code),
            codes.Where(code => book.Session(code) is null),
            ct
        );
        if (IsWholeList)
            await LeaveAsync(book, chunk, cells.Select(c => (c.No, c.Code, c.Action)), codes, ct);
        var names = await ManagerNames.OfAsync(db, numbers, ct);
        foreach (var (row, no, code, action) in cells)
        {
            roster.Check(row, no);
            var session = code is null ? null : book.Session(code);
            CheckSession(row, code, session, alike);
            var isKnown = no is not null && roster.Knows(no);
            if (row.IsGood && !isKnown && SuiteSettings.RefuseUnknownEnrolments.Of(configuration) == true)
                row.Reject(
                    "manager_no",
                    "manager.unknown",
                    new($"没有编号为“{no}”的客户经理。", $"There is no manager '{no}'.")
                );
            var outcome = row.IsGood ? Judge(book, row, no!, session!, action, isKnown) : default;
            _differences[row.Number] = Compare(row, no, code, names, outcome);
        }

        // A whole list gives the seats that are left only once all of its rows have had theirs.
        if (IsWholeList)
            foreach (var code in codes.Where(code => book.Session(code) is not null))
                book.MoveUp(code);
        if (IsWholeList)
            NameMoves(book);
    }

    /// <summary>Tells of a manager who changes between two sessions of one course in one line instead of two.</summary>
    private void NameMoves(EnrolmentBook book)
    {
        string? CourseOf(ImportDifference of) => book.Session(of.Subject)?.CourseCode;
        var left = _leaving
            .Where(d => d.Verdict == "withdrawn" && CourseOf(d) is not null)
            .GroupBy(d => (d.ManagerNo, CourseOf(d)))
            .ToDictionary(g => g.Key, g => g.First());
        foreach (var (row, added) in _differences.Where(d => d.Value.Verdict == "added").ToList())
            if (left.Remove((added.ManagerNo, CourseOf(added)), out var former))
            {
                _differences[row] = added with { Verdict = "moved", Before = former.Subject };
                _leaving.Remove(former);
            }
    }

    private static void CheckSession(ImportRow row, string? code, Session? session, AlikeCodes alike)
    {
        if (code is null || session is not null)
            return;
        if (alike.Of(code) is { } other)
            row.Reject(SessionCode, AlikeCodes.Refused(code, other));
        else
            row.Reject(
                "session_code",
                "session.unknown",
                new($"没有编号为“{code}”的场次。", $"There is no session '{code}'.")
            );
    }

    private EnrolmentOutcome Judge(
        EnrolmentBook book,
        ImportRow row,
        string no,
        Session session,
        string action,
        bool isKnown
    )
    {
        if (Place((no, session.Code), row.Number, action) is { } twice)
        {
            row.Reject(Action, twice);
            return EnrolmentOutcome.Refused(twice);
        }

        var outcome =
            action == Withdraw ? book.Withdraw(no, session) : book.Enrol(no, session, isKnown, mayWait: action == Wait);
        if (outcome.Refusal is { } refusal)
            row.Reject(ColumnOf(refusal), refusal);
        else if (outcome.Verdict == EnrolmentVerdict.Unchanged)
            row.Unchanged();
        else
            row.Accept();
        return outcome;
    }

    private static ImportColumn ColumnOf(Refusal refusal) =>
        refusal.Code.StartsWith("session.", StringComparison.Ordinal) ? SessionCode : No;

    /// <summary>
    /// The refusal of a row that asks for something else than an earlier row about the same manager and session; null
    /// where there is none. The same row once more changes nothing.
    /// </summary>
    private Refusal? Place((string No, string Code) key, long row, string action)
    {
        if (_soFar.PlaceOf(key, row) == 1)
        {
            _actions[key] = action;
            return null;
        }

        return _actions[key] == action
            ? null
            : new(
                "enrolment.twice-in-file",
                new(
                    Invariant($"与第 {_soFar.FirstOf(key)} 行矛盾：同一客户经理、同一场次在文件中出现两次。"),
                    Invariant($"Contradicts row {_soFar.FirstOf(key)}: the manager and session are in the file twice.")
                )
            );
    }

    /// <summary>Takes everybody off the sessions whom the whole list does not name, within the bearer's part.</summary>
    private async Task LeaveAsync(
        EnrolmentBook book,
        ImportChunk chunk,
        IEnumerable<(string? No, string? Code, string Action)> rows,
        List<string> codes,
        CancellationToken ct
    )
    {
        book.MovesUp = false;
        _leaving.Clear();
        var named = rows.Where(r => r.Action != Withdraw).Select(r => (r.No, r.Code)).ToHashSet();
        var absent = codes
            .Where(code => book.Session(code) is not null)
            .SelectMany(code => book.ActiveIn(code).Select(no => (No: no, Code: code)))
            .Where(e => !named.Contains((e.No, e.Code)))
            .ToList();
        if (absent.Count == 0)
            return;
        var numbers = absent.Select(e => e.No).Distinct(StringComparer.Ordinal).ToList();
        var names = await ManagerNames.OfAsync(db, numbers, ct);
        var own = chunk.Part.IsWhole ? null : await RosterCheck.LoadAsync(db, numbers, chunk.Part, clock, ct);
        foreach (var (no, code) in absent)
        {
            if (own?.Includes(no) == false)
                continue;
            var outcome = book.Withdraw(no, book.Session(code)!);
            _leaving.Add(
                new(
                    Row: null,
                    Verdict: VerdictOf(outcome.Verdict),
                    ManagerNo: no,
                    Name: names.GetValueOrDefault(no),
                    Subject: code,
                    Before: code,
                    Code: outcome.Refusal?.Code ?? "enrolment.not-in-file",
                    Reason: outcome.Refusal?.Text
                        ?? new("名单中没有该客户经理。", "The list does not name the manager.")
                )
            );
        }
    }

    private static ImportDifference Compare(
        ImportRow row,
        string? no,
        string? code,
        IReadOnlyDictionary<string, string> names,
        EnrolmentOutcome outcome
    )
    {
        var error = row.IsGood ? (RowError?)null : row.Errors![0];
        return new(
            Row: row.Number,
            Verdict: VerdictOf(error is null ? outcome.Verdict : EnrolmentVerdict.Refused),
            ManagerNo: no ?? "",
            Name: no is null ? null : names.GetValueOrDefault(no),
            Subject: code ?? "",
            Before: outcome.From,
            Code: error?.Code,
            Reason: error?.Text
        );
    }

    private static string VerdictOf(EnrolmentVerdict verdict) =>
        verdict switch
        {
            EnrolmentVerdict.Added => "added",
            EnrolmentVerdict.Moved => "moved",
            EnrolmentVerdict.Withdrawn => "withdrawn",
            EnrolmentVerdict.Unchanged => "unchanged",
            _ => "refused",
        };
}

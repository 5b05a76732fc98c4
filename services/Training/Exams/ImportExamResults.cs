using CardTeam.Platform.Audit;
using CardTeam.Platform.Bounds;
using CardTeam.Platform.Imports;
using CardTeam.Platform.Imports.Columns;
using CardTeam.Platform.Roster;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.Training.Data;
using CardTeam.Training.Sessions;
using Microsoft.EntityFrameworkCore;
using AllRoles = CardTeam.ServiceDefaults.Security.Roles;

namespace CardTeam.Training.Exams;

/// <summary>
/// Imports exam results; the same exam again with another score corrects it. Who has passed all forms with them gets
/// the certificate of the exam.
/// </summary>
internal sealed class ImportExamResults(TrainingDbContext db, AuditTrail trail, TimeProvider clock) : ImportKind
{
    private static readonly ManagerNoColumn No = ManagerNoColumn.Whose;
    private static readonly CodeColumn Exam = new("exam_code", new("考试编号", "Exam code"), Lengths.ExamCode, true)
    {
        AlsoKnownAs = ["考试", "Exam"],
    };
    private static readonly ChoiceColumn Form = new(
        "form",
        new("形式", "Form"),
        [
            new("written", new("笔试", "Written")),
            new("interview", new("面试", "Interview")),
            new("practical", new("实操", "Practical")),
        ],
        true
    )
    {
        AlsoKnownAs = ["考试形式"],
    };
    private static readonly FigureColumn Score = new("score", new("分数", "Score"), true) { AlsoKnownAs = ["成绩"] };
    private static readonly DateColumn TakenOn = new("taken_on", new("考试日期", "Taken on"), Required: true);

    private static readonly WholeColumn Attempt = new("attempt", new("第几次", "Attempt"), 1, 100);

    private AlikeCodes? _exams;

    private readonly RowsSoFar<(string No, string Exam, string Form, DateOnly Day, int Attempt)> _soFar = new();

    public override string Name => "exam-results";

    public override Text Title { get; } = new("考试成绩", "Exam results");

    public override IReadOnlyList<ImportColumn> Columns { get; } = [No, Exam, Form, Score, TakenOn, Attempt];

    public override IReadOnlyList<string> ExportedToo { get; } = ["passed", "version", "版本", "name", "姓名"];

    public override IReadOnlyList<string> Roles { get; } = [AllRoles.Trainer, AllRoles.Administrator, AllRoles.Feed];

    public override async Task ApplyAsync(ImportChunk chunk, CancellationToken ct)
    {
        var cells = chunk
            .Rows.Select(r =>
                (
                    Row: r,
                    No: r.Text(No),
                    Exam: r.Text(Exam),
                    Form: r.Choice(Form),
                    Score: r.Decimal(Score),
                    Day: r.Date(TakenOn),
                    Attempt: r.Whole(Attempt)
                )
            )
            .ToList();
        var numbers = cells.Select(c => c.No).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var roster = await RosterCheck.LoadAsync(db, numbers, chunk.Part, clock, ct);
        _exams ??= AlikeCodes.Among(await db.ExamResults.Select(r => r.ExamCode).Distinct().ToListAsync(ct));
        var results = (await db.ExamResults.Where(r => numbers.Contains(r.ManagerNo)).ToListAsync(ct)).ToDictionary(r =>
            (r.ManagerNo, r.ExamCode, r.Form, r.TakenOn, r.Attempt)
        );
        var touched = new List<(string ManagerNo, string ExamCode)>();
        foreach (var (row, no, exam, form, score, day, attempt) in cells)
        {
            roster.Check(row, no);
            if (exam is not null && _exams.Of(exam) is { } other)
                row.Reject(Exam, AlikeCodes.Refused(exam, other));
            if (row.IsGood && ExamResult.IsScore(score!.Value))
                RefuseSecond(row, (no!, exam!, form!, day!.Value, attempt ?? 1));
            if (!row.IsGood)
                continue;

            var key = (no!, exam!, form!, day!.Value, attempt ?? 1);
            try
            {
                if (results.TryGetValue(key, out var known))
                {
                    if (known.Correct(score!.Value))
                    {
                        touched.Add((no!, exam!));
                        row.Accept();
                    }
                    else
                        row.Unchanged();
                    continue;
                }

                db.ExamResults.Add(
                    results[key] = new ExamResult(no!, exam!, form!, day.Value, attempt ?? 1, score!.Value)
                );
                _exams.Add(exam!);
                touched.Add((no!, exam!));
                row.Accept();
            }
            catch (RuleBrokenException broken)
            {
                row.Reject("score", broken.Code, broken.Text);
            }
        }

        if (touched.Count == 0)
            return;
        await db.SaveChangesAsync(ct);
        await GrantByExam.ApplyAsync(touched, db, trail, ct);
    }

    public override void Recall(ImportRow row)
    {
        if (
            (row.Text(No), row.Text(Exam), row.Choice(Form), row.Date(TakenOn), row.Decimal(Score))
                is ({ } no, { } exam, { } form, { } day, { } score)
            && ExamResult.IsScore(score)
        )
            _soFar.PlaceOf((no, exam, form, day, row.Whole(Attempt) ?? 1), row.Number);
    }

    /// <summary>
    /// Rejects a second row for the same exam: in one file it would silently overwrite the first. A later file
    /// corrects.
    /// </summary>
    private void RefuseSecond(ImportRow row, (string No, string Exam, string Form, DateOnly Day, int Attempt) key)
    {
        if (_soFar.PlaceOf(key, row.Number) > 1)
            row.Reject(
                "taken_on",
                "exam-result.twice",
                new(
                    Invariant($"与第 {_soFar.FirstOf(key)} 行是同一天的同一场考试；请用 attempt 列注明第几次。"),
                    Invariant(
                        $"The same exam on the same day as row {_soFar.FirstOf(key)}; number the attempts (column attempt)."
                    )
                )
            );
    }
}

using CardTeam.Platform.Bounds;
using CardTeam.Platform.Imports;
using CardTeam.Platform.Imports.Columns;
using CardTeam.Platform.Roster;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.Training.Data;
using Microsoft.EntityFrameworkCore;
using AllRoles = CardTeam.ServiceDefaults.Security.Roles;

namespace CardTeam.Training.Exams;

/// <summary>Takes exam results in; the same exam again with another score corrects it.</summary>
internal sealed class ImportExamResults(TrainingDbContext db, TimeProvider clock) : ImportKind
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

    public override string Name => "exam-results";

    public override Text Title { get; } = new("考试成绩", "Exam results");

    public override IReadOnlyList<ImportColumn> Columns { get; } = [No, Exam, Form, Score, TakenOn];

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
                    Day: r.Date(TakenOn)
                )
            )
            .ToList();
        var numbers = cells.Select(c => c.No).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var roster = await RosterCheck.LoadAsync(db, numbers, chunk.Part, clock, ct);
        var results = (await db.ExamResults.Where(r => numbers.Contains(r.ManagerNo)).ToListAsync(ct)).ToDictionary(r =>
            (r.ManagerNo, r.ExamCode, r.Form, r.TakenOn)
        );
        foreach (var (row, no, exam, form, score, day) in cells)
        {
            roster.Check(row, no);
            if (!row.IsGood)
                continue;

            var key = (no!, exam!, form!, day!.Value);
            try
            {
                if (results.TryGetValue(key, out var known))
                {
                    if (known.Correct(score!.Value))
                        row.Accept();
                    else
                        row.Unchanged();
                    continue;
                }

                db.ExamResults.Add(results[key] = new ExamResult(no!, exam!, form!, day.Value, score!.Value));
                row.Accept();
            }
            catch (RuleBrokenException broken)
            {
                row.Reject("score", broken.Code, broken.Text);
            }
        }
    }
}

using CardTeam.Platform.Imports;
using CardTeam.Platform.Roster;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.Training.Data;
using Microsoft.EntityFrameworkCore;
using AllRoles = CardTeam.ServiceDefaults.Security.Roles;

namespace CardTeam.Training.Exams;

/// <summary>Takes exam results in; the same exam again with another score corrects it.</summary>
internal sealed class ImportExamResults(TrainingDbContext db, TimeProvider clock) : ImportKind
{
    private const int No = 0,
        Exam = 1,
        Form = 2,
        Score = 3,
        TakenOn = 4;

    public override string Name => "exam-results";

    public override IReadOnlyList<ImportColumn> Columns { get; } =
    [new("manager_no", true), new("exam_code", true), new("form", true), new("score", true), new("taken_on", true)];

    public override IReadOnlyList<string> Roles { get; } = [AllRoles.Trainer, AllRoles.Administrator, AllRoles.Feed];

    public override async Task ApplyAsync(ImportChunk chunk, CancellationToken ct)
    {
        var cells = chunk
            .Rows.Select(r =>
                (
                    Row: r,
                    No: r.Text(No, 32),
                    Exam: r.Text(Exam, 60),
                    Form: r.Choice(Form, ExamResult.Forms),
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

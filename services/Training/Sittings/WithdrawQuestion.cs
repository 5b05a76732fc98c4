using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json.Serialization;
using CardTeam.Contracts;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.Platform.Roster;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Training.Data;
using CardTeam.Training.Exams;
using CardTeam.Training.Questions;
using CardTeam.Training.Sessions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Training.Sittings;

/// <summary>
/// Takes a question out of an exam after the fact. It counts for nobody any more: all ended sittings are marked again,
/// those under way leave it out at their end. A certificate that was granted stays; who passes now gets theirs.
/// </summary>
internal static class WithdrawQuestion
{
    /// <param name="Question">The code of the question.</param>
    /// <param name="Reason">The reason, which the managers may ask for.</param>
    public sealed record Request(
        [property: Required, MaxLength(QuestionBounds.Code)] string? Question,
        [property: Required, MaxLength(Lengths.Reason)] string? Reason
    );

    /// <param name="Sittings">The number of sittings that had the question.</param>
    /// <param name="Changed">The sittings whose score is another one now.</param>
    /// <param name="NowPassed">The managers who pass by it.</param>
    /// <param name="NoLongerPassed">The managers who had passed and do not by the marks that are left.</param>
    public sealed record Answer(
        string Exam,
        string Question,
        int Sittings,
        int Changed,
        IReadOnlyList<string> NowPassed,
        IReadOnlyList<string> NoLongerPassed
    );

    /// <param name="Question">The code of the question that was taken out.</param>
    public sealed record Row(
        string ManagerNo,
        string? Name,
        string Exam,
        int Number,
        string Question,
        [property: JsonConverter(typeof(RatioJson))] decimal Before,
        [property: JsonConverter(typeof(RatioJson))] decimal After,
        bool WasPassed,
        bool IsPassed
    );

    private static readonly ListOrder<RemarkedSitting> Order = new ListOrder<RemarkedSitting>("exam")
        .By("exam", r => r.ExamCode)
        .By("managerNo", r => r.ManagerNo)
        .Key("sitting", r => r.SittingId)
        .Key("question", r => r.QuestionCode);

    private static readonly ExportColumn<Row>[] Columns =
    [
        new("managerNo", new("客户经理编号", "Manager number"), r => r.ManagerNo),
        new("name", new("姓名", "Name"), r => r.Name),
        new("exam", new("考试编号", "Exam code"), r => r.Exam),
        new("number", new("第几次", "Attempt"), r => r.Number) { IsSummed = false },
        new("question", new("剔除的试题", "Question taken out"), r => r.Question),
        new("before", new("原分数", "Score before"), r => r.Before) { IsSummed = false },
        new("after", new("新分数", "Score now"), r => r.After) { IsSummed = false },
        new("wasPassed", new("原是否通过", "Passed before"), r => r.WasPassed),
        new("isPassed", new("现是否通过", "Passed now"), r => r.IsPassed),
    ];

    public static async Task<Ok<Answer>> Handle(
        string code,
        Request request,
        Caller caller,
        TrainingDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var reason =
            TypedText.Read(request.Reason, Lengths.Reason, "reason")
            ?? throw new RuleBrokenException(
                "sitting.reason-missing",
                new("reason：请说明原因。", "reason: say why."),
                status: 400
            );
        var question = Codes.Read(request.Question, QuestionBounds.Code, "question") ?? "";
        var answer = await db.InTransactionAsync(
            async () =>
            {
                db.ChangeTracker.Clear();
                var exam = await ExamRoutes.FindAsync(code, db.Exams.AsNoTracking(), ct);
                if (!await db.Questions.AnyAsync(q => q.Code == question, ct))
                    throw RuleBrokenException.NotFound("question");
                var withdrawn = (await EndSitting.WithdrawnAsync(exam.Code, db, ct)).ToHashSet(StringComparer.Ordinal);
                if (!withdrawn.Add(question))
                    throw new RuleBrokenException(
                        "question.already-withdrawn",
                        new("该题已从本考试中剔除。", "The question was taken out of this exam already.")
                    );
                db.WithdrawnQuestions.Add(new(exam.Code, question, reason, caller.Id, clock.GetUtcNow()));
                var made = await RemarkAsync(exam.Code, question, withdrawn, db, ct);
                trail.About(exam.Code);
                trail.Note("question", question);
                trail.Note("reason", reason);
                trail.Note("sittings", made.Sittings.ToString(CultureInfo.InvariantCulture));
                trail.Note("changed", made.Changed.ToString(CultureInfo.InvariantCulture));
                await db.SaveChangesAsync(ct);
                await GrantByExam.ApplyAsync([.. made.NowPassed.Select(m => (m, exam.Code))], db, trail, ct);
                await db.SaveChangesAsync(ct);
                return made;
            },
            ct
        );
        return TypedResults.Ok(answer);
    }

    private static async Task<Answer> RemarkAsync(
        string exam,
        string question,
        IReadOnlySet<string> withdrawn,
        TrainingDbContext db,
        CancellationToken ct
    )
    {
        var sittings = await db
            .Sittings.Include(s => s.Answers)
            .Where(s => s.ExamCode == exam && s.EndedAt != null && s.Answers.Any(a => a.QuestionCode == question))
            .ToListAsync(ct);
        var results = (
            await db.ExamResults.Where(r => r.ExamCode == exam && r.Form == "written").ToListAsync(ct)
        ).ToDictionary(r => (r.ManagerNo, r.TakenOn, r.Attempt));
        var changed = new List<RemarkedSitting>();
        foreach (var sitting in sittings)
        {
            var (before, wasPassed) = (sitting.Score!.Value, sitting.IsPassed!.Value);
            if (!sitting.Remark(withdrawn))
                continue;
            changed.Add(new(sitting, question, before, wasPassed));
            var day = BankCalendar.DayOf(sitting.StartedAt);
            if (results.TryGetValue((sitting.ManagerNo, day, sitting.ResultAttempt), out var result))
                result.Correct(sitting.Score.Value);
        }

        db.RemarkedSittings.AddRange(changed);
        return new(
            exam,
            question,
            sittings.Count,
            changed.Count,
            [.. changed.Where(c => c.IsPassed && !c.WasPassed).Select(c => c.ManagerNo).Order(StringComparer.Ordinal)],
            [.. changed.Where(c => c.WasPassed && !c.IsPassed).Select(c => c.ManagerNo).Order(StringComparer.Ordinal)]
        );
    }

    /// <param name="search">A part of the manager's name or number.</param>
    public static async Task<Listing<RemarkedSitting, Row>> List(
        [AsParameters] ListQuery list,
        string? exam,
        string? manager,
        string? search,
        PartOfBankFinder part,
        TrainingDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var rows = db
            .RemarkedSittings.AsNoTracking()
            .OfManagersWithin(await part.FindAsync(ct), r => r.ManagerNo, db, clock)
            .OfManagersLike(search, r => r.ManagerNo, db);
        if (exam is not null)
            rows = rows.Where(r => r.ExamCode == exam);
        if (manager is not null)
            rows = rows.Where(r => r.ManagerNo == manager);
        return new(
            rows,
            list,
            Order,
            r => new Row(
                r.ManagerNo,
                db.ManagerNames.Where(n => n.ManagerNo == r.ManagerNo).Select(n => n.Name).FirstOrDefault(),
                r.ExamCode,
                r.Number,
                r.QuestionCode,
                r.Before,
                r.After,
                r.WasPassed,
                r.IsPassed
            ),
            Columns
        );
    }
}

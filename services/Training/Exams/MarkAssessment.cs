using System.ComponentModel.DataAnnotations;
using System.Globalization;
using CardTeam.Platform.Audit;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Training.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Training.Exams;

/// <summary>
/// Gives an examiner's marks, once. Where all have marked and agree well enough, the result is kept and the certificate
/// granted.
/// </summary>
internal static class MarkAssessment
{
    /// <param name="Marks">Marks for each line of the rubric, in its order.</param>
    public sealed record Request(
        [property: Required, MinLength(1), MaxLength(ExamBounds.MostRubric)] IReadOnlyList<Line>? Marks
    );

    /// <param name="Marks">Whole marks, up to the most of the line.</param>
    /// <param name="Reason">The reason.</param>
    public sealed record Line(
        [property: Required, Range(0, 100)] int? Marks,
        [property: Required, MaxLength(Lengths.Reason)] string? Reason
    );

    public static async Task<Ok<AssessmentRoutes.Detail>> Handle(
        Guid id,
        Request request,
        Caller caller,
        TrainingDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var marks = request.Marks!.Select(Read).ToList();
        var assessment = await db.InTransactionAsync(
            async () =>
            {
                // An examiner marks whom they were named for, wherever the manager works; nobody else finds it.
                var found =
                    await db
                        .Assessments.Include(a => a.Examiners)
                        .FirstOrDefaultAsync(a => a.Id == id && a.Examiners.Any(e => e.Name == caller.Id), ct)
                    ?? throw RuleBrokenException.NotFound("assessment");
                if (found.ManagerNo == caller.ManagerNo)
                    throw new RuleBrokenException(
                        "assessment.about-yourself",
                        new("不能给自己评分。", "Nobody marks their own assessment.")
                    );
                found.Mark(caller.Id, marks, clock.GetUtcNow());
                trail.Note("state", found.State);
                await db.SaveChangesAsync(ct);
                if (found.State == Assessment.Done)
                    await KeepResultAsync(found, db, trail, ct);
                return found;
            },
            ct
        );
        return TypedResults.Ok(await AssessmentRoutes.ShowAsync(assessment, caller, db, ct));
    }

    private static async Task KeepResultAsync(
        Assessment done,
        TrainingDbContext db,
        AuditTrail trail,
        CancellationToken ct
    )
    {
        var attempts = await db
            .ExamResults.Where(r =>
                r.ManagerNo == done.ManagerNo
                && r.ExamCode == done.ExamCode
                && r.Form == done.Form
                && r.TakenOn == done.HeldOn
            )
            .Select(r => r.Attempt)
            .ToListAsync(ct);
        db.ExamResults.Add(
            new(
                done.ManagerNo,
                done.ExamCode,
                done.Form,
                done.HeldOn,
                attempts.Count == 0 ? 1 : attempts.Max() + 1,
                done.Score!.Value
            )
        );
        await db.SaveChangesAsync(ct);
        await GrantByExam.ApplyAsync([(done.ManagerNo, done.ExamCode)], db, trail, ct);
        await db.SaveChangesAsync(ct);
    }

    private static GivenMark Read(Line line, int at)
    {
        var field = string.Create(CultureInfo.InvariantCulture, $"marks[{at}]");
        var reason = TypedText.Read(line?.Reason, Lengths.Reason, $"{field}.reason");
        if (line?.Marks is null || reason is null)
            throw new RuleBrokenException(
                "assessment.marks-not-valid",
                new($"{field}：请填写分数和理由。", $"{field}: marks and a reason are needed."),
                status: 400
            );
        return new(line.Marks.Value, reason);
    }
}

using System.ComponentModel.DataAnnotations;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Bounds;
using CardTeam.Platform.Organisation;
using CardTeam.Platform.Roster;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Training.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Training.Exams;

/// <summary>Names the two examiners of an interview or a practical, and where they disagree the third.</summary>
internal static class OpenAssessment
{
    /// <param name="Form"><c>interview</c> or <c>practical</c>.</param>
    /// <param name="HeldOn">The day it is held on.</param>
    /// <param name="Examiners">The users who mark, two.</param>
    public sealed record Request(
        [property: Required, MaxLength(Lengths.ExamCode)] string? Exam,
        [property: Required, MaxLength(Lengths.ManagerNo)] string? ManagerNo,
        [property: Required, AllowedValues("interview", "practical")] string? Form,
        [property: Required] DateOnly? HeldOn,
        [property: Required, MinLength(2), MaxLength(2)] IReadOnlyList<string>? Examiners
    );

    /// <param name="Examiner">The user who marks as the third.</param>
    public sealed record ThirdRequest([property: Required, MaxLength(Lengths.PersonName)] string? Examiner);

    public static async Task<Created<AssessmentRoutes.Detail>> Handle(
        Request request,
        Caller caller,
        BankBounds bounds,
        PartOfBankFinder finder,
        TrainingDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        if (bounds.OfPlanned(request.HeldOn!.Value) is { } refusal)
            throw refusal.Of("heldOn");
        var managerNo = Codes.Read(request.ManagerNo, Lengths.ManagerNo, "managerNo") ?? "";
        var examiners = request.Examiners!.Select((e, at) => ReadUser(e, Invariant($"examiners[{at}]"))).ToList();
        var part = await finder.FindAsync(ct);
        var assessment = await db.InTransactionAsync(
            async () =>
            {
                if (
                    !await db.Set<KnownManager>()
                        .OfManagersWithin(part, m => m.ManagerNo, db, clock)
                        .AnyAsync(m => m.ManagerNo == managerNo, ct)
                )
                    throw RuleBrokenException.NotFound("manager");
                var exam = await ExamRoutes.FindAsync(request.Exam!, db.Exams, ct);
                var made = Assessment.Name(
                    exam,
                    managerNo,
                    request.Form!,
                    request.HeldOn.Value,
                    examiners,
                    caller.Id,
                    clock.GetUtcNow()
                );
                db.Assessments.Add(made);
                trail.About(made.Id.ToString());
                trail.Note("exam", exam.Code);
                trail.Note("form", made.Form);
                trail.Note("examiners", string.Join(' ', examiners));
                await db.SaveChangesAsync(ct);
                return made;
            },
            ct
        );
        return TypedResults.Created(
            $"/{TrainingService.Name}/assessments/{assessment.Id}",
            await AssessmentRoutes.ShowAsync(assessment, caller, db, ct)
        );
    }

    public static async Task<Ok<AssessmentRoutes.Detail>> NameThird(
        Guid id,
        ThirdRequest request,
        Caller caller,
        PartOfBankFinder finder,
        TrainingDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var examiner = ReadUser(request.Examiner, "examiner");
        var part = await finder.FindAsync(ct);
        var assessment = await db.InTransactionAsync(
            async () =>
            {
                var found =
                    await db
                        .Assessments.OfManagersWithin(part, a => a.ManagerNo, db, clock)
                        .Include(a => a.Examiners)
                        .FirstOrDefaultAsync(a => a.Id == id, ct)
                    ?? throw RuleBrokenException.NotFound("assessment");
                found.NameThird(examiner);
                trail.Note("examiner", examiner);
                await db.SaveChangesAsync(ct);
                return found;
            },
            ct
        );
        return TypedResults.Ok(await AssessmentRoutes.ShowAsync(assessment, caller, db, ct));
    }

    private static string ReadUser(string? given, string field) =>
        Codes.Read(given, Lengths.PersonName, field)
        ?? throw new RuleBrokenException(
            "assessment.examiners-differ",
            new($"{field}：请填写考官。", $"{field}: name the examiner."),
            status: 400
        );
}

using System.Text.Json.Serialization;
using CardTeam.Contracts;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.Platform.Roster;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Description;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Training.Data;
using CardTeam.Training.Sessions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Training.Exams;

/// <summary>Interviews and practicals. Nobody sees another examiner's marks before all have marked.</summary>
internal static class AssessmentRoutes
{
    /// <param name="Form"><c>interview</c> or <c>practical</c>.</param>
    /// <param name="State"><c>marking</c>, <c>third</c> (a third examiner is wanted or marks) or <c>done</c>.</param>
    /// <param name="Marked">The number of examiners who have marked.</param>
    /// <param name="Score">0–100; null until it is done.</param>
    public sealed record Row(
        Guid Id,
        string ManagerNo,
        string? Name,
        string Exam,
        string Form,
        DateOnly HeldOn,
        string State,
        int Examiners,
        int Marked,
        [property: JsonConverter(typeof(RatioJson))] decimal? Score
    );

    /// <param name="IsPassed">Null until it is done.</param>
    /// <param name="MayMark">True for an examiner who has not marked yet.</param>
    /// <param name="MayNameThird">True for the training team where a third examiner is wanted.</param>
    public sealed record Detail(
        Row Assessment,
        Text Title,
        [property: JsonConverter(typeof(RatioJson))] decimal PassMark,
        bool? IsPassed,
        IReadOnlyList<RubricLine> Rubric,
        IReadOnlyList<Marked> Examiners,
        bool MayMark,
        bool MayNameThird
    );

    /// <param name="HasMarked">True once they have marked.</param>
    /// <param name="Total">The sum of their marks; null where it may not be seen yet.</param>
    /// <param name="Marks">
    /// Marks with their reasons in the order of the rubric; empty where they may not be seen yet.
    /// </param>
    public sealed record Marked(string Examiner, bool HasMarked, int? Total, IReadOnlyList<GivenMark> Marks);

    private static readonly ListOrder<Assessment> Order = new ListOrder<Assessment>("-heldOn")
        .By("heldOn", a => a.HeldOn)
        .By("managerNo", a => a.ManagerNo)
        .By("exam", a => a.ExamCode)
        .By("state", a => a.State)
        .Key("id", a => a.Id);

    private static readonly ExportColumn<Row>[] Columns =
    [
        new("managerNo", new("客户经理编号", "Manager number"), a => a.ManagerNo),
        new("name", new("姓名", "Name"), a => a.Name),
        new("exam", new("考试编号", "Exam code"), a => a.Exam),
        new("form", new("形式", "Form"), a => a.Form),
        new("heldOn", new("考试日期", "Held on"), a => a.HeldOn),
        new("state", new("状态", "State"), a => a.State),
        new("examiners", new("考官人数", "Examiners"), a => a.Examiners) { IsSummed = false },
        new("marked", new("已评分", "Marked"), a => a.Marked) { IsSummed = false },
        new("score", new("分数", "Score"), a => a.Score) { IsSummed = false },
    ];

    public static void MapAssessments(this IEndpointRouteBuilder app)
    {
        string[] readers = [Roles.Trainer, Roles.Hr, Roles.BranchHead, Roles.AccountManager, Roles.Auditor];
        var assessments = app.MapGroup("").WithTags("Assessments");
        assessments
            .MapPost("/assessments", OpenAssessment.Handle)
            .Describe(
                "Names the two examiners of an interview or a practical.",
                "400 assessment.examiners-differ",
                "404 manager.not-found",
                "404 exam.not-found",
                "409 assessment.not-of-exam"
            )
            .RequireRoles(Roles.Trainer);
        assessments
            .MapPost("/assessments/{id:guid}/third", OpenAssessment.NameThird)
            .Describe(
                "Names the third examiner where two were more than 20 marks apart.",
                "400 assessment.examiners-differ",
                "404 assessment.not-found",
                "409 assessment.no-third-wanted"
            )
            .RequireRoles(Roles.Trainer);
        assessments
            .MapPut("/assessments/{id:guid}/marks", MarkAssessment.Handle)
            .Describe(
                "Gives the caller's marks, once, with reasons.",
                "400 assessment.marks-not-valid",
                "404 assessment.not-found",
                "409 assessment.about-yourself",
                "409 assessment.already-marked"
            )
            .RequireRoles(Roles.Trainer, Roles.Hr, Roles.BranchHead, Roles.AccountManager);
        assessments
            .MapGet("/assessments/{id:guid}", Get)
            .Describe("Shows an assessment with what the caller may see of its marks.", "404 assessment.not-found")
            .AuditPersonalReads()
            .RequireRoles(readers);
        assessments
            .MapList("/assessments", (list, path) => list.MapGet(path, List))
            .Describe(
                "Lists interviews and practicals, the newest first.",
                "400 request.invalid-state",
                "400 request.invalid-limit",
                "400 request.invalid-cursor",
                "400 request.invalid-sort"
            )
            .AuditPersonalReads()
            .RequireRoles(readers);
    }

    /// <param name="mine">True for those that wait for the caller's marks.</param>
    /// <param name="search">A part of the manager's name or number.</param>
    private static async Task<Listing<Assessment, Row>> List(
        [AsParameters] ListQuery list,
        string? exam,
        string? manager,
        string? state,
        bool? mine,
        string? search,
        Caller caller,
        PartOfBankFinder part,
        TrainingDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        if (state is not null && !Assessment.States.Contains(state, StringComparer.Ordinal))
            throw new RuleBrokenException(
                "request.invalid-state",
                new("state 应为 marking、third 或 done。", "state is marking, third or done."),
                status: 400
            );
        // An examiner has their own to mark wherever the manager works.
        var assessments =
            mine == true
                ? db.Assessments.AsNoTracking().Where(a => a.Examiners.Any(e => e.Name == caller.Id && e.Total == null))
                : db.Assessments.AsNoTracking().OfManagersWithin(await part.FindAsync(ct), a => a.ManagerNo, db, clock);
        assessments = assessments.OfManagersLike(search, a => a.ManagerNo, db);
        if (exam is not null)
            assessments = assessments.Where(a => a.ExamCode == exam);
        if (manager is not null)
            assessments = assessments.Where(a => a.ManagerNo == manager);
        if (state is not null)
            assessments = assessments.Where(a => a.State == state);
        return new(
            assessments,
            list,
            Order,
            a => new Row(
                a.Id,
                a.ManagerNo,
                db.ManagerNames.Where(n => n.ManagerNo == a.ManagerNo).Select(n => n.Name).FirstOrDefault(),
                a.ExamCode,
                a.Form,
                a.HeldOn,
                a.State,
                a.Examiners.Count,
                a.Examiners.Count(e => e.Total != null),
                a.Score
            ),
            Columns
        );
    }

    private static async Task<Ok<Detail>> Get(
        Guid id,
        Caller caller,
        PartOfBankFinder part,
        TrainingDbContext db,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var assessment =
            await db
                .Assessments.AsNoTracking()
                .Include(a => a.Examiners)
                .FirstOrDefaultAsync(a => a.Id == id && a.Examiners.Any(e => e.Name == caller.Id), ct)
            ?? await db
                .Assessments.AsNoTracking()
                .OfManagersWithin(await part.FindAsync(ct), a => a.ManagerNo, db, clock)
                .Include(a => a.Examiners)
                .FirstOrDefaultAsync(a => a.Id == id, ct)
            ?? throw RuleBrokenException.NotFound("assessment");
        return TypedResults.Ok(await ShowAsync(assessment, caller, db, ct));
    }

    internal static async Task<Detail> ShowAsync(
        Assessment assessment,
        Caller caller,
        TrainingDbContext db,
        CancellationToken ct
    )
    {
        var terms = assessment.Terms;
        var isDone = assessment.State == Assessment.Done;
        var own = assessment.Of(caller.Id);
        var name = await db
            .ManagerNames.Where(n => n.ManagerNo == assessment.ManagerNo)
            .Select(n => n.Name)
            .FirstOrDefaultAsync(ct);
        return new(
            new(
                Id: assessment.Id,
                ManagerNo: assessment.ManagerNo,
                Name: name,
                Exam: assessment.ExamCode,
                Form: assessment.Form,
                HeldOn: assessment.HeldOn,
                State: assessment.State,
                Examiners: assessment.Examiners.Count,
                Marked: assessment.Examiners.Count(e => e.Total is not null),
                Score: assessment.Score
            ),
            terms.Title,
            terms.PassMark,
            assessment.IsPassed,
            terms.Rubric,
            [
                .. assessment
                    .Examiners.OrderBy(e => e.Place)
                    .Select(e => new Marked(
                        e.Name,
                        e.Total is not null,
                        isDone || ReferenceEquals(e, own) ? e.Total : null,
                        isDone || ReferenceEquals(e, own) ? e.Marks : []
                    )),
            ],
            MayMark: own is { Total: null } && assessment.ManagerNo != caller.ManagerNo,
            MayNameThird: assessment.State == Assessment.Third
                && assessment.Examiners.Count == 2
                && caller.Is(Roles.Trainer)
        );
    }
}

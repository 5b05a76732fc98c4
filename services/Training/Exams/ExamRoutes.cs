using System.Text.Json.Serialization;
using CardTeam.Contracts;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Description;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Training.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Training.Exams;

internal static class ExamRoutes
{
    /// <param name="Forms">The forms that must all be passed.</param>
    /// <param name="PassMark">The least score that passes a form, 0–100.</param>
    /// <param name="Attempts">The most sittings of a manager within the window.</param>
    /// <param name="Questions">The number of questions of a paper.</param>
    /// <param name="Grants">The certificate that passing all forms grants; null for none.</param>
    public sealed record Answer(
        string Code,
        int Version,
        Text Title,
        string Course,
        IReadOnlyList<string> Forms,
        [property: JsonConverter(typeof(RatioJson))] decimal PassMark,
        int Attempts,
        int Minutes,
        Window Window,
        IReadOnlyList<BlueprintLine> Blueprint,
        int Questions,
        ExamGrant? Grants,
        IReadOnlyList<RubricLine> Rubric,
        string ChangedBy,
        DateTimeOffset ChangedAt
    )
    {
        public static Answer Of(Exam exam)
        {
            var terms = exam.Terms;
            return new(
                Code: exam.Code,
                Version: exam.Version,
                Title: terms.Title,
                Course: terms.Course,
                Forms: terms.Forms,
                PassMark: terms.PassMark,
                Attempts: terms.Attempts,
                Minutes: terms.Minutes,
                Window: new(terms.From, terms.To),
                Blueprint: terms.Blueprint,
                Questions: terms.Questions,
                Grants: terms.Grants,
                Rubric: terms.Rubric,
                ChangedBy: exam.ChangedBy,
                ChangedAt: exam.ChangedAt
            );
        }
    }

    /// <summary>The days on which a sitting may begin, both included.</summary>
    public sealed record Window(DateOnly From, DateOnly To);

    private static readonly ListOrder<Exam> Order = new ListOrder<Exam>("code")
        .Key("code", e => e.Code)
        .By("course", e => e.Course)
        .By("from", e => e.From)
        .By("to", e => e.To);

    private static readonly ExportColumn<Answer>[] Columns =
    [
        new("code", new("考试编号", "Exam code"), e => e.Code),
        new("titleZh", new("名称", "Name (Chinese)"), e => e.Title.Zh),
        new("titleEn", new("名称（英文）", "Name"), e => e.Title.En),
        new("course", new("课程", "Course"), e => e.Course),
        new("forms", new("形式", "Forms"), e => string.Join(' ', e.Forms)),
        new("passMark", new("及格分", "Pass mark"), e => e.PassMark) { IsSummed = false },
        new("attempts", new("次数", "Attempts"), e => e.Attempts) { IsSummed = false },
        new("minutes", new("时长（分钟）", "Minutes"), e => e.Minutes) { IsSummed = false },
        new("from", new("开始日期", "From"), e => e.Window.From),
        new("to", new("截止日期", "To"), e => e.Window.To),
        new("questions", new("题数", "Questions"), e => e.Questions) { IsSummed = false },
        new("certificate", new("发放证书", "Certificate"), e => e.Grants?.Certificate),
        new("months", new("有效月数", "Months"), e => e.Grants?.Months) { IsSummed = false },
    ];

    public static void MapExams(this IEndpointRouteBuilder app)
    {
        string[] readers = [Roles.Trainer, Roles.Hr, Roles.BranchHead, Roles.AccountManager, Roles.Auditor];
        var exams = app.MapGroup("").WithTags("Exams");
        exams
            .MapPut("/exams/{code}", PutExam.Handle)
            .Describe(
                "Plans an exam, or changes its plan; sittings under way keep the terms they began with.",
                "400 exam.not-valid",
                "400 exam.unknown-course",
                "409 code.differs-in-case-only",
                "409 exam.ends-before-it-begins",
                "409 exam.without-blueprint",
                "409 exam.without-rubric",
                "409 exam.rubric-not-100",
                "409 exam.blueprint-twice",
                "409 exam.bank-too-small"
            )
            .RequireRoles(Roles.Trainer)
            .RequireWholeBank();
        exams
            .MapList("/exams", (list, path) => list.MapGet(path, List))
            .Describe(
                "Lists exams.",
                "400 request.invalid-limit",
                "400 request.invalid-cursor",
                "400 request.invalid-sort"
            )
            .RequireRoles(readers);
        exams
            .MapGet("/exams/{code}", Get)
            .Describe("Shows an exam with its blueprint.", "404 exam.not-found")
            .RequireRoles(readers);
    }

    /// <param name="openOn">A day: only exams whose window includes it.</param>
    /// <param name="search">A part of the code or of the Chinese title.</param>
    private static Listing<Exam, Answer> List(
        [AsParameters] ListQuery list,
        DateOnly? openOn,
        string? course,
        string? search,
        TrainingDbContext db
    )
    {
        var exams = db.Exams.AsNoTracking();
        if (openOn is not null)
            exams = exams.Where(e => e.From <= openOn && e.To >= openOn);
        if (course is not null)
            exams = exams.Where(e => e.Course == course);
        if (!string.IsNullOrWhiteSpace(search))
        {
            var part = search.Trim();
            exams = exams.Where(e => e.Code.Contains(part) || e.Title.Contains(part));
        }

        return new(exams, list, Order, e => Answer.Of(e), Columns);
    }

    private static async Task<Ok<Answer>> Get(string code, TrainingDbContext db, CancellationToken ct) =>
        TypedResults.Ok(Answer.Of(await FindAsync(code, db.Exams.AsNoTracking(), ct)));

    internal static async Task<Exam> FindAsync(string code, IQueryable<Exam> exams, CancellationToken ct) =>
        await exams.FirstOrDefaultAsync(e => e.Code == code, ct) ?? throw RuleBrokenException.NotFound("exam");
}

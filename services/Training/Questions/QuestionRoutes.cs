using System.Text.Json.Serialization;
using CardTeam.Contracts;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Lists;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Description;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Training.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Training.Questions;

/// <summary>
/// The question bank. Only the training team of the whole bank reads it, and nobody while they sit an exam themselves.
/// </summary>
internal static class QuestionRoutes
{
    /// <summary>A question without its key.</summary>
    /// <param name="Title">The beginning of the Chinese text.</param>
    /// <param name="Points">The points of all its items; 0 for a case that has no parts yet.</param>
    public sealed record Row(
        string Code,
        int Version,
        string Kind,
        string Topic,
        string Difficulty,
        string Title,
        int Points,
        bool IsRetired,
        string ChangedBy,
        DateTimeOffset ChangedAt
    );

    /// <summary>A question with its key.</summary>
    /// <param name="Edition">The edition of the bank with which this version came.</param>
    /// <param name="Items">What is asked: one item, or the parts of a case.</param>
    public sealed record Detail(
        string Code,
        int Version,
        int Edition,
        string Kind,
        string Topic,
        string Difficulty,
        Text Stem,
        Text? Explanation,
        IReadOnlyList<Item> Items,
        bool IsRetired,
        string ChangedBy,
        DateTimeOffset ChangedAt
    )
    {
        public static Detail Of(Question question)
        {
            var asked = question.Asked;
            return new(
                Code: question.Code,
                Version: question.Version,
                Edition: question.Edition,
                Kind: question.Kind,
                Topic: question.Topic,
                Difficulty: question.Difficulty,
                Stem: asked.Stem,
                Explanation: asked.Explanation,
                Items: [.. asked.Items.Select(i => new Item(i.Kind, i.Stem, i.Points, i.Choices, i.Key, i.Tolerance))],
                IsRetired: question.IsRetired,
                ChangedBy: question.ChangedBy,
                ChangedAt: question.ChangedAt
            );
        }
    }

    /// <summary>A part that is asked and marked by itself.</summary>
    /// <param name="Stem">The question of a part of a case; null otherwise.</param>
    /// <param name="Key">The letters of the right choices, or the number.</param>
    public sealed record Item(
        string Kind,
        Text? Stem,
        int Points,
        IReadOnlyList<Text> Choices,
        string Key,
        [property: JsonConverter(typeof(RatioJson))] decimal Tolerance
    );

    private static readonly ListOrder<Question> Order = new ListOrder<Question>("code")
        .Key("code", q => q.Code)
        .By("topic", q => q.Topic)
        .By("difficulty", q => q.Difficulty)
        .By("kind", q => q.Kind)
        .By("points", q => q.Points)
        .By("changedAt", q => q.ChangedAt);

    private static readonly ExportColumn<Row>[] Columns =
    [
        new("code", new("试题编号", "Question code"), q => q.Code),
        new("version", new("版本", "Version"), q => q.Version) { IsSummed = false },
        new("kind", new("题型", "Kind"), q => q.Kind),
        new("topic", new("知识点", "Topic"), q => q.Topic),
        new("difficulty", new("难度", "Difficulty"), q => q.Difficulty),
        new("title", new("题干", "Question"), q => q.Title),
        new("points", new("分值", "Points"), q => q.Points),
        new("retired", new("已停用", "Retired"), q => q.IsRetired),
        new("changedBy", new("修改人", "Changed by"), q => q.ChangedBy),
        new("changedAt", new("修改时间（UTC）", "Changed at (UTC)"), q => q.ChangedAt),
    ];

    public static void MapQuestions(this IEndpointRouteBuilder app)
    {
        var questions = app.MapGroup("").WithTags("Questions");
        questions
            .MapPut("/questions/{code}", PutQuestion.Handle)
            .Describe(
                "Writes a question of the bank; papers drawn before keep the version they had.",
                "400 question.not-valid",
                "409 code.differs-in-case-only",
                "409 question.sitting-open"
            )
            .RequireRoles(Roles.Trainer)
            .RequireWholeBank();
        questions
            .MapList("/questions", (list, path) => list.MapGet(path, List))
            .Describe(
                "Lists the question bank, without keys.",
                "400 question.not-valid",
                "400 request.invalid-limit",
                "400 request.invalid-cursor",
                "400 request.invalid-sort",
                "409 question.sitting-open"
            )
            .RequireRoles(Roles.Trainer)
            .RequireWholeBank();
        questions
            .MapGet("/questions/{code}", Get)
            .Describe("Shows a question with its key.", "404 question.not-found", "409 question.sitting-open")
            .AuditReads()
            .RequireRoles(Roles.Trainer)
            .RequireWholeBank();
    }

    /// <param name="topic">A topic as written in the bank.</param>
    /// <param name="retired">True for retired questions only, false for those in use; null for all.</param>
    /// <param name="search">A part of the code or of the beginning of the Chinese text.</param>
    private static async Task<Listing<Question, Row>> List(
        [AsParameters] ListQuery list,
        string? topic,
        string? difficulty,
        string? kind,
        bool? retired,
        string? search,
        Caller caller,
        BankDoor door,
        TrainingDbContext db,
        CancellationToken ct
    )
    {
        await door.CheckAsync(caller, ct);
        Check("difficulty", difficulty, QuestionBounds.Difficulties);
        Check("kind", kind, QuestionBounds.Kinds);
        var questions = db.Questions.AsNoTracking().Where(q => q.UntilEdition == null);
        if (topic is not null)
            questions = questions.Where(q => q.Topic == topic);
        if (difficulty is not null)
            questions = questions.Where(q => q.Difficulty == difficulty);
        if (kind is not null)
            questions = questions.Where(q => q.Kind == kind);
        if (retired is not null)
            questions = questions.Where(q => q.IsRetired == retired);
        if (!string.IsNullOrWhiteSpace(search))
        {
            var part = search.Trim();
            questions = questions.Where(q => q.Code.Contains(part) || q.Title.Contains(part));
        }

        return new(
            questions,
            list,
            Order,
            q => new Row(
                q.Code,
                q.Version,
                q.Kind,
                q.Topic,
                q.Difficulty,
                q.Title,
                q.Points,
                q.IsRetired,
                q.ChangedBy,
                q.ChangedAt
            ),
            Columns
        );
    }

    private static async Task<Ok<Detail>> Get(
        string code,
        Caller caller,
        BankDoor door,
        TrainingDbContext db,
        CancellationToken ct
    )
    {
        await door.CheckAsync(caller, ct);
        var question =
            await db.Questions.AsNoTracking().FirstOrDefaultAsync(q => q.Code == code && q.UntilEdition == null, ct)
            ?? throw RuleBrokenException.NotFound("question");
        return TypedResults.Ok(Detail.Of(question));
    }

    private static void Check(string field, string? given, string[] known)
    {
        if (given is not null && !known.Contains(given, StringComparer.Ordinal))
            throw QuestionBounds.NotValid(
                field,
                $"应为 {string.Join("、", known)} 之一。",
                $"is one of {string.Join(", ", known)}."
            );
    }
}

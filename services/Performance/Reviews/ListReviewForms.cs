using CardTeam.Performance.Data;
using CardTeam.Platform.Lists;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Reviews;

/// <summary>Lists the forms, and shows one.</summary>
internal static class ListReviewForms
{
    /// <param name="ChangedBy">Person who changed it; null for the form of the release.</param>
    public sealed record Answer(
        string Code,
        int Version,
        Text Name,
        IReadOnlyList<Competency> Competencies,
        IReadOnlyList<Text> Anchors,
        bool HasText,
        IReadOnlyList<RelationWeight> Weights,
        int Minimum,
        string? ChangedBy,
        DateTimeOffset? ChangedAt
    )
    {
        public static Answer Of(ReviewForm form)
        {
            var terms = form.Terms;
            return new(
                Code: form.Code,
                Version: form.Version,
                Name: terms.Name,
                Competencies: terms.Competencies,
                Anchors: terms.Anchors,
                HasText: terms.HasText,
                Weights: terms.Weights,
                Minimum: terms.Minimum,
                ChangedBy: form.ChangedBy,
                ChangedAt: form.ChangedAt
            );
        }
    }

    private static readonly ListOrder<ReviewForm> Order = new ListOrder<ReviewForm>("code").Key("code", f => f.Code);

    private static readonly ExportColumn<Answer>[] Columns =
    [
        new("code", new("代码", "Code"), f => f.Code),
        new("nameZh", new("名称", "Name (Chinese)"), f => f.Name.Zh),
        new("nameEn", new("名称（英文）", "Name"), f => f.Name.En),
        new("competencies", new("能力项数", "Competencies"), f => f.Competencies.Count) { IsSummed = false },
        new("minimum", new("最少答卷数", "Fewest answers shown"), f => f.Minimum) { IsSummed = false },
        new("changedBy", new("修改人", "Changed by"), f => f.ChangedBy),
        new("changedAt", new("修改时间（UTC）", "Changed at (UTC)"), f => f.ChangedAt),
    ];

    public static Listing<ReviewForm, Answer> Handle([AsParameters] ListQuery list, PerformanceDbContext db) =>
        new(db.ReviewForms.AsNoTracking(), list, Order, f => Answer.Of(f), Columns);

    public static async Task<Ok<Answer>> Get(string code, PerformanceDbContext db, CancellationToken ct) =>
        TypedResults.Ok(Answer.Of(await FindAsync(code, db, ct)));

    internal static async Task<ReviewForm> FindAsync(string code, PerformanceDbContext db, CancellationToken ct) =>
        await db.ReviewForms.AsNoTracking().FirstOrDefaultAsync(f => f.Code == code, ct)
        ?? throw RuleBrokenException.NotFound("review-form");
}

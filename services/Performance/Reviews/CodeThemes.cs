using System.ComponentModel.DataAnnotations;
using System.Globalization;
using CardTeam.Performance.Data;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Bounds;
using CardTeam.Platform.Organisation;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Reviews;

/// <summary>
/// Codes words that are not shown as themes, and deletes them. HR reads them together, from at least the minimum of
/// raters, in the order of the alphabet and without the relation.
/// </summary>
internal static class CodeThemes
{
    /// <param name="Themes">The themes of the words; none where they say nothing that helps.</param>
    public sealed record Request(
        [property: Required, MaxLength(ReviewBounds.MostThemes)] IReadOnlyList<string>? Themes
    );

    /// <param name="Words">The words that wait.</param>
    public sealed record Answer(IReadOnlyList<string> Words);

    public static async Task<Ok<Answer>> Get(
        Guid id,
        PartOfBankFinder finder,
        PerformanceDbContext db,
        CancellationToken ct
    )
    {
        await ShowReviewResult.FindAsync(id, await finder.FindAsync(ct), db.ReviewResults.AsNoTracking(), ct);
        var words = await db.ReviewRemarks.Where(r => r.ResultId == id).Select(r => r.Words).ToListAsync(ct);
        return TypedResults.Ok(new Answer([.. words.Order(StringComparer.Ordinal)]));
    }

    public static async Task<Ok<ShowReviewResult.Detail>> Handle(
        Guid id,
        Request request,
        Caller caller,
        PartOfBankFinder finder,
        PerformanceDbContext db,
        AuditTrail trail,
        CancellationToken ct
    )
    {
        var themes = request
            .Themes!.Select(
                (theme, at) =>
                    TypedText.Read(theme, Lengths.Title, Invariant($"themes[{at}]"))
                    ?? throw new RuleBrokenException(
                        "review-result.theme-empty",
                        new("themes：主题不能为空。", "themes: a theme is not empty."),
                        status: 400
                    )
            )
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var part = await finder.FindAsync(ct);
        var result = await db.InTransactionAsync(
            async () =>
            {
                var found = await ShowReviewResult.FindAsync(id, part, db.ReviewResults, ct);
                found.SetThemes(themes);
                db.ReviewRemarks.RemoveRange(await db.ReviewRemarks.Where(r => r.ResultId == id).ToListAsync(ct));
                trail.Note("themes", themes.Count.ToString(CultureInfo.InvariantCulture));
                await db.SaveChangesAsync(ct);
                return found;
            },
            ct
        );
        return TypedResults.Ok(await ShowReviewResult.DetailAsync(result, caller, db, ct));
    }
}

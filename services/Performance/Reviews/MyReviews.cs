using System.ComponentModel.DataAnnotations;
using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Bounds;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Reviews;

/// <summary>
/// The forms of open rounds that the caller is asked to fill. The audit trail names the round and neither the person
/// nor the form: who was rated when would tell answers apart.
/// </summary>
internal static class MyReviews
{
    /// <param name="Items">The forms, those that wait first, then by their due day.</param>
    public sealed record Mine(IReadOnlyList<Row> Items);

    /// <param name="Relation"><c>self</c>, <c>superior</c>, <c>peer</c> or <c>partner</c>.</param>
    /// <param name="State"><c>asked</c>, <c>answered</c> or <c>declined</c>.</param>
    public sealed record Row(
        Guid Id,
        Period Period,
        string ManagerNo,
        string? Name,
        string Relation,
        DateOnly DueOn,
        string State
    );

    /// <param name="Minimum">The fewest answers that are shown together.</param>
    /// <param name="Marks">The draft, a mark a competency; null once it was sent.</param>
    public sealed record Form(
        Row Review,
        Text Title,
        IReadOnlyList<Competency> Competencies,
        IReadOnlyList<Text> Anchors,
        bool HasText,
        int Minimum,
        IReadOnlyList<int?>? Marks,
        string? Words
    );

    /// <param name="Marks">A mark from 1 to 5 for each competency in the order of the form; null for none yet.</param>
    /// <param name="Words">Words of one's own.</param>
    /// <param name="Send">True to send the form, after which it cannot be changed; false to keep a draft.</param>
    public sealed record SaveRequest(
        [property: Required, MaxLength(ReviewBounds.MostCompetencies)] IReadOnlyList<int?>? Marks,
        [property: MaxLength(Lengths.Comment)] string? Words,
        bool Send
    );

    /// <param name="Reason">The reason, which HR reads without a name.</param>
    public sealed record DeclineRequest([property: Required, MaxLength(Lengths.Reason)] string? Reason);

    public static async Task<Ok<Mine>> List(Caller caller, PerformanceDbContext db, CancellationToken ct)
    {
        var mine = await Of(caller, db)
            .AsNoTracking()
            .Join(
                db.ReviewRounds.Where(r => r.State == ReviewWords.Open),
                r => r.RoundId,
                r => r.Id,
                (rater, round) =>
                    new Row(
                        rater.Id,
                        round.Period,
                        rater.ManagerNo,
                        db.Managers.Where(m => m.ManagerNo == rater.ManagerNo).Select(m => m.Name).FirstOrDefault(),
                        rater.Relation,
                        round.DueOn,
                        rater.State
                    )
            )
            .ToListAsync(ct);
        return TypedResults.Ok(
            new Mine([
                .. mine.OrderBy(r => r.State != ReviewWords.Asked)
                    .ThenBy(r => r.DueOn)
                    .ThenBy(r => r.Relation != ReviewWords.Self)
                    .ThenBy(r => r.ManagerNo, StringComparer.Ordinal),
            ])
        );
    }

    public static async Task<Ok<Form>> Get(Guid id, Caller caller, PerformanceDbContext db, CancellationToken ct)
    {
        var (rater, round) = await FindAsync(id, caller, db, ct);
        return TypedResults.Ok(await FormAsync(rater, round, db, ct));
    }

    public static async Task<Ok<Form>> Save(
        Guid id,
        SaveRequest request,
        Caller caller,
        PerformanceDbContext db,
        AuditTrail trail,
        CancellationToken ct
    )
    {
        var words = TypedText.Read(request.Words, Lengths.Comment, "words", hasLines: true);
        if (words is not null && CardNumbers.IsIn(words))
            throw CardNumbers.Refusal.Of("words");
        var form = await db.InTransactionAsync(
            async () =>
            {
                var (rater, round) = await FindAsync(id, caller, db, ct);
                trail.About(round.Id.ToString());
                rater.CheckAsked();
                var terms = round.Terms;
                Check(request, terms);
                var answer = await db.ReviewAnswers.FirstAsync(a => a.Key == rater.AnswerKey, ct);
                answer.Keep(request.Marks!, terms.HasText ? words : null);
                if (request.Send)
                    rater.Answer();
                await db.SaveChangesAsync(ct);
                return await FormAsync(rater, round, db, ct);
            },
            ct
        );
        return TypedResults.Ok(form);
    }

    public static async Task<Ok<Form>> Decline(
        Guid id,
        DeclineRequest request,
        Caller caller,
        PerformanceDbContext db,
        AuditTrail trail,
        CancellationToken ct
    )
    {
        var reason = ReviewBounds.ReadReason(request.Reason);
        var form = await db.InTransactionAsync(
            async () =>
            {
                var (rater, round) = await FindAsync(id, caller, db, ct);
                trail.About(round.Id.ToString());
                rater.Decline(reason);
                var answer = await db.ReviewAnswers.FirstAsync(a => a.Key == rater.AnswerKey, ct);
                answer.Keep([], null);
                await db.SaveChangesAsync(ct);
                return await FormAsync(rater, round, db, ct);
            },
            ct
        );
        return TypedResults.Ok(form);
    }

    private static void Check(SaveRequest request, ReviewTerms terms)
    {
        var marks = request.Marks!;
        if (
            marks.Count != terms.Competencies.Count
            || marks.Any(m => m is < ReviewBounds.LowestMark or > ReviewBounds.HighestMark)
        )
            throw new RuleBrokenException(
                "review.marks-not-valid",
                new(
                    Invariant($"marks：应有 {terms.Competencies.Count} 项，每项 1 至 5 分。"),
                    Invariant($"marks: there are {terms.Competencies.Count}, each from 1 to 5.")
                ),
                status: 400
            );
        if (request.Send && marks.Any(m => m is null))
            throw new RuleBrokenException(
                "review.not-complete",
                new(
                    "还有能力项没有评分；无法评价时请谢绝。",
                    "Some abilities have no mark yet; decline if you cannot judge."
                )
            );
    }

    private static async Task<Form> FormAsync(
        ReviewRater rater,
        ReviewRound round,
        PerformanceDbContext db,
        CancellationToken ct
    )
    {
        var terms = round.Terms;
        var name = await db
            .Managers.Where(m => m.ManagerNo == rater.ManagerNo)
            .Select(m => m.Name)
            .FirstOrDefaultAsync(ct);
        var draft =
            rater.State == ReviewWords.Asked
                ? await db.ReviewAnswers.AsNoTracking().FirstAsync(a => a.Key == rater.AnswerKey, ct)
                : null;
        return new(
            new(rater.Id, round.Period, rater.ManagerNo, name, rater.Relation, round.DueOn, rater.State),
            terms.Name,
            terms.Competencies,
            terms.Anchors,
            terms.HasText,
            terms.Minimum,
            draft is null
                ? null
                :
                [
                    .. terms.Competencies.Select(
                        (_, at) => draft.Read().ElementAtOrDefault(at) is > 0 and var mark ? mark : (int?)null
                    ),
                ],
            draft?.Words
        );
    }

    /// <exception cref="RuleBrokenException">404: the form is not the caller's, or the round is not open.</exception>
    private static async Task<(ReviewRater Rater, ReviewRound Round)> FindAsync(
        Guid id,
        Caller caller,
        PerformanceDbContext db,
        CancellationToken ct
    )
    {
        var rater = await Of(caller, db).FirstOrDefaultAsync(r => r.Id == id, ct);
        var round = rater is null
            ? null
            : await db
                .ReviewRounds.AsNoTracking()
                .FirstOrDefaultAsync(r => r.Id == rater.RoundId && r.State == ReviewWords.Open, ct);
        return round is null ? throw RuleBrokenException.NotFound("review") : (rater!, round);
    }

    /// <summary>The forms of a manager, and of the head of a unit.</summary>
    private static IQueryable<ReviewRater> Of(Caller caller, PerformanceDbContext db)
    {
        var managerNo = caller.ManagerNo ?? "";
        var org = caller.Is(Roles.BranchHead) ? caller.Org ?? "" : "";
        return db.ReviewRaters.Where(r =>
            (r.Rater != null && r.Rater == managerNo) || (r.HeadOf != null && r.HeadOf == org)
        );
    }
}

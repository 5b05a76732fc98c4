using System.ComponentModel.DataAnnotations;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Training.Data;
using CardTeam.Training.Questions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Training.Sittings;

/// <summary>
/// Saves an answer of one's own open sitting. It writes one row and no audit entry: the row is the record, and
/// beginning and end have their entries.
/// </summary>
internal static class SaveAnswer
{
    /// <param name="Given">
    /// An answer for each item of the question: letters of choices as they are shown, or a number; empty for none.
    /// </param>
    /// <param name="Change">
    /// The number of the change, greater than that of every change before it: one that arrives late replaces nothing.
    /// </param>
    public sealed record Request(
        [property: Required, MinLength(1), MaxLength(QuestionBounds.MostParts)] IReadOnlyList<string>? Given,
        [property: Required, Range(1, Lengths.LargestCount)] int? Change
    );

    /// <param name="Change">The number of the change that is saved.</param>
    /// <param name="SecondsLeft">The time that is left, by the server's clock.</param>
    public sealed record Answer(int Place, int Change, DateTimeOffset SavedAt, int SecondsLeft);

    public static async Task<Ok<Answer>> Handle(
        Guid id,
        int n,
        Request request,
        Caller caller,
        TrainingDbContext db,
        AnswerWriter writer,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var managerNo = caller.ManagerNo ?? "";
        var known =
            await db
                .SittingAnswers.AsNoTracking()
                .Where(a => a.SittingId == id && a.Place == n)
                .Join(
                    db.Sittings.Where(s => s.ManagerNo == managerNo),
                    a => a.SittingId,
                    s => s.Id,
                    (a, s) => new { a.Layout, s.EndsAt }
                )
                .FirstOrDefaultAsync(ct)
            ?? throw RuleBrokenException.NotFound("sitting");
        if (request.Given!.Any(g => g?.Length > QuestionBounds.Number))
            throw new RuleBrokenException(
                "sitting.answer-not-valid",
                new("given：答案太长。", "given: the answer is too long."),
                status: 400
            );
        var given = ItemLayout.Read(known.Layout, request.Given!);
        if (await writer.SaveAsync(id, n, given, request.Change!.Value, ct) is { } savedAt)
            return Ok(request.Change.Value, savedAt);

        // Not taken: the sitting is over, or a later change was here first.
        var kept = await db
            .SittingAnswers.AsNoTracking()
            .Where(a => a.SittingId == id && a.Place == n)
            .Select(a => new { a.Change, a.SavedAt })
            .SingleAsync(ct);
        var now = clock.GetUtcNow();
        if (
            kept.SavedAt is null
            || !await db.Sittings.AnyAsync(s => s.Id == id && s.EndedAt == null && s.EndsAt > now, ct)
        )
            throw Sitting.Over();
        return Ok(kept.Change, kept.SavedAt.Value);

        Ok<Answer> Ok(int change, DateTimeOffset at) =>
            TypedResults.Ok(new Answer(n, change, at, SittingRoutes.SecondsLeft(known.EndsAt, clock.GetUtcNow())));
    }
}

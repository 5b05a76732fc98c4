using System.ComponentModel.DataAnnotations;
using System.Globalization;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Bounds;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using CardTeam.Training.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Training.Questions;

/// <summary>Writes a question of the bank; papers drawn before keep the version they had.</summary>
internal static class PutQuestion
{
    /// <param name="Stem">The question; of a case, the story its parts are about.</param>
    /// <param name="Points">
    /// The points for a right answer, 1 to 20; null for 1, and for a case, whose parts have them.
    /// </param>
    /// <param name="Choices">The choices A, B, C …; null for a number, for true or false, and for a case.</param>
    /// <param name="Key">
    /// The letters of the right choices, the number, or <c>true</c> or <c>false</c>; null for a case.
    /// </param>
    /// <param name="Tolerance">How far a number may be from the key; null for not at all.</param>
    /// <param name="Parts">The parts of a case; null for all other kinds.</param>
    /// <param name="IsRetired">True for a question that no new paper has.</param>
    public sealed record Request(
        [property: Required, AllowedValues("single", "multiple", "true-false", "numeric", "ordering", "case")]
            string? Kind,
        [property: Required, MaxLength(QuestionBounds.Topic)] string? Topic,
        [property: Required, AllowedValues("easy", "medium", "hard")] string? Difficulty,
        [property: Required] Text? Stem,
        Text? Explanation,
        [property: Range(1, QuestionBounds.MostPoints)] int? Points,
        [property: MaxLength(QuestionBounds.MostChoices)] IReadOnlyList<Text>? Choices,
        [property: MaxLength(QuestionBounds.Number)] string? Key,
        [property: MaxLength(QuestionBounds.Number)] string? Tolerance,
        [property: MaxLength(QuestionBounds.MostParts)] IReadOnlyList<Part>? Parts,
        bool IsRetired = false
    );

    /// <summary>A part of a case, as a question is.</summary>
    public sealed record Part(
        [property: Required, AllowedValues("single", "multiple", "true-false", "numeric", "ordering")] string? Kind,
        [property: Required] Text? Stem,
        [property: Range(1, QuestionBounds.MostPoints)] int? Points,
        [property: MaxLength(QuestionBounds.MostChoices)] IReadOnlyList<Text>? Choices,
        [property: MaxLength(QuestionBounds.Number)] string? Key,
        [property: MaxLength(QuestionBounds.Number)] string? Tolerance
    );

    public static async Task<Ok<QuestionRoutes.Detail>> Handle(
        [RegularExpression("^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$")] string code,
        Request request,
        Caller caller,
        BankDoor door,
        TrainingDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var data = Read(request);
        var written = await db.InTransactionAsync(
            async () =>
            {
                db.ChangeTracker.Clear();
                await door.CheckAsync(caller, ct);
                var known = await db.Questions.FirstOrDefaultAsync(q => q.Code == code && q.UntilEdition == null, ct);
                if (
                    known is null
                    && (await AlikeCodes.AmongAsync(db.Questions.Select(q => q.Code), [code], ct)).Of(code) is { } alike
                )
                    throw AlikeCodes.Broken(code, alike);
                var (edition, now) = (await BankEdition.NextAsync(db, ct), clock.GetUtcNow());
                var version = known;
                if (known is null)
                {
                    version = Question.Write(code, data, edition, caller.Id, now);
                    db.Questions.Add(version);
                    if (request.IsRetired)
                        version.Revise(data, isRetired: true, edition, caller.Id, now);
                }
                else if (known.Revise(data, request.IsRetired, edition, caller.Id, now) is { } next)
                    db.Questions.Add(version = next);

                trail.Note("version", version!.Version.ToString(CultureInfo.InvariantCulture));
                trail.Change("topic", known?.Topic, version.Topic);
                trail.Change("difficulty", known?.Difficulty, version.Difficulty);
                trail.Change("retired", known?.IsRetired.ToString(), version.IsRetired.ToString());
                await db.SaveChangesAsync(ct);
                return version;
            },
            ct
        );
        return TypedResults.Ok(QuestionRoutes.Detail.Of(written));
    }

    private static QuestionData Read(Request request)
    {
        var topic = TypedText.Read(request.Topic, QuestionBounds.Topic, "topic");
        var stem = QuestionCheck.ReadText(request.Stem, QuestionBounds.Stem, "stem");
        var explanation = request.Explanation is null
            ? (Text?)null
            : QuestionCheck.ReadText(request.Explanation, QuestionBounds.Stem, "explanation");
        if (topic is null)
            throw QuestionBounds.NotValid("topic", "请填写知识点。", "is needed.");
        IReadOnlyList<QuestionItem> items;
        if (request.Kind == QuestionBounds.Case)
        {
            if (request.Parts is not { Count: > 0 } parts)
                throw QuestionBounds.NotValid("parts", "案例题至少有一个小题。", "a case has at least one part.");
            items =
            [
                .. parts.Select(
                    (p, at) =>
                    {
                        var field = Invariant($"parts[{at}].");
                        if (p?.Stem is null)
                            throw QuestionBounds.NotValid($"{field}stem", "请填写小题题干。", "is needed.");
                        return QuestionCheck.ReadItem(
                            new(p.Kind, p.Stem, p.Points, p.Choices, p.Key, p.Tolerance),
                            field
                        );
                    }
                ),
            ];
        }
        else
            items =
            [
                QuestionCheck.ReadItem(
                    new(request.Kind, null, request.Points, request.Choices, request.Key, request.Tolerance),
                    ""
                ),
            ];

        return new(request.Kind!, topic, request.Difficulty!, new(stem, explanation, items));
    }
}

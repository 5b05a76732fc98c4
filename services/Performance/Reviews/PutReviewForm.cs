using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json.Serialization;
using CardTeam.Contracts;
using CardTeam.Performance.Data;
using CardTeam.Performance.Kpis;
using CardTeam.Platform.Audit;
using CardTeam.Platform.Bounds;
using CardTeam.ServiceDefaults;
using CardTeam.ServiceDefaults.Bounds;
using CardTeam.ServiceDefaults.Errors;
using CardTeam.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Reviews;

/// <summary>Writes a form; rounds under way keep the terms they began with.</summary>
internal static class PutReviewForm
{
    /// <param name="Anchors">The meaning of the marks 1 to 5, in this order.</param>
    /// <param name="Weights">The weights of relations; a relation left out does not count.</param>
    /// <param name="Minimum">The fewest answers that are shown together; null for 3.</param>
    public sealed record Request(
        [property: Required] Text? Name,
        [property: Required, MinLength(1), MaxLength(ReviewBounds.MostCompetencies)]
            IReadOnlyList<GivenCompetency>? Competencies,
        [property: Required, MinLength(ReviewBounds.HighestMark), MaxLength(ReviewBounds.HighestMark)]
            IReadOnlyList<Text>? Anchors,
        bool HasText,
        [property: Required, MinLength(1), MaxLength(6)] IReadOnlyList<GivenWeight>? Weights,
        [property: Range(ReviewBounds.FewestAnswers, ReviewBounds.MostAnswersAsked)] int? Minimum
    );

    public sealed record GivenCompetency(
        [property: Required, MaxLength(Lengths.KpiCode)] string? Code,
        [property: Required] Text? Name,
        Text? About
    );

    public sealed record GivenWeight(
        [property: Required, AllowedValues("self", "superior", "peer", "partner", "customer", "results")]
            string? Relation,
        [property: Required, JsonConverter(typeof(RatioJson))] decimal? Weight
    );

    public static async Task<Ok<ListReviewForms.Answer>> Handle(
        string code,
        Request request,
        Caller caller,
        PerformanceDbContext db,
        AuditTrail trail,
        TimeProvider clock,
        CancellationToken ct
    )
    {
        var name = Codes.Read(code, Lengths.KpiCode, "code") ?? "";
        if (!Kpi.IsCode(name))
            throw NotValid("code", "应为小写字母、数字和横线。", "has lower-case letters, digits and hyphens.");
        var terms = Read(request);
        var form = await db.InTransactionAsync(
            async () =>
            {
                var found = await db.ReviewForms.FirstOrDefaultAsync(f => f.Code == name, ct);
                if (found is null)
                    db.ReviewForms.Add(found = new(name));
                trail.About(name);
                trail.Note("competencies", terms.Competencies.Count.ToString(CultureInfo.InvariantCulture));
                trail.Note("minimum", terms.Minimum.ToString(CultureInfo.InvariantCulture));
                trail.Note(
                    "weights",
                    string.Join(' ', terms.Weights.Select(w => Invariant($"{w.Relation} {w.Weight}")))
                );
                found.Set(terms, caller.Id, clock.GetUtcNow());
                await db.SaveChangesAsync(ct);
                return found;
            },
            ct
        );
        return TypedResults.Ok(ListReviewForms.Answer.Of(form));
    }

    private static ReviewTerms Read(Request given)
    {
        var competencies = given
            .Competencies!.Select(
                (c, at) =>
                {
                    var field = Invariant($"competencies[{at}]");
                    var code = Codes.Read(c?.Code, Lengths.KpiCode, $"{field}.code");
                    if (code is null || !Kpi.IsCode(code))
                        throw NotValid(
                            $"{field}.code",
                            "应为小写字母、数字和横线。",
                            "has lower-case letters, digits and hyphens."
                        );
                    return new Competency(
                        code,
                        TextOf(c!.Name, Lengths.Title, $"{field}.name"),
                        c.About is null ? new("", "") : TextOf(c.About, Lengths.Category, $"{field}.about")
                    );
                }
            )
            .ToList();
        if (competencies.DistinctBy(c => c.Code, StringComparer.Ordinal).Count() < competencies.Count)
            throw NotValid("competencies", "有重复的代码。", "has a code twice.");
        var weights = given.Weights!.Select(w => new RelationWeight(w!.Relation!, w.Weight!.Value)).ToList();
        if (weights.DistinctBy(w => w.Relation, StringComparer.Ordinal).Count() < weights.Count)
            throw NotValid("weights", "有重复的评价人类别。", "has a relation twice.");
        if (weights.Exists(w => w.Weight is < 0 or > 1 || w.Weight.Scale > 4) || weights.Sum(w => w.Weight) != 1)
            throw NotValid(
                "weights",
                "权重应在 0 到 1 之间，最多 4 位小数，合计为 1。",
                "lie between 0 and 1 with at most 4 decimals, and add up to 1."
            );
        return new(
            TextOf(given.Name, Lengths.Title, "name"),
            competencies,
            [.. given.Anchors!.Select((a, at) => TextOf(a, Lengths.Title, Invariant($"anchors[{at}]")))],
            given.HasText,
            weights,
            given.Minimum ?? ReviewBounds.FewestAnswers
        );
    }

    private static Text TextOf(Text? given, int longest, string field)
    {
        var zh = TypedText.Read(given?.Zh, longest, $"{field}.zh");
        var en = TypedText.Read(given?.En, longest, $"{field}.en");
        if (zh is null || en is null)
            throw NotValid(field, "请填写中文和英文。", "is needed in Chinese and in English.");
        return new(zh, en);
    }

    private static RuleBrokenException NotValid(string field, string zh, string en) =>
        new("review-form.not-valid", new($"{field}：{zh}", $"{field}: {en}"), status: 400);
}

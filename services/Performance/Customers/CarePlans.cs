using System.ComponentModel.DataAnnotations;
using CardTeam.Performance.Data;
using CardTeam.Platform.Audit;
using CardTeam.ServiceDefaults.Errors;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CardTeam.Performance.Customers;

/// <summary>Shows and changes which care customers of each segment get.</summary>
internal static class CarePlans
{
    /// <param name="Rules">The kinds of care, each once.</param>
    public sealed record Request([property: Required, MaxLength(4)] IReadOnlyList<Rule>? Rules);

    /// <param name="Kind"><c>first-use</c>, <c>call-back</c>, <c>birthday</c> or <c>anniversary</c>.</param>
    /// <param name="Days">
    /// Days between two call-backs, or from the first card to the reminder of its first use; null for the others.
    /// </param>
    public sealed record Rule(
        [property: Required, AllowedValues("first-use", "call-back", "birthday", "anniversary")] string? Kind,
        [property: Range(CustomerBounds.FewestDays, CustomerBounds.MostDays)] int? Days
    );

    public sealed record Answer(IReadOnlyList<SegmentPlan> Items);

    /// <param name="Segment"><c>high</c>, <c>middle</c> or <c>general</c>.</param>
    public sealed record SegmentPlan(string Segment, IReadOnlyList<Rule> Rules);

    public static async Task<Ok<Answer>> List(PerformanceDbContext db, CancellationToken ct)
    {
        var plan = await CarePlan.LoadAsync(db, ct);
        return TypedResults.Ok(new Answer([.. CustomerWords.Segments.Select(s => Show(s, plan))]));
    }

    /// <summary>Takes the place of the segment's care plan; it holds from each customer's next care on.</summary>
    public static async Task<Ok<SegmentPlan>> Put(
        string segment,
        Request request,
        PerformanceDbContext db,
        AuditTrail trail,
        CancellationToken ct
    )
    {
        if (!CustomerWords.Segments.Contains(segment, StringComparer.Ordinal))
            throw RuleBrokenException.NotFound("customer-segment");
        var rules = request.Rules!;
        foreach (var rule in rules)
            if (rule is null || (rule.Kind is CustomerWords.FirstUse or CustomerWords.CallBack) == rule.Days is null)
                throw new RuleBrokenException(
                    "care-plan.days-not-fitting",
                    new(
                        "rules：首刷提醒和定期回访须填写天数，生日和周年不填。",
                        "rules: reminders of first use and call-backs have days, birthdays and anniversaries have none."
                    ),
                    status: 400
                );
        if (rules.DistinctBy(r => r.Kind, StringComparer.Ordinal).Count() < rules.Count)
            throw new RuleBrokenException(
                "care-plan.kind-twice",
                new("rules：同一种关怀出现了两次。", "rules: a kind of care is listed twice."),
                status: 400
            );
        await db.InTransactionAsync(
            async () =>
            {
                var known = await db.CareRules.Where(r => r.Segment == segment).ToListAsync(ct);
                db.CareRules.RemoveRange(known);
                await db.SaveChangesAsync(ct);
                db.CareRules.AddRange(rules.Select(r => new CareRule(segment, r.Kind!, r.Days)));
                trail.Change(
                    "rules",
                    Words(known.Select(r => (r.Kind, r.Days))),
                    Words(rules.Select(r => (r.Kind!, r.Days)))
                );
                await db.SaveChangesAsync(ct);
            },
            ct
        );
        return TypedResults.Ok(Show(segment, await CarePlan.LoadAsync(db, ct)));
    }

    private static SegmentPlan Show(string segment, CarePlan plan) =>
        new(segment, [.. plan.Of(segment).Select(r => new Rule(r.Kind, r.Days))]);

    private static string Words(IEnumerable<(string Kind, int? Days)> rules) =>
        string.Join(
            ' ',
            rules
                .OrderBy(r => r.Kind, StringComparer.Ordinal)
                .Select(r => r.Days is { } days ? Invariant($"{r.Kind}:{days}") : r.Kind)
        );
}

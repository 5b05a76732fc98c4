using System.Text.Json;
using CardTeam.Incentive.Calculation;
using CardTeam.Incentive.Calculation.Rules;
using CardTeam.Incentive.Data;
using CardTeam.Platform.Bounds;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CardTeam.Incentive.Plans;

/// <summary>Checks a plan while it is written, and shows what it says. Nothing is kept.</summary>
internal static class PreviewPlan
{
    /// <param name="Faults">Everything that keeps the plan from being saved; empty when it can be.</param>
    /// <param name="Findings">The provisions of supervision it conflicts with.</param>
    /// <param name="Zh">The Chinese text; null while there are faults.</param>
    /// <param name="En">The English text; null while there are faults.</param>
    public sealed record Answer(
        IReadOnlyList<PlanFault> Faults,
        IReadOnlyList<PlanFinding> Findings,
        string? Zh,
        string? En
    );

    public static async Task<Ok<Answer>> Handle(
        JsonElement body,
        BankBounds bounds,
        IncentiveDbContext db,
        CancellationToken ct
    )
    {
        var document = PlanDocument.Read(body);
        var units = await UnitTrees.NowAsync(db, ct);
        var (found, rules) = Plan.Check(document, units);
        var faults = found.ToList();
        if (document.EffectiveFrom is { } from && bounds.OfPeriod(from) is { } refusal)
            faults.Add(new("effectiveFrom", "plan.not-in-range", refusal.Text.Zh, refusal.Text.En));
        if (faults.Count > 0)
            return TypedResults.Ok(new Answer(faults, [], null, null));
        var text = PlanText.Of(document, rules, UnitTrees.NamesOf(rules, units));
        return TypedResults.Ok(new Answer([], PlanFinding.Of(rules), text.Zh, text.En));
    }
}
